import type { Consequence, Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { sync } from '../decision.ts';
import { isShown } from './whether.ts';

/** Shows the message about the postmortem once there is something to say of it, and keeps it equal to the state. */
export const postmortemConsequences: Consequence = (turn) => {
  const { before, after, entry, policy, now } = turn;
  if (after.state.place === 'record' || !isShown(after, policy)) return null;
  const { postmortem } = after.state;
  const isFirst = postmortem.shownAt === null;
  // Another policy asks other things of it.
  const isMoved = entry.type === 'change_policy';
  if (!isFirst && !isMoved && before && shownOf(before) === shownOf(after)) return null;
  // Nobody brings back a room that was put away to change a message in it.
  if (isPutAway(after)) return null;
  const kept = isFirst ? { ...postmortem, shownAt: now } : postmortem;
  return {
    after: { ...after, state: { ...after.state, postmortem: kept } },
    also: [],
    effects: [
      ...sync('postmortem'),
      ...(isFirst ? [{ family: 'announce', type: 'find_similar' } as const] : []),
    ],
  };
};

/** A postmortem that is published, or written on after that, is found by other words. */
export const wordsConsequences: Consequence = ({ before, after }) => {
  const { status, sections } = after.state.postmortem;
  const was = before?.state.postmortem;
  if (status !== 'published' || (was?.status === status && was.sections === sections)) return null;
  return { after, also: [], effects: [{ family: 'announce', type: 'find_words' }] };
};

function isPutAway({ closedAt, state }: Draft): boolean {
  return closedAt !== null && `archive_room:${closedAt.toISOString()}` in state.fired;
}

/** All that the message shows of the incident itself. */
function shownOf(incident: Draft): string {
  // Where it becomes private, the new room gets the message.
  const { title, severity, phase, state, isPrivate } = incident;
  const held = milestoneAt(incident, 'postmortem_held');
  const { kind, clocks } = state;
  const { words: _, ...postmortem } = state.postmortem;
  return JSON.stringify([
    title,
    severity,
    isPrivate,
    kind,
    phase,
    postmortem,
    held,
    clocks['postmortem'],
  ]);
}
