import type { Policy } from '../../policy/schema.ts';
import { actionItemLimits } from '../action-items/limits.ts';
import type { ActionItemState } from '../action-items/types.ts';
import {
  accept,
  entry,
  homes,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import { unknownOpen } from '../policy-change.ts';
import { stateRoom, stateTakes } from '../room-left.ts';
import { mostFollowers } from '../telling/followers.ts';
import { excerpt } from '../text.ts';
import type { Decision, Effect, Incident, IncidentState } from '../types.ts';
import { inStep } from './files.ts';
import { linkLimits } from './limits.ts';
import { tied } from './pairs.ts';
import type { KeptFile } from './types.ts';

/** Milestones that say when it began: what was merged may have begun earlier. */
const beginnings = ['started', 'detected'] as const;

/**
 * Another incident goes on in this one. Its people, its open obligations, what it put in force and has to
 * be undone, when it began, its action items, files and followers come along; its roles do not, because here somebody has them already.
 */
export function takeIn({ incident, policy }: Scene, command: Of<'take_in'>): Decision {
  const { by, from, people } = command;
  const { number } = from;
  const after = namedIn(incident, from);
  if ('ok' in after) return after;
  const unknown = unknownOpen(from, policy);
  if (unknown.length > 0) return refuse({ code: 'cannot_move', unknown });
  const carried = carriedInto(after, from, policy);
  const invite: Effect = {
    family: 'sync',
    type: 'sync_invite',
    who: people.map((userId) => ({ userId })),
  };
  return accept(
    withCarried(after, carried),
    entry('take_in', person(by), {
      from: number,
      people: people.length,
      obligations: Object.keys(carried.obligations),
      measures: Object.keys(carried.measures),
      milestones: Object.keys(carried.milestones),
      actionItems: carried.actionItems.length,
      files: carried.files.length,
    }),
    [
      tellRoom({ type: 'merged_here', from: number, people: people.length, by }),
      ...(people.length > 0 ? [invite] : []),
      ...sync('card', 'files'),
      ...homes(...people),
    ],
    { joined: people },
  );
}

/** With what was merged into it named in it, which takes room as well. */
function namedIn(to: Incident, { number, title: whole }: Incident): Incident | Refused {
  const title = excerpt(whole, linkLimits.tieTitleBytes);
  return tied(to, { number, how: 'merged_here', title, status: null, isOver: true });
}

/** Ids of the action items of one incident for which another one has room; the others stay where they are. */
export function takenItems(to: Incident, from: Incident, policy: Policy): number[] {
  const after = namedIn(to, from);
  if ('ok' in after) return [];
  const { length } = carriedInto(after, from, policy).actionItems;
  return openFirst(from.state.actionItems)
    .slice(0, length)
    .map(({ id }) => id);
}

interface Carried
  extends Pick<IncidentState, 'obligations' | 'measures' | 'milestones' | 'followers'> {
  actionItems: ActionItemState[];
  files: KeptFile[];
}

/** As much as there is room for: what is owed comes first, and what stays is found where it was. */
function carriedInto(to: Incident, from: Incident, policy: Policy): Carried {
  const all: Carried = {
    obligations: openOnly(from, to.state),
    measures: inForceOnly(from, to.state),
    milestones: earlier(from.state, to.state),
    actionItems: renumbered(from.state.actionItems, to.state.actionItems),
    files: unknownFiles(from.state.files, to.state.files).map((file) => fielded(file, policy)),
    followers: allFollowers(from.state, to.state),
  };
  const without = { ...all, files: [] };
  const { followers } = to.state;
  const least = { ...without, actionItems: [], followers };
  const tries = [all, without, { ...without, followers }];
  const fits = (each: Carried) => stateTakes(withCarried(to, each)) <= stateRoom.more;
  return tries.find(fits) ?? least;
}

function withCarried(to: Incident, carried: Carried): Incident {
  const { state } = to;
  const { obligations, measures, milestones, actionItems, files, followers } = carried;
  const changed = withState(to, {
    obligations: { ...obligations, ...state.obligations },
    measures: { ...state.measures, ...measures },
    milestones: { ...state.milestones, ...milestones },
    actionItems: [...state.actionItems, ...actionItems],
    files: [...state.files, ...files],
    followers,
  });
  return inStep(changed);
}

/** Obligations of it that are still owed, as far as this one does not have them. */
function openOnly(from: Incident, to: IncidentState): IncidentState['obligations'] {
  return Object.fromEntries(
    Object.entries(from.state.obligations).filter(
      ([key, { status }]) => status === 'open' && !Object.hasOwn(to.obligations, key),
    ),
  );
}

/** What it put in force that is not in force here anyway: somebody has to undo it. */
function inForceOnly({ state }: Incident, to: IncidentState): IncidentState['measures'] {
  const isInForce = (measures: IncidentState['measures'], key: string) =>
    Object.hasOwn(measures, key) && measures[key]?.status === 'in_force';
  return Object.fromEntries(
    Object.entries(state.measures).filter(
      ([key]) => isInForce(state.measures, key) && !isInForce(to.measures, key),
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

/** Its own first, as many as there may be. */
function allFollowers(from: IncidentState, to: IncidentState): IncidentState['followers'] {
  const others = Object.entries(from.followers).filter(
    ([key]) => !Object.hasOwn(to.followers, key),
  );
  return Object.fromEntries([...Object.entries(to.followers), ...others].slice(0, mostFollowers));
}

/** What is done only says that it was. */
function openFirst(all: ActionItemState[]): ActionItemState[] {
  const isOver = ({ ended }: ActionItemState) => (ended ? 1 : 0);
  return [...all].sort((a, b) => isOver(a) - isOver(b));
}

function renumbered(from: ActionItemState[], to: ActionItemState[]): ActionItemState[] {
  const last = Math.max(0, ...to.map(({ id }) => id));
  return openFirst(from)
    .slice(0, Math.max(0, actionItemLimits.items - to.length))
    .map((each, index) => ({ ...each, id: last + 1 + index }));
}

/** Where the other process has no such field, the file is there all the same. */
function fielded(file: KeptFile, { fields }: Policy): KeptFile {
  return fields.some(({ key }) => key === file.field) ? file : { ...file, field: null };
}

function unknownFiles(from: KeptFile[], to: KeptFile[]): KeptFile[] {
  const room = Math.max(0, linkLimits.files - to.length);
  return from.filter(({ id }) => !to.some((each) => each.id === id)).slice(0, room);
}
