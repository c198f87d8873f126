import type { Button, KnownBlock } from '@slack/types';
import {
  isLate,
  isStillRequired,
  type Owed,
  openOwed,
  owedBy,
  owedName,
  stateOf,
  withinMinutes,
} from '../../incident/telling/obligations.ts';
import type { ObligationState } from '../../incident/telling/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, context, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { cut, join, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import { contactLine } from './contact-line.ts';
import { milestoneName } from './milestone-name.ts';
import { audienceName, dotted, owedLine } from './names.ts';

/** Slack takes 50 blocks; an open obligation takes three. */
const MOST_OPEN = 12;
const MOST_ENDED = 8;

/** What is owed because of an incident, until when, to whom, by which law and what ends it. */
export function obligationList(view: ViewContext): Message {
  const { incident, policy } = view;
  if (policy.obligations.length === 0) return shortMessage(say(policy, 'owed.none_defined'));
  const open = openOwed(incident, policy);
  const ended = Object.entries(incident.state.obligations).flatMap(([key, state]) => {
    const owed = state.status === 'open' ? null : owedBy(policy, key);
    return owed ? [{ owed, state }] : [];
  });
  const title = say(policy, 'owed.title', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const none = open.length + ended.length === 0 ? [section(say(policy, 'owed.none'))] : [];
  return message(title, [
    section(title),
    ...none,
    ...open.slice(0, MOST_OPEN).flatMap((each) => openBlocks(view, each.owed, each.state)),
    ...ended.slice(0, MOST_ENDED).map((each) => endedBlock(policy, each.owed, each.state)),
    ...others(view),
  ]);
}

function openBlocks(view: ViewContext, owed: Owed, state: ObligationState): (KnownBlock | null)[] {
  const { incident, policy } = view;
  const { obligation } = owed;
  const contact = policy.directory.contacts.find(({ key }) => key === obligation.contact);
  const details = [
    say(policy, 'owed.evidence', { evidence: oneLine(obligation.evidence) }),
    ...(obligation.law ? [say(policy, 'owed.law', { law: oneLine(obligation.law) })] : []),
    ...(contact ? [contactLine(policy, contact)] : []),
    ...(owed.client && owed.client.recipients.length > 0
      ? [say(policy, 'message.recipients', { recipients: owed.client.recipients.join(', ') })]
      : []),
    ...(obligation.owner
      ? [say(policy, 'owed.owner', { who: whoText(policy, [`role:${obligation.owner}`]) })]
      : []),
    ...(isStillRequired(incident, policy, owed) ? [] : [say(policy, 'card.owed_not_required')]),
  ];
  return [
    section(join([owedLine(policy, owed), dueText(view, owed, state)])),
    context(...details),
    actions([endButton(view, owed, 'meet_obligation'), endButton(view, owed, 'excuse_obligation')]),
  ];
}

function dueText({ policy, now }: ViewContext, owed: Owed, state: ObligationState): Mrkdwn {
  const { dueAt } = state;
  const within = withinMinutes(owed);
  const { within_business_days: days, of } = owed.obligation;
  if (!dueAt) return say(policy, 'owed.at_once');
  const milestone = milestoneName(policy, of);
  return dotted([
    say(policy, isLate(state, now) ? 'owed.late' : 'owed.due', { at: when(dueAt) }),
    within === null
      ? say(policy, 'owed.counts_days', { count: days ?? 0, milestone })
      : say(policy, 'owed.counts', { duration: duration(policy, within), milestone }),
  ]);
}

function endButton(
  { incident, policy }: ViewContext,
  { key, obligation }: Owed,
  word: 'meet_obligation' | 'excuse_obligation',
): Button {
  const label =
    word === 'excuse_obligation'
      ? 'button.excuse_obligation'
      : obligation.template
        ? 'button.prepare_notice'
        : 'button.meet_obligation';
  const value = { incident: incident.id, arg: key };
  return button(word, sayPlain(policy, label), value, { suffix: key });
}

function endedBlock(policy: Policy, owed: Owed, state: ObligationState): KnownBlock {
  const { status, endedAt, openedAt, by, proof } = state;
  const { met_by: audience } = owed.obligation;
  if (status === 'met' && proof === null && audience !== undefined) {
    const told = { at: when(endedAt ?? openedAt), audience: audienceName(policy, audience) };
    return context(join([owedLine(policy, owed), say(policy, 'owed.met_by_telling', told)]));
  }
  const text = say(policy, status === 'met' ? 'owed.met' : 'owed.excused', {
    at: when(endedAt ?? openedAt),
    by: mention(by ?? ''),
    proof: cut(oneLine(proof ?? ''), 200),
  });
  return context(join([owedLine(policy, owed), text]));
}

/** What somebody may say is owed although nothing opened it. */
function others({ incident, policy }: ViewContext): (KnownBlock | null)[] {
  const keys = policy.obligations.flatMap(({ key, per_client }) =>
    per_client ? policy.clients.map((client) => `${key}:${client.key}`) : [key],
  );
  const left = keys.filter((key) => !stateOf(incident, key)).slice(0, 10);
  if (left.length === 0) return [];
  const buttons = left.flatMap((key) => {
    const owed = owedBy(policy, key);
    if (!owed) return [];
    const label = sayPlain(policy, 'button.open_obligation', { obligation: owedName(owed) });
    return [button('open_obligation', label, { incident: incident.id, arg: key }, { suffix: key })];
  });
  return [context(say(policy, 'owed.others')), actions(buttons)];
}
