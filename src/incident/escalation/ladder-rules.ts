import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  reasonFault,
  refuse,
  type Scene,
  sync,
  tellRoom,
  tooLong,
} from '../decision.ts';
import type { EntryData } from '../entry-data.ts';
import { isEnded } from '../lookup.ts';
import { limits } from '../text.ts';
import type { Decision, Incident } from '../types.ts';
import { fits } from './begin.ts';
import { climbedTo, ladderEnded, resumed } from './climb.ts';
import { ladderOf, newLadder, nextByHand, pathOf, seenOf } from './ladders.ts';
import type { EscalationAlso, Ladder } from './types.ts';

/** Ladders by hand. */

/**
 * Paths as somebody would look for them: those that run and have a level left, those that are meant for
 * this incident, the rest.
 */
export function pathsInOrder(incident: Incident, policy: Policy): EscalationPath[] {
  const rank = (path: EscalationPath) => {
    const ladder = ladderOf(incident, path.key);
    const isRunning = ladder !== undefined && !ladder.ended;
    if (isRunning) return nextByHand(ladder, incident, policy) === null ? 3 : 0;
    const kind = policy.kinds.find(({ key }) => key === incident.state.kind);
    if (kind?.forces.escalation === path.key) return 1;
    return fits(path, incident, policy) ? 2 : 4;
  };
  return [...policy.escalation].sort((a, b) => rank(a) - rank(b));
}

/** Climbs the next level whose condition holds, of a ladder that runs or begins with it. */
export function escalate(scene: Scene, command: Of<'escalate'>): Decision {
  const { incident, policy, now } = scene;
  const { by, reason } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  const [likely] = pathsInOrder(incident, policy);
  if (!likely) return refuse({ code: 'no_paths' });
  const path = command.path === null ? likely : pathOf(policy, command.path);
  if (!path) {
    const allowed = policy.escalation.map(({ key }) => key);
    return refuse({ code: 'unknown_path', given: command.path ?? '', allowed });
  }
  const known = ladderOf(incident, path.key);
  if (known && command.seen !== undefined && command.seen !== seenOf(known)) {
    return refuse({ code: 'ladder_moved', path: path.key, at: known.climbedAt ?? known.startedAt });
  }
  const fault = tooLong('reason', reason, limits.reason);
  if (fault) return fault;
  const isNew = !known || isOver(known);
  const ladder = isNew ? newLadder(path, incident, by, now) : known;
  const index = nextByHand(ladder, incident, policy);
  if (index === null) return refuse({ code: 'ladder_at_the_top', path: path.key });
  const how = { policy, now, by, reason };
  const current = ladder.ended ? resumed(ladder, index, how) : ladder;
  const { after, effects, also } = climbedTo(incident, current, index, how);
  const levels = also.flatMap((each) => (each.type === 'levels_climbed' ? each.levels : []));
  return accept(after, line(by, { name: path.name, levels, reason }), effects);
}

/** What ended because it was stopped, or not so any more, begins anew; what was answered goes on. */
function isOver({ ended }: Ladder): boolean {
  return ended?.why === 'stopped' || ended?.why === 'condition';
}

function line(by: string, data: EntryData['escalate']) {
  return entry('escalate', person(by), data);
}

/** Nobody more is called, and nobody who was called is waited for. */
export function stopEscalation(
  { incident, policy, now }: Scene,
  command: Of<'stop_escalation'>,
): Decision {
  const { by, path, reason } = command;
  const ladder = ladderOf(incident, path);
  if (!ladder || ladder.ended) return refuse({ code: 'ladder_not_running', path });
  const fault = reasonFault(reason);
  if (fault) return fault;
  const { name } = ladder;
  const stopped = ladderEnded(incident, ladder, { why: 'stopped', by }, { policy, now });
  return accept(stopped.after, entry('stop_escalation', person(by), { name, reason }), [
    ...stopped.effects,
    tellRoom({ type: 'ladder_stopped', path, name, by, reason }),
    ...sync('card'),
  ]);
}

/** The entry's line with what else came of it. */
export function withAlso(line: ReturnType<typeof entry>, also: EscalationAlso[]) {
  if (also.length === 0) return line;
  return { ...line, data: { ...line.data, also } };
}
