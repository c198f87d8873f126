import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  reasonFault,
  refuse,
  type Scene,
  tell,
  withState,
} from '../decision.ts';
import { dayAfter, dayAt } from '../links/days.ts';
import type { Decision, Incident } from '../types.ts';
import { broughtIn, given, shown, textFault } from './items.ts';
import { dueDay, kindOf, priorityOf } from './kinds.ts';
import { actionItemLimits } from './limits.ts';
import type { ActionItemState } from './types.ts';

/** What becomes of an action item: said better, given to somebody else, moved, done, dropped. */

/** Everything but its day, which is moved with a reason. */
export function editActionItem(scene: Scene, command: Of<'edit_action_item'>): Decision {
  const { incident, policy } = scene;
  const found = openOne(incident, command.id);
  if ('ok' in found) return found;
  const edited = editedTo(incident, policy, found, command);
  if ('ok' in edited) return edited;
  const was = differing(found, edited);
  if (Object.keys(was).length === 0) return refuse({ code: 'action_item_same', id: found.id });
  const { id, kind, text, owner, dueOn, priority } = edited;
  const now = { id, kind, text, owner, dueOn, priority, changesPolicy: isMarked(edited) };
  const room = owner === found.owner ? { effects: [] } : broughtIn(incident, owner);
  return accept(
    changedTo(incident, edited),
    entry('edit_action_item', person(command.by), { ...now, was }),
    [
      ...(owner === found.owner ? [] : given(edited, command.by)),
      ...shown(found.owner, owner),
      ...room.effects,
    ],
    room.participants,
  );
}

function editedTo(
  incident: Incident,
  policy: Policy,
  found: ActionItemState,
  command: Of<'edit_action_item'>,
): ActionItemState | Refused {
  const { text = found.text, owner = found.owner } = command;
  const fault = text === found.text ? null : textFault(policy, text, command.sure);
  if (fault) return fault;
  const isSameKind = command.kind === undefined || command.kind === found.kind;
  const kind = isSameKind ? found.kind : kindOf(incident, policy, command.kind ?? null);
  if (typeof kind === 'object') return kind;
  const isSamePriority = command.priority === undefined || command.priority === found.priority;
  const priority = isSamePriority ? found.priority : priorityOf(policy, command.priority ?? null);
  if (typeof priority === 'object' && priority !== null) return priority;
  const link = linkOf(command.link, found.link);
  if (typeof link === 'object' && link !== null) return link;
  const { changesPolicy = isMarked(found) } = command;
  const toChange = found.policy ?? { was: incident.policyHash, change: null };
  return { ...found, text, owner, kind, priority, link, policy: changesPolicy ? toChange : null };
}

function linkOf(given: string | undefined, before: string | null): string | null | Refused {
  if (given === undefined) return before;
  return given === '' ? null : (linkFault(given) ?? given);
}

function linkFault(link: string): Refused | null {
  const isLink = /^https?:\/\/[^\s<>|]+$/.test(link) && link.length <= actionItemLimits.linkLength;
  return isLink ? null : refuse({ code: 'bad_link', given: link });
}

/** What was changed, as it stood. */
function differing(before: ActionItemState, after: ActionItemState) {
  const { kind, text, owner, priority, link } = before;
  return {
    ...(kind === after.kind ? {} : { kind }),
    ...(text === after.text ? {} : { text }),
    ...(owner === after.owner ? {} : { owner }),
    ...(priority === after.priority ? {} : { priority }),
    ...(link === after.link ? {} : { link }),
    ...(isMarked(before) === isMarked(after) ? {} : { changesPolicy: isMarked(before) }),
  };
}

function isMarked({ policy }: ActionItemState): boolean {
  return policy !== null;
}

/** Another day, with the reason; how often is counted. */
export function moveActionItem(
  { incident, policy, now }: Scene,
  { by, id, due, reason }: Of<'move_action_item'>,
): Decision {
  const found = openOne(incident, id);
  if ('ok' in found) return found;
  const fault = reasonFault(reason);
  if (fault) return fault;
  const today = dayAt(now, policy.calendar.zone);
  const to = dueDay(due, today);
  if (typeof to === 'object') return to;
  if (to === found.dueOn) return refuse({ code: 'action_item_same', id });
  const { owner, dueOn: from, moved } = found;
  // Where no reminder ahead of it comes any more, whoever has it hears of it from who moved it.
  const isNear = dayAfter(to, -policy.action_items.remind_days_before) <= today;
  const isPushed = by !== owner && to < from && isNear;
  return accept(
    changedTo(incident, { ...setBy(found, by, now), dueOn: to, moved: moved + 1 }),
    entry('move_action_item', person(by), { id, text: found.text, from, to, reason }),
    [
      ...(isPushed ? [tell(owner, { type: 'action_item_given', id, by, how: 'moved' })] : []),
      ...shown(owner),
    ],
  );
}

/** What its owner does about its day the next round speaks of; of what others do they hear at once. */
function setBy(item: ActionItemState, by: string, now: Date): ActionItemState {
  return by === item.owner ? { ...item, setAt: now } : item;
}

export function finishActionItem(
  { incident, now }: Scene,
  { by, id }: Of<'finish_action_item'>,
): Decision {
  const found = openOne(incident, id);
  if ('ok' in found) return found;
  return accept(
    changedTo(incident, { ...found, ended: { by, at: now, dropped: null } }),
    entry('finish_action_item', person(by), { id, text: found.text }),
    shown(found.owner),
  );
}

/** It is not done after all; the reason stays with it. */
export function dropActionItem(
  { incident, now }: Scene,
  { by, id, reason }: Of<'drop_action_item'>,
): Decision {
  const found = openOne(incident, id);
  if ('ok' in found) return found;
  const fault = reasonFault(reason);
  if (fault) return fault;
  const dropped = [...reason].slice(0, actionItemLimits.keptReason).join('');
  return accept(
    changedTo(incident, { ...found, ended: { by, at: now, dropped } }),
    entry('drop_action_item', person(by), { id, text: found.text, reason }),
    shown(found.owner),
  );
}

export function reopenActionItem(
  { incident, now }: Scene,
  { by, id }: Of<'reopen_action_item'>,
): Decision {
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  if (!found.ended) return refuse({ code: 'action_item_open', id });
  const again = { ...setBy(found, by, now), ended: null };
  return accept(
    changedTo(incident, again),
    entry('reopen_action_item', person(by), { id, text: found.text }),
    [...given(again, by, 'reopened'), ...shown(again.owner)],
  );
}

/** Says where it is filed, such as a ticket. */
export function linkActionItem(
  { incident }: Scene,
  { by, id, link }: Of<'link_action_item'>,
): Decision {
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  const fault = linkFault(link);
  if (fault) return fault;
  return accept(
    changedTo(incident, { ...found, link }),
    entry('link_action_item', person(by), { id, text: found.text, link }),
    shown(found.owner),
  );
}

function openOne(incident: Incident, id: number): ActionItemState | Refused {
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  return found.ended ? refuse({ code: 'action_item_done', id }) : found;
}

export function actionItemOf(incident: Incident, id: number): ActionItemState | Refused {
  const found = incident.state.actionItems.find((each) => each.id === id);
  return found ?? refuse({ code: 'unknown_action_item', id });
}

export function changedTo(incident: Incident, changed: ActionItemState): Incident {
  const actionItems = incident.state.actionItems.map((each) =>
    each.id === changed.id ? changed : each,
  );
  return withState(incident, { actionItems });
}
