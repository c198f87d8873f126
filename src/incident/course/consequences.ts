import type { Consequence, Turn } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { isEnded } from '../lookup.ts';
import type { Effect, UserId } from '../types.ts';
import { withoutApprovals } from './approvals.ts';
import { keptMilestone, milestoneAt, milestoneKeys } from './milestones.ts';
import { isReached, peopleReaching } from './reached.ts';
import { stageEntered } from './stages.ts';
import type { CourseAlso, Reached } from './types.ts';

/** What follows by itself from a decision. */
export const courseConsequences: Consequence = (turn) => {
  const reopened = takenBack(turn);
  const ended = callEnded({ ...turn, after: reopened.after });
  let { after } = ended;
  const also = [...reopened.also, ...ended.also];
  // A milestone enters a stage, which may reach a milestone.
  for (let news = true; news; ) {
    const milestones = milestonesReached({ ...turn, after });
    const stage = stageEntered(turn.before, milestones.after, turn.policy);
    news = milestones.after !== after || stage !== null;
    after = stage
      ? withStage(milestones.after, { key: stage.key, since: turn.now })
      : milestones.after;
    also.push(...milestones.also);
    if (stage) also.push({ type: 'stage_entered', stage: stage.key });
  }
  if (after === turn.after) return null;
  const effects: Effect[] = [...ended.effects, ...sync('card')];
  return { after, also, effects };
};

function withStage<D extends Turn['after']>(incident: D, stage: { key: string; since: Date }): D {
  return { ...incident, state: { ...incident.state, stage } };
}

/** Work goes on: what was reached is not any more, and what was approved must be approved again. */
function takenBack<D extends Turn['after']>({ after, entry }: Turn<D>) {
  const undone = ['mitigated', 'resolved', 'closed'];
  const { milestones, approvals } = after.state;
  const dropped = undone.filter((key) => Object.hasOwn(milestones, key));
  const gates = Object.keys(approvals).some((key) => key.startsWith('gate:'));
  const also: CourseAlso[] = [];
  if (entry.type !== 'reopen' || (dropped.length === 0 && !gates)) return { after, also };
  const kept = Object.entries(milestones).filter(([key]) => !dropped.includes(key));
  if (dropped.length > 0) also.push({ type: 'milestones_dropped', milestones: dropped });
  const without = withoutApprovals(after, 'gate:');
  const state = { ...without.state, milestones: Object.fromEntries(kept) };
  return { after: { ...without, state }, also };
}

/** A call ends with its incident. */
function callEnded<D extends Turn['after']>({ after, now }: Turn<D>) {
  const { call } = after.state;
  const effects: Effect[] = [];
  const also: CourseAlso[] = [];
  if (!call || call.endedAt || !isEnded(after.phase)) return { after, also, effects };
  effects.push(tellRoom({ type: 'call_ended', by: null }));
  also.push({ type: 'call_ended_with_it' });
  const state = { ...after.state, call: { ...call, endedAt: now } };
  return { after: { ...after, state }, also, effects };
}

/** Those that say themselves in the sentence they come with. */
const plain: readonly string[] = ['acknowledged', 'mitigated', 'call_started', 'call_ended'];

function milestonesReached<D extends Turn['after']>(
  turn: Turn<D>,
): { after: D; also: CourseAlso[] } {
  const { before, after, policy, entry, now } = turn;
  const actor: UserId | null = entry.actor.kind === 'person' ? entry.actor.userId : null;
  const reached = milestoneKeys(policy).flatMap((key): [string, Reached][] => {
    const kept = keptMilestone(after, key);
    const people = peopleReaching(key, after, policy, actor);
    if (milestoneAt(after, key) === null || endsAgain(key, turn)) {
      const isNews =
        isAnswered(key, entry) ||
        (isReached(key, after, policy) && !(before && isReached(key, before, policy)));
      return isNews ? [[key, { at: now, by: null, people, text: '' }]] : [];
    }
    // Who takes a role later belongs to it too; what a person said of it stays as it is.
    const role = policy.milestones.find((each) => each.key === key)?.set_by?.role;
    const more = people.filter((userId) => !kept?.people.includes(userId));
    if (!kept || kept.by !== null || !role || more.length === 0 || kept.people.length === 0)
      return [];
    return [[key, { ...kept, people: [...kept.people, ...more] }]];
  });
  if (reached.length === 0) return { after, also: [] };
  const milestones = { ...after.state.milestones, ...Object.fromEntries(reached) };
  const also = reached
    .filter(([key]) => !plain.includes(key) && milestoneAt(after, key) === null)
    .map(([milestone]): CourseAlso => ({ type: 'milestone_reached', milestone }));
  return { after: { ...after, state: { ...after.state, milestones } }, also };
}

/** Somebody who says that they are coming has answered; the rules ask only once. */
function isAnswered(key: string, { type, data }: Turn['entry']): boolean {
  const comes = type === 'acknowledge_page' || (type === 'join_room' && data['asked'] === true);
  return key === 'acknowledged' && comes;
}

/** A second call ends later than the first. */
function endsAgain<D extends Turn['after']>(key: string, { after, now }: Turn<D>): boolean {
  const endedAt = after.state.call?.endedAt;
  return key === 'call_ended' && endedAt === now && keptMilestone(after, key)?.at !== now;
}
