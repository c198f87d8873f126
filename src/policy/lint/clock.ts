import type { Cadence, Clock } from '../language/clock.ts';
import type { Condition } from '../language/condition.ts';
import type { Drill } from '../language/on-call.ts';
import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { apart } from './disjoint.ts';
import { nobodyBecause, reachOf } from './reach.ts';

/** What has to happen by when: what never counts, never ends, or leads to nobody. */
export function lintClock(policy: Policy): Fault[] {
  return [
    ...under('cadences', policy.cadences, (cadence, index) =>
      cadenceFaults(policy, cadence, index),
    ),
    ...under('clocks', policy.clocks, (clock) => clockFaults(policy, clock)),
    ...presence(policy),
    ...halfLadders(policy),
    ...under('drills', policy.drills, (drill) => drillFaults(policy, drill)),
    ...under('reports', policy.reports, (report) => reachedBy(policy, 'to', report.to)),
  ];
}

function under<T>(
  section: string,
  items: T[],
  faults: (item: T, index: number) => Fault[],
): Fault[] {
  return items.flatMap((item, index) =>
    faults(item, index).map((fault) => ({ ...fault, path: [section, index, ...fault.path] })),
  );
}

function cadenceFaults({ cadences }: Policy, cadence: Cadence, index: number): Fault[] {
  const faults: Fault[] = [];
  let last = 0;
  for (const [at, { until_minutes: until }] of cadence.steps.entries()) {
    const path = ['steps', at];
    if (until === undefined) {
      if (at === cadence.steps.length - 1) continue;
      const what = 'goes on for ever, so the steps after it never come: say until_minutes';
      faults.push({ path, what });
      break;
    }
    if (until <= last) {
      const what = `is ${until}, and the step before goes on until ${last}: this one never comes`;
      faults.push({ path: [...path, 'until_minutes'], what });
    }
    last = Math.max(last, until);
  }
  const above = cadences.slice(0, index).find((each) => {
    const isCounting = each.of === 'declared' || each.of === cadence.of;
    return each.audience === cadence.audience && isCounting && implies(cadence.when, each.when);
  });
  if (above) {
    const what = `never counts: the first that holds does, and ${above.key} holds whenever this one does`;
    faults.push({ path: [], what, warning: true });
  }
  return faults;
}

/** Whether what the first says means what the second says, as far as lists and equal tests tell. */
function implies(one: Condition, other: Condition): boolean {
  const said = one as Record<string, unknown>;
  return Object.entries(other).every(([name, wanted]) => {
    const given = said[name];
    if (given === undefined) return false;
    if (name !== 'milestone' && Array.isArray(wanted) && Array.isArray(given)) {
      return given.every((each) => wanted.includes(each));
    }
    return JSON.stringify(given) === JSON.stringify(wanted);
  });
}

/** Milestones that one incident reaches in this order. */
const inOrder = ['declared', 'mitigated', 'resolved', 'closed'];

function clockFaults(policy: Policy, clock: Clock): Fault[] {
  const { of, until, tells, when } = clock;
  const faults = reachedBy(policy, 'tells', tells);
  const [from, to] = [inOrder.indexOf(of), inOrder.indexOf(until.milestone ?? '')];
  if (until.milestone === of || (from !== -1 && to !== -1 && to <= from)) {
    const what = `is reached when the clock begins (of: ${of}), so it never runs`;
    faults.push({ path: ['until', 'milestone'], what });
  }
  const role = policy.roles.find(({ key }) => key === until.role);
  const nobody = role ? apart(role.needed, when) : null;
  if (role && nobody) {
    const what = `${role.key} is never needed where this clock runs (${nobody}), so nobody is asked to end it`;
    faults.push({ path: ['until', 'role'], what, warning: true });
  }
  const list = policy.checklists.find(({ key }) => key === until.item?.split('.')[0]);
  const unlisted = list ? apart(list.when, when) : null;
  if (list && unlisted) {
    const what = `${list.key} never applies where this clock runs (${unlisted}), so nothing ends it`;
    faults.push({ path: ['until', 'item'], what, warning: true });
  }
  const audience = policy.audiences.find(({ key }) => key === until.told);
  const untold = audience ? apart(audience.when, when) : null;
  if (audience && untold) {
    const what = `${audience.key} is never told where this clock runs (${untold}), so nothing ends it`;
    faults.push({ path: ['until', 'told'], what, warning: true });
  }
  return faults;
}

function presence({ presence: said, roles }: Policy): Fault[] {
  const { deputy, escalates, ask_after_minutes: askAfter } = said;
  if (deputy !== undefined && deputy === roles[0]?.key) {
    const what = `is ${deputy}, who is the one that was silent; name another role`;
    return [{ path: ['presence', 'deputy'], what }];
  }
  const name = deputy === undefined ? 'escalates' : 'deputy';
  if (askAfter !== undefined || (deputy ?? escalates) === undefined) return [];
  const what = 'is never asked: say after how long (presence.ask_after_minutes)';
  return [{ path: ['presence', name], what, warning: true }];
}

/** By itself a ladder climbs its first level at once where something leads to it, and then those with a time. */
function halfLadders(policy: Policy): Fault[] {
  const places: [Path, string | undefined][] = [
    [['presence', 'escalates'], policy.presence.escalates],
    ...policy.clocks.map(({ escalates }, index): [Path, string | undefined] => [
      ['clocks', index, 'escalates'],
      escalates,
    ]),
    ...policy.obligations.map(({ escalates }, index): [Path, string | undefined] => [
      ['obligations', index, 'escalates'],
      escalates,
    ]),
  ];
  return places.flatMap(([path, key]): Fault[] => {
    const ladder = policy.escalation.find((each) => each.key === key);
    const levels = ladder?.levels ?? [];
    if (levels.length < 2 || levels.some((level) => level.after_minutes !== undefined)) return [];
    const what = `${key} has no after_minutes: only its first level is paged, the others wait for somebody who escalates`;
    return [{ path, what, warning: true }];
  });
}

function drillFaults(
  policy: Policy,
  { injects, lasts_minutes: lasts, owners, type }: Drill,
): Fault[] {
  const faults = reachedBy(policy, 'owners', owners);
  for (const [index, { after_minutes: after }] of injects.entries()) {
    if (lasts === undefined || after < lasts) continue;
    const what = `is ${after}, and the drill ends after ${lasts} (lasts_minutes): it never happens`;
    faults.push({ path: ['injects', index, 'after_minutes'], what });
  }
  if (type === 'review' && injects.length > 0) {
    const what = 'never happen: a review is no drill that is held in a channel';
    faults.push({ path: ['injects'], what, warning: true });
  }
  return faults;
}

function reachedBy(policy: Policy, name: string, refs: readonly string[]): Fault[] {
  const { most, empty } = reachOf(policy, refs);
  if (refs.length === 0 || most > 0) return [];
  return [{ path: [name], what: `reaches nobody: ${nobodyBecause(empty)}` }];
}
