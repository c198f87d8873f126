import {
  accept,
  entry,
  homes,
  type Of,
  person,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { excerpt } from '../text.ts';
import type { Decision, Effect, Incident, IncidentState } from '../types.ts';
import { inStep } from './files.ts';
import { linkLimits } from './limits.ts';
import { tied } from './pairs.ts';
import type { FollowUpState, KeptFile } from './types.ts';

/** Milestones that say when it began: what was merged may have begun earlier. */
const beginnings = ['started', 'detected'] as const;

/**
 * Another incident goes on in this one. Its people, its open obligations, when it began, its follow-up
 * work, files and followers come along; its roles do not, because here somebody has them already.
 */
export function takeIn({ incident }: Scene, command: Of<'take_in'>): Decision {
  const { by, from, people } = command;
  const { number } = from;
  const title = excerpt(from.title, linkLimits.tieTitleBytes);
  const status = null;
  const after = tied(incident, { number, how: 'merged_here', title, status, isOver: true });
  if ('ok' in after) return after;
  const { state } = incident;
  const obligations = openOnly(from, state);
  const milestones = earlier(from.state, state);
  const followUps = renumbered(from.state.followUps, state.followUps);
  const files = unknownFiles(from.state.files, state.files);
  const invite: Effect = {
    family: 'sync',
    type: 'sync_invite',
    who: people.map((userId) => ({ userId })),
  };
  return accept(
    inStep(
      withState(after, {
        obligations: { ...obligations, ...state.obligations },
        milestones: { ...state.milestones, ...milestones },
        followUps: [...state.followUps, ...followUps],
        files: [...state.files, ...files],
        followers: { ...from.state.followers, ...state.followers },
      }),
    ),
    entry('take_in', person(by), {
      from: number,
      title: from.title,
      people: people.length,
      obligations: Object.keys(obligations),
      milestones: Object.keys(milestones),
      followUps: followUps.length,
      files: files.length,
    }),
    [
      tellRoom({ type: 'merged_here', from: number, title, people: people.length, by }),
      ...(people.length > 0 ? [invite] : []),
      ...sync('card'),
      ...homes(...people),
    ],
    { joined: people },
  );
}

/** Obligations of it that are still owed, as far as this one does not have them. */
function openOnly(from: Incident, to: IncidentState): IncidentState['obligations'] {
  return Object.fromEntries(
    Object.entries(from.state.obligations).filter(
      ([key, { status }]) => status === 'open' && !Object.hasOwn(to.obligations, key),
    ),
  );
}

function earlier(from: IncidentState, to: IncidentState): IncidentState['milestones'] {
  const found: IncidentState['milestones'] = {};
  for (const key of beginnings) {
    const [theirs, ours] = [from.milestones[key], to.milestones[key]];
    if (theirs && (!ours || theirs.at < ours.at)) found[key] = theirs;
  }
  return found;
}

function renumbered(from: FollowUpState[], to: FollowUpState[]): FollowUpState[] {
  const last = Math.max(0, ...to.map(({ id }) => id));
  return from
    .slice(0, Math.max(0, linkLimits.followUps - to.length))
    .map((each, index) => ({ ...each, id: last + 1 + index }));
}

function unknownFiles(from: KeptFile[], to: KeptFile[]): KeptFile[] {
  const room = Math.max(0, linkLimits.files - to.length);
  return from.filter(({ id }) => !to.some((each) => each.id === id)).slice(0, room);
}
