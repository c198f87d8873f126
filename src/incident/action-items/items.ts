import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
  homes,
  missing,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
  tell,
  tooLong,
  withState,
} from '../decision.ts';
import { dayAt } from '../links/days.ts';
import { skipAdded } from '../tasks/added.ts';
import { skipStep } from '../tasks/steps.ts';
import { markOf } from '../text.ts';
import type { Decision, Effect, Incident, UserId } from '../types.ts';
import { dueDay, kindOf, offeredKinds, priorityOf, usualDays } from './kinds.ts';
import { actionItemLimits } from './limits.ts';
import type { ActionItemState } from './types.ts';
import { refusedWords, weakness } from './weak.ts';

/** Action items: what is left to do when an incident is over, written down and owed by somebody. */

/** One can be noted down in any phase: what is left is often seen after the end. */
export function addActionItem(scene: Scene, command: Of<'add_action_item'>): Decision {
  const { policy, now } = scene;
  if (scene.incident.phase === 'merged') return refuse({ code: 'ended', phase: 'merged' });
  const moved = withoutTask(scene, command);
  if ('ok' in moved) return moved;
  const { actionItems } = moved.state;
  if (actionItems.length >= actionItemLimits.items) {
    return refuse({ code: 'too_many_action_items', max: actionItemLimits.items });
  }
  const fault = textFault(policy, command.text, command.sure);
  if (fault) return fault;
  const kind = kindOf(moved, policy, command.kind);
  if (typeof kind === 'object') return kind;
  const priority = priorityOf(policy, command.priority ?? null);
  if (typeof priority === 'object' && priority !== null) return priority;
  const due = command.due ?? { days: usualDays(policy, kind, priority) };
  const dueOn = dueDay(due, dayAt(now, policy.calendar.zone));
  if (typeof dueOn === 'object') return dueOn;
  const { by, text, task = null, source = null, line = null, changesPolicy = false } = command;
  const owner = command.owner ?? by;
  const id = Math.max(0, ...actionItems.map((each) => each.id)) + 1;
  const what = { id, kind, text, owner, dueOn, priority };
  const toChange = changesPolicy ? { was: moved.policyHash, change: null } : null;
  const kept = { link: null, by, at: now, moved: 0, policy: toChange, ended: null };
  const added: ActionItemState = { ...what, ...kept };
  const isWeak = weakness(text) !== null;
  const room = broughtIn(moved, owner);
  return accept(
    withState(moved, { actionItems: [...actionItems, added] }),
    entry('add_action_item', person(by), { ...what, task, source, line, isWeak, changesPolicy }),
    [...given(added, by), ...shown(owner), ...room.effects],
    room.participants,
  );
}

/** The task that it takes the place of is not needed any more: nothing is to be done twice. */
function withoutTask(scene: Scene, { by, task }: Of<'add_action_item'>): Incident | Refused {
  if (task === undefined) return scene.incident;
  const command = { type: 'skip_task', by, path: task, reason: 'action item' } as const;
  const skipped = task.startsWith('added.') ? skipAdded(scene, command) : skipStep(scene, command);
  return skipped.ok ? skipped.incident : skipped;
}

/** What is wrong with its text, unless who wrote it was told and is sure. */
export function textFault(policy: Policy, text: string, sure: string | undefined): Refused | null {
  const fault = missing('text', text) ?? tooLong('text', text, actionItemLimits.text);
  if (fault) return fault;
  const words = refusedWords(text, policy.action_items.refused_words);
  if (words !== null) return refuse({ code: 'action_item_refused', words });
  const weak = sure === markOf(text) ? null : weakness(text);
  return weak && refuse({ code: 'action_item_weak', ...weak });
}

/** Told to who has it now, unless they did it themselves. */
export function given({ id, owner }: ActionItemState, by: string, how?: 'reopened'): Effect[] {
  const fact = { type: 'action_item_given', id, by, ...(how ? { how } : {}) } as const;
  return owner === by ? [] : [tell(owner, fact)];
}

/** Of a private incident only those hear who are in its room: who has something to do comes there. */
export function broughtIn({ isPrivate }: Incident, owner: UserId) {
  if (!isPrivate) return { effects: [] };
  const invite: Effect = { family: 'sync', type: 'sync_invite', who: [{ userId: owner }] };
  return { effects: [invite], participants: { joined: [owner] } };
}

/** Where it is seen: in the room, and on the Home tabs of those who have it or had it. */
export function shown(...owners: UserId[]): Effect[] {
  return [...sync('card', 'postmortem'), ...homes(...owners)];
}

/** Names of the kinds that are expected before closing and of which there is no work yet. */
export function missingKinds(incident: Draft, policy: Policy): string[] {
  return offeredKinds(incident, policy)
    .filter(({ key, expected }) => expected && !incident.state.actionItems.some(isOf(key)))
    .map(({ name }) => name);
}

function isOf(key: string) {
  return (each: ActionItemState) => each.kind === key;
}

/** Closing asks for the action items that are expected, unless who closes knows. */
export function actionItemFault(
  { incident, policy }: Pick<Scene, 'incident' | 'policy'>,
  anyway: boolean | undefined,
): Refused | null {
  const kinds = anyway ? [] : missingKinds(incident, policy);
  return kinds.length > 0 ? refuse({ code: 'action_item_expected', kinds }) : null;
}
