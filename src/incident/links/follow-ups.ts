import type { FollowUp } from '../../policy/language/telling.ts';
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
import { folded } from '../lookup.ts';
import type { Decision, Incident } from '../types.ts';
import { dayAfter, dayAt, isDay } from './days.ts';
import { linkLimits } from './limits.ts';
import type { Due, FollowUpState } from './types.ts';

/** Follow-up work: what is left to do when an incident is over. */

/** The classes that the policy offers for an incident as it is. */
export function offeredClasses(incident: Draft, policy: Policy): FollowUp[] {
  return policy.follow_ups.filter(({ when }) => holds(when, incident, policy));
}

/** The class a typed word means: its key or its name, in any case. */
export function findClass(classes: FollowUp[], word: string): FollowUp | undefined {
  const wanted = folded(word);
  return classes.find(({ key, name }) => [key, name].some((known) => folded(known) === wanted));
}

/** Work can be noted down in any phase: what is left is often seen after the end. */
export function addFollowUp(
  { incident, policy, now }: Scene,
  command: Of<'add_follow_up'>,
): Decision {
  const { by, text, owner } = command;
  const { followUps } = incident.state;
  if (incident.phase === 'merged') return refuse({ code: 'ended', phase: incident.phase });
  const chosen = classOf(incident, policy, command.class);
  if ('ok' in chosen) return chosen;
  const fault = missing('text', text) ?? tooLong('text', text, linkLimits.followUpText);
  if (fault) return fault;
  if (followUps.length >= linkLimits.followUps) {
    return refuse({ code: 'too_many_follow_ups', max: linkLimits.followUps });
  }
  const today = dayAt(now, policy.calendar.zone);
  const dueOn = dueDay(command.due ?? usualDue(policy, chosen.class), today);
  if (dueOn !== null && typeof dueOn === 'object') return dueOn;
  const id = Math.max(0, ...followUps.map((each) => each.id)) + 1;
  const added: FollowUpState = {
    id,
    class: chosen.class,
    text,
    owner,
    dueOn,
    link: null,
    by,
    at: now,
    doneAt: null,
  };
  const after = withState(incident, { followUps: [...followUps, added] });
  const told = owner && owner !== by ? [tell(owner, { type: 'follow_up_given', id, by })] : [];
  return accept(
    after,
    entry('add_follow_up', person(by), { id, class: chosen.class, text, owner, dueOn }),
    [...told, ...sync('card')],
  );
}

/** The class it is of; none where the policy has none. */
function classOf(
  incident: Incident,
  policy: Policy,
  given: string | null,
): { class: string } | Refused {
  const offered = offeredClasses(incident, policy);
  if (given === null) return { class: offered[0]?.key ?? '' };
  if (offered.some(({ key }) => key === given)) return { class: given };
  const allowed = offered.map(({ name }) => name);
  return refuse({ code: 'unknown_follow_up_class', given, allowed });
}

function usualDue(policy: Policy, key: string): Due | null {
  const days = policy.follow_ups.find((each) => each.key === key)?.due_within_days;
  return days === undefined ? null : { days };
}

/** Not before today: what was due in the past was typed wrong. */
function dueDay(due: Due | null, today: string): string | null | Refused {
  if (!due) return null;
  const latest = dayAfter(today, linkLimits.dueDays);
  const given = 'days' in due ? String(due.days) : due.on;
  const day = 'days' in due ? dayIn(due.days, today) : due.on;
  if (day === null || !isDay(day) || day < today || day > latest) {
    return refuse({ code: 'bad_day', given });
  }
  return day;
}

function dayIn(days: number, today: string): string | null {
  const isSane = Number.isInteger(days) && days >= 0 && days <= linkLimits.dueDays;
  return isSane ? dayAfter(today, days) : null;
}

export function finishFollowUp(
  { incident, now }: Scene,
  command: Of<'finish_follow_up'>,
): Decision {
  const { by, id } = command;
  const found = followUpOf(incident, id);
  if ('ok' in found) return found;
  if (found.doneAt) return refuse({ code: 'follow_up_done', id });
  return accept(
    changedTo(incident, { ...found, doneAt: now }),
    entry('finish_follow_up', person(by), { id, text: found.text }),
    sync('card'),
  );
}

/** Says where it is filed, such as a ticket. */
export function linkFollowUp({ incident }: Scene, command: Of<'link_follow_up'>): Decision {
  const { by, id, link } = command;
  const found = followUpOf(incident, id);
  if ('ok' in found) return found;
  const isLink = /^https?:\/\/[^\s<>|]+$/.test(link) && link.length <= linkLimits.linkLength;
  if (!isLink) return refuse({ code: 'bad_link', given: link });
  return accept(
    changedTo(incident, { ...found, link }),
    entry('link_follow_up', person(by), { id, text: found.text, link }),
    sync('card'),
  );
}

function followUpOf(incident: Incident, id: number): FollowUpState | Refused {
  const found = incident.state.followUps.find((each) => each.id === id);
  return found ?? refuse({ code: 'unknown_follow_up', id });
}

function changedTo(incident: Incident, changed: FollowUpState): Incident {
  const followUps = incident.state.followUps.map((each) =>
    each.id === changed.id ? changed : each,
  );
  return withState(incident, { followUps });
}

/** Names of the classes that are expected before closing and of which there is no work yet. */
export function missingFollowUps(incident: Draft, policy: Policy): string[] {
  return offeredClasses(incident, policy)
    .filter(({ key, expected }) => expected && !incident.state.followUps.some(isOf(key)))
    .map(({ name }) => name);
}

function isOf(key: string) {
  return (each: FollowUpState) => each.class === key;
}

/** Closing asks for the follow-up work that is expected, unless who closes knows. */
export function followUpFault(
  { incident, policy }: Pick<Scene, 'incident' | 'policy'>,
  anyway: boolean | undefined,
): Refused | null {
  const classes = anyway ? [] : missingFollowUps(incident, policy);
  return classes.length > 0 ? refuse({ code: 'follow_up_expected', classes }) : null;
}
