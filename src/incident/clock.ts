import type { Away } from './away.ts';
import { accept, entry, type Scene } from './decision.ts';
import type { FiredTimer } from './entry-data.ts';
import { timerKinds, timerRules } from './timer-rules.ts';
import { timersFor } from './timers.ts';
import type { Decision, Effect, Incident, Timer } from './types.ts';

/** The clock says which timers are due; `decide` works out what that means. */
export interface FireTimers {
  type: 'fire_timers';
  keys: string[];
  /** Set where some of it became due while nobody looked. */
  away?: Away;
  /** An operator gave it up: it is recorded as fired, and nothing happens. */
  dropped?: true;
}

/**
 * What is due by `now` happens once and is recorded as fired. A key that the incident does not have
 * (any more) or that is not due yet is passed over: accepted, with nothing to tell.
 */
export function fireTimers(scene: Scene, command: FireTimers): Decision {
  if (command.dropped) return dropTimers(scene, command);
  const { incident, policy, now } = scene;
  const due = timersFor(incident, policy).filter((timer) => timer.dueAt <= now);
  const fired = { ...incident.state.fired };
  const happening: { timer: Timer; late: Timer[] }[] = [];
  for (const late of together(due)) {
    const last = late.at(-1);
    const given = late.filter((timer) => command.keys.includes(timer.key));
    if (!last || given.length === 0) continue;
    if (given.includes(last)) happening.push({ timer: last, late });
    for (const timer of given.includes(last) ? late : given) fired[timer.key] = now;
  }
  let after: Incident = { ...incident, state: { ...incident.state, fired } };
  const effects: Effect[] = [];
  const told: FiredTimer[] = [];
  for (const { timer, late } of happening) {
    const { kind, dueAt } = timer;
    const happened = timerRules[kind].happen({ incident: after, policy, now }, timer, late);
    after = happened.after;
    effects.push(...happened.effects);
    const about = happened.about === undefined ? {} : { about: happened.about };
    if (happened.isTold !== false) told.push({ kind, dueAt, ...about });
  }
  const [first] = told;
  const { away } = command;
  const data = { fired: told, ...(away ? { away } : {}) };
  const line = first ? entry(first.kind, { kind: 'clock' }, data) : null;
  return accept(after, line, away ? sayingAway(effects, away) : effects);
}

/** What the room is told first says why it comes late. */
function sayingAway(effects: Effect[], away: Away): Effect[] {
  const first = effects.findIndex((each) => each.type === 'announce' && each.to.place === 'room');
  return effects.map((each, index) =>
    index === first && each.type === 'announce' ? { ...each, away } : each,
  );
}

/** What an operator gave up counts as fired: nothing happens, and it never comes again. */
function dropTimers({ incident, policy, now }: Scene, { keys }: FireTimers): Decision {
  const dropped = timersFor(incident, policy).filter(({ key }) => keys.includes(key));
  const fired = { ...incident.state.fired };
  for (const { key } of dropped) fired[key] = now;
  let after: Incident = { ...incident, state: { ...incident.state, fired } };
  for (const timer of dropped) {
    after = timerRules[timer.kind].drop?.({ incident: after, policy, now }, timer) ?? after;
  }
  const told = dropped.map(({ kind, dueAt }) => ({ kind, dueAt }));
  const line = entry('fire_timers', { kind: 'operator' }, { fired: told, dropped: true });
  return accept(after, dropped.length > 0 ? line : null, []);
}

/** What is late, in what counts as one: soonest first within each, in the order of the rules. */
function together(due: Timer[]): Timer[][] {
  const groups = new Map<string, Timer[]>();
  const inOrder = [...due].sort((a, b) => timerKinds.indexOf(a.kind) - timerKinds.indexOf(b.kind));
  for (const timer of inOrder) {
    const { family, late } = timerRules[timer.kind];
    // A key reads kind:what:instant.
    const what = late === 'each' ? `:${timer.key.split(':')[1] ?? ''}` : '';
    const group = groups.get(`${family}${what}`) ?? [];
    groups.set(`${family}${what}`, [...group, timer]);
  }
  return [...groups.values()].map((group) =>
    group.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime()),
  );
}
