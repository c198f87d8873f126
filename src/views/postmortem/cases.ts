import type { KnownBlock } from '@slack/types';
import { dueOf } from '../../incident/booking/propose.ts';
import type { IncidentView } from '../../incident/places.ts';
import type { Policy } from '../../policy/schema.ts';
import { postmortemLeft } from '../action-items/left.ts';
import { actions, button, context, message, section, shortMessage, together } from '../blocks.ts';
import type { Message } from '../context.ts';
import { incidentRow } from '../list.ts';
import { join, Mrkdwn, oneLine } from '../mrkdwn.ts';
import { emojiOf } from '../names.ts';
import { say, sayPlain } from '../say.ts';

/** More than these are chosen from in the next look. */
const mostCases = 15;

/**
 * Incidents that are over and of which nobody chose yet whether they get a postmortem, and those whose
 * one is still to be held, oldest first.
 */
export function casesMessage(
  policy: Policy,
  cases: IncidentView[],
  toHold: IncidentView[] = [],
): Message {
  if (cases.length === 0 && toHold.length === 0) {
    return shortMessage(say(policy, 'postmortem.cases_none'));
  }
  return together([
    ...(cases.length > 0 ? [toChoose(policy, cases)] : []),
    ...(toHold.length > 0 ? [stillToHold(policy, toHold)] : []),
  ]);
}

function stillToHold(policy: Policy, toHold: IncidentView[]): Message {
  const title = say(policy, 'postmortem.to_hold', { count: toHold.length });
  const rest = toHold.length - mostCases;
  return message(title, [
    section(title),
    ...toHold.slice(0, mostCases).map((each) => holdRow(policy, each)),
    ...(rest > 0 ? [context(say(policy, 'nag.rest', { count: rest }))] : []),
  ]);
}

function holdRow(policy: Policy, { incident, ...its }: IncidentView): KnownBlock {
  const own = its.policy ?? policy;
  const line = say(policy, 'review.line', {
    emoji: new Mrkdwn(emojiOf(own, incident)),
    number: incident.number,
    title: oneLine(incident.title),
    parts: join([new Mrkdwn(' · '), postmortemLeft(policy, dueOf(incident, own))], ''),
  });
  return section(line, {
    accessory: button('postmortem', sayPlain(policy, 'button.postmortem'), {
      incident: incident.id,
    }),
  });
}

function toChoose(policy: Policy, cases: IncidentView[]): Message {
  const title = say(policy, 'postmortem.cases', { count: cases.length });
  const rest = cases.length - mostCases;
  return message(title, [
    section(title),
    ...cases.slice(0, mostCases).flatMap((each) => caseRows(policy, each)),
    ...(rest > 0 ? [context(say(policy, 'postmortem.cases_more', { count: rest }))] : []),
  ]);
}

function caseRows(policy: Policy, each: IncidentView): KnownBlock[] {
  const { id } = each.incident;
  const value = { incident: id };
  const buttons = actions([
    button('hold_postmortem', sayPlain(policy, 'button.hold_postmortem'), value, {
      suffix: String(id),
      style: 'primary',
    }),
    button('skip_postmortem', sayPlain(policy, 'button.skip_postmortem'), value, {
      suffix: String(id),
    }),
  ]);
  return [incidentRow(policy, each), ...(buttons ? [buttons] : [])];
}

/** What comes again, with how many incidents wait for that choice. */
export function withCases(policy: Policy, said: Message, undecided = 0): Message {
  return undecided === 0 ? said : together([said, casesWaiting(policy, undecided)]);
}

/** How many wait for that choice, with the way to them. */
export function casesWaiting(policy: Policy, undecided: number): Message {
  const waiting = say(policy, 'postmortem.cases_waiting', { count: undecided });
  const choose = button('postmortem_cases', sayPlain(policy, 'button.postmortem_cases'), {});
  return shortMessage(waiting, [choose]);
}
