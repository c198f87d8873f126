import type { ActionItemKind } from '../../policy/language/action-items.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import {
  accept,
  entry,
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
import { dayAfter, dayAt, isDay } from '../links/days.ts';
import { folded } from '../lookup.ts';
import type { Decision, Incident } from '../types.ts';
import { actionItemLimits } from './limits.ts';
import type { ActionItemState, Due } from './types.ts';

/** Action items: what is left to do when an incident is over. */

/** The kinds that the policy offers for an incident as it is. */
export function offeredKinds(incident: Draft, policy: Policy): ActionItemKind[] {
  return policy.action_items.kinds.filter(({ when }) => holds(when, incident, policy));
}

/** The kind a typed word means: its key or its name, in any case. */
export function findKind(kinds: ActionItemKind[], word: string): ActionItemKind | undefined {
  const wanted = folded(word);
  return kinds.find(({ key, name }) => [key, name].some((known) => folded(known) === wanted));
}

/** Work can be noted down in any phase: what is left is often seen after the end. */
export function addActionItem(
  { incident, policy, now }: Scene,
  command: Of<'add_action_item'>,
): Decision {
  const { by, text, owner } = command;
  const { actionItems } = incident.state;
  if (incident.phase === 'merged') return refuse({ code: 'ended', phase: incident.phase });
  const chosen = kindOf(incident, policy, command.kind);
  if ('ok' in chosen) return chosen;
  const fault = missing('text', text) ?? tooLong('text', text, actionItemLimits.text);
  if (fault) return fault;
  if (actionItems.length >= actionItemLimits.items) {
    return refuse({ code: 'too_many_action_items', max: actionItemLimits.items });
  }
  const today = dayAt(now, policy.calendar.zone);
  const dueOn = dueDay(command.due ?? usualDue(policy, chosen.kind), today);
  if (dueOn !== null && typeof dueOn === 'object') return dueOn;
  const id = Math.max(0, ...actionItems.map((each) => each.id)) + 1;
  const added: ActionItemState = {
    id,
    kind: chosen.kind,
    text,
    owner,
    dueOn,
    link: null,
    by,
    at: now,
    doneAt: null,
  };
  const after = withState(incident, { actionItems: [...actionItems, added] });
  const told = owner && owner !== by ? [tell(owner, { type: 'action_item_given', id, by })] : [];
  return accept(
    after,
    entry('add_action_item', person(by), { id, kind: chosen.kind, text, owner, dueOn }),
    [...told, ...sync('card')],
  );
}

/** The kind it is of; none where the policy has none. */
function kindOf(
  incident: Incident,
  policy: Policy,
  given: string | null,
): { kind: string } | Refused {
  const offered = offeredKinds(incident, policy);
  if (given === null) return { kind: offered[0]?.key ?? '' };
  if (offered.some(({ key }) => key === given)) return { kind: given };
  const allowed = offered.map(({ name }) => name);
  return refuse({ code: 'unknown_action_item_kind', given, allowed });
}

function usualDue(policy: Policy, key: string): Due | null {
  const days = policy.action_items.kinds.find((each) => each.key === key)?.due_within_days;
  return days === undefined ? null : { days };
}

/** Not before today: what was due in the past was typed wrong. */
function dueDay(due: Due | null, today: string): string | null | Refused {
  if (!due) return null;
  const latest = dayAfter(today, actionItemLimits.dueDays);
  const given = 'days' in due ? String(due.days) : due.on;
  const day = 'days' in due ? dayIn(due.days, today) : due.on;
  if (day === null || !isDay(day) || day < today || day > latest) {
    return refuse({ code: 'bad_day', given });
  }
  return day;
}

function dayIn(days: number, today: string): string | null {
  const isSane = Number.isInteger(days) && days >= 0 && days <= actionItemLimits.dueDays;
  return isSane ? dayAfter(today, days) : null;
}

export function finishActionItem(
  { incident, now }: Scene,
  command: Of<'finish_action_item'>,
): Decision {
  const { by, id } = command;
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  if (found.doneAt) return refuse({ code: 'action_item_done', id });
  return accept(
    changedTo(incident, { ...found, doneAt: now }),
    entry('finish_action_item', person(by), { id, text: found.text }),
    sync('card'),
  );
}

/** Says where it is filed, such as a ticket. */
export function linkActionItem({ incident }: Scene, command: Of<'link_action_item'>): Decision {
  const { by, id, link } = command;
  const found = actionItemOf(incident, id);
  if ('ok' in found) return found;
  const isLink = /^https?:\/\/[^\s<>|]+$/.test(link) && link.length <= actionItemLimits.linkLength;
  if (!isLink) return refuse({ code: 'bad_link', given: link });
  return accept(
    changedTo(incident, { ...found, link }),
    entry('link_action_item', person(by), { id, text: found.text, link }),
    sync('card'),
  );
}

function actionItemOf(incident: Incident, id: number): ActionItemState | Refused {
  const found = incident.state.actionItems.find((each) => each.id === id);
  return found ?? refuse({ code: 'unknown_action_item', id });
}

function changedTo(incident: Incident, changed: ActionItemState): Incident {
  const actionItems = incident.state.actionItems.map((each) =>
    each.id === changed.id ? changed : each,
  );
  return withState(incident, { actionItems });
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

/** Closing asks for the action items that is expected, unless who closes knows. */
export function actionItemFault(
  { incident, policy }: Pick<Scene, 'incident' | 'policy'>,
  anyway: boolean | undefined,
): Refused | null {
  const kinds = anyway ? [] : missingKinds(incident, policy);
  return kinds.length > 0 ? refuse({ code: 'action_item_expected', kinds }) : null;
}
