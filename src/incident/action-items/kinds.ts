import type { ActionItemKind } from '../../policy/language/action-items.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type Refused, refuse } from '../decision.ts';
import { dayAfter, isDay } from '../links/days.ts';
import { folded } from '../lookup.ts';
import { actionItemLimits } from './limits.ts';
import type { Due } from './types.ts';

/** What kind an action item is of, how urgent it is, and by when it is due. */

/** The kinds of a policy that names none. Their names in people's language stand in the views. */
const builtIn: readonly ActionItemKind[] = [
  { key: 'mitigate', name: 'Mitigate', when: {}, expected: false },
  { key: 'prevent', name: 'Prevent', when: {}, expected: false },
  { key: 'detect', name: 'Detect', when: {}, expected: false },
  { key: 'process', name: 'Process', when: {}, expected: false },
];

/** The kinds of a policy, or those that are there where it names none. */
export function kindsOf(policy: Policy): readonly ActionItemKind[] {
  const { kinds } = policy.action_items;
  return kinds.length > 0 ? kinds : builtIn;
}

/** The kinds that the policy offers for an incident as it is. */
export function offeredKinds(incident: Draft, policy: Policy): ActionItemKind[] {
  return kindsOf(policy).filter(({ when }) => holds(when, incident, policy));
}

/** The kind a typed word means: its key or its name, in any case. */
export function findKind(kinds: ActionItemKind[], word: string): ActionItemKind | undefined {
  const wanted = folded(word);
  return kinds.find(({ key, name }) => [key, name].some((known) => folded(known) === wanted));
}

/** The kind it is of: the one given, or else the policy's where it offers only one; '': of none. */
export function kindOf(incident: Draft, policy: Policy, given: string | null): string | Refused {
  const offered = offeredKinds(incident, policy);
  if (given === null) return onlyKind(offered) ?? '';
  if (given === '' || offered.some(({ key }) => key === given)) return given;
  const allowed = offered.map(({ name }) => name);
  return refuse({ code: 'unknown_action_item_kind', given, allowed });
}

/** What nobody needs to say, because there is nothing else to say. */
export function onlyKind(offered: readonly ActionItemKind[]): string | undefined {
  return offered.length === 1 ? offered[0]?.key : undefined;
}

/** The policy's priority of that name, in any case; null where none is given. */
export function priorityOf(policy: Policy, given: string | null): string | null | Refused {
  if (given === null || given === '') return null;
  const known = policy.action_items.priorities.find(({ name }) => folded(name) === folded(given));
  const allowed = policy.action_items.priorities.map(({ name }) => name);
  return known?.name ?? refuse({ code: 'unknown_priority', given, allowed });
}

/** In how many days it is due where nobody says: by its priority, else its kind, else as all are. */
export function usualDays(policy: Policy, kind: string, priority: string | null): number {
  const { priorities, due_within_days: usual } = policy.action_items;
  const urgent = priorities.find(({ name }) => name === priority)?.due_within_days;
  return urgent ?? kindsOf(policy).find(({ key }) => key === kind)?.due_within_days ?? usual;
}

/** The day that is meant. Not before today: what was due in the past was typed wrong. */
export function dueDay(due: Due, today: string): string | Refused {
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
