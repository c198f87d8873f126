import type { KnownBlock, ModalView } from '@slack/types';
import { inExercise } from '../../incident/drills/pace.ts';
import {
  audienceOf,
  canReach,
  everyMinutes,
  fittingTemplate,
  lastSent,
  templateOf,
} from '../../incident/telling/audiences.ts';
import { messageLimits } from '../../incident/telling/message-rules.ts';
import { mayKnow } from '../../incident/telling/messages.ts';
import type { OutMessage } from '../../incident/telling/types.ts';
import type { Audience, Template } from '../../policy/language/telling.ts';
import { context, option } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { literal, type Mrkdwn, mention, mentions, oneLine, prose, when } from '../mrkdwn.ts';
import { noticeModal } from '../notice.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { contactLine } from './contact-line.ts';
import { gapValue, promisedMinutes } from './gap-values.ts';
import { dotted } from './names.ts';
import { fillPlain } from './template.ts';

/** What a message form is about: `12`, a message that is there, or `new:audience:template`, with what they heard last. */
export interface Meant {
  audience: Audience;
  template: Template | undefined;
  /** Null for one that begins with the form. */
  message: OutMessage | null;
}

/** What may be done with a message, as the form offers it. */
export const messageChoices = ['send', 'sent', 'approve', 'keep', 'feedback', 'drop'] as const;
export type MessageChoice = (typeof messageChoices)[number];

/** Reads what a button or a form is about; null where there is no such message or audience. */
export function meantBy({ incident, policy }: ViewContext, arg: string): Meant | null {
  const [kind, key = '', templateKey = ''] = arg.split(':');
  if (kind === 'new') {
    const audience = audienceOf(policy, key);
    if (!audience) return null;
    const template = templateKey
      ? templateOf(policy, templateKey)
      : fittingTemplate(incident, policy, audience);
    return { audience, template, message: null };
  }
  const message = incident.state.messages.find((each) => String(each.id) === arg);
  const audience = message && audienceOf(policy, message.audience);
  if (!message || !audience) return null;
  return { audience, template: templateOf(policy, message.template), message };
}

/**
 * The form of a message: whom it is for and how they are reached, its text to change and to copy,
 * and what is to become of it.
 */
export function messageModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const meant = meantBy(view, preset.arg ?? '');
  if (!meant) return noticeModal(policy, say(policy, 'refused.no_message'));
  const { audience, template, message } = meant;
  if (message?.status === 'sent') return noticeModal(policy, overText(view, message));
  const isDropped = message?.status === 'dropped';
  const choices = choicesFor(view, meant);
  const text = preset.text ?? textOf(view, meant);
  const chosen = choices.find((each) => each === preset.kind) ?? choices[0];
  return form(policy, {
    callback: 'open_message',
    title: sayPlain(policy, 'message.title', { audience: audience.name }),
    submit: sayPlain(policy, 'message.submit'),
    metadata: {
      incident: incident.id,
      arg: message
        ? String(message.id)
        : `new:${audience.key}:${template?.key ?? ''}:${lastSent(incident, audience.key)?.id ?? 0}`,
    },
    blocks: [
      ...(isDropped && message?.sentAt
        ? [context(say(policy, 'message.dropped_may_send', { at: when(message.sentAt) }))]
        : []),
      ...aboutBlocks(view, meant),
      textField(
        {
          name: 'message',
          label: sayPlain(policy, 'message.text'),
          hint: sayPlain(policy, 'message.text_hint'),
        },
        { max: messageLimits.text, multiline: true, initial: text },
      ),
      ...(text.length > messageLimits.text ? [context(say(policy, 'message.cut'))] : []),
      choiceField(
        { name: 'then', label: sayPlain(policy, 'message.then') },
        choices.map((each) => option(sayPlain(policy, `message.then.${each}`), each)),
        chosen,
      ),
      ...nextField(view, meant),
      textField(
        {
          name: 'reason',
          label: sayPlain(policy, 'message.proof'),
          hint: sayPlain(policy, 'message.proof_hint'),
          optional: true,
        },
        { max: messageLimits.proof, ...(preset.reason ? { initial: preset.reason } : {}) },
      ),
    ],
  });
}

/** What is most likely wanted first. */
function choicesFor({ incident }: ViewContext, { audience, message }: Meant): MessageChoice[] {
  if (message?.status === 'dropped') return ['sent'];
  const approvals = message && incident.state.approvals[`message:${message.id}`];
  const isApproved = audience.approval.length === 0 || (approvals ?? []).length > 0;
  const isSent = canReach(audience) && mayKnow(incident, audience);
  const goes: MessageChoice = isSent ? 'send' : 'sent';
  return [
    ...(isApproved ? [goes] : (['approve'] as const)),
    'keep',
    ...(audience.feedback.length > 0 ? (['feedback'] as const) : []),
    ...(isSent && isApproved ? (['sent'] as const) : []),
    ...(message ? (['drop'] as const) : []),
  ];
}

/** As somebody wrote it, else as the template says now. */
function textOf(view: ViewContext, { audience, template, message }: Meant): string {
  if (message?.text) return message.text;
  if (!template) return '';
  const nextMinutes = message?.nextMinutes ?? null;
  return fillPlain(template, { ...view, audience, nextMinutes }, view.nameOf);
}

/** What who writes to them has to know: on as few lines as it fits. */
function aboutBlocks(view: ViewContext, meant: Meant): KnownBlock[] {
  const { policy } = view;
  const { audience, template } = meant;
  const subject = template?.subject
    ? say(policy, 'message.subject', {
        subject: fillPlain(
          { text: template.subject },
          { ...view, audience, incident: { ...view.incident, isDrill: false } },
          view.nameOf,
        ),
      })
    : null;
  const lines = [
    ...(audience.why ? [say(policy, 'message.why', { why: prose(audience.why) })] : []),
    ...howReached(view, audience),
    ...(subject ? [subject] : []),
    ...approvalLine(view, meant),
  ];
  return lines.length > 0 ? [context(...lines)] : [];
}

function howReached(view: ViewContext, audience: Audience): Mrkdwn[] {
  const { policy } = view;
  const contacts = policy.directory.contacts.filter(({ key }) => audience.contacts.includes(key));
  const recipients = audience.recipients_field
    ? gapValue(view, `field.${audience.recipients_field}`)
    : null;
  const listed =
    recipients && 'text' in recipients
      ? literal(recipients.text)
      : recipients && 'people' in recipients
        ? mentions(recipients.people)
        : audience.recipients_field
          ? say(policy, 'telling.unknown')
          : null;
  const every = promisedMinutes({ ...view, audience });
  return [
    ...(canReach(audience)
      ? [say(policy, 'message.sends_to', { where: whereTo(view, audience) })]
      : []),
    ...(audience.by.length > 0 ? [say(policy, 'message.by', { by: audience.by.join(', ') })] : []),
    ...contacts.map((contact) =>
      say(policy, 'message.contact', { contact: contactLine(policy, contact) }),
    ),
    ...(listed ? [say(policy, 'message.recipients', { recipients: listed })] : []),
    ...(every
      ? [
          say(policy, 'message.every', {
            every: sayPlain(policy, 'telling.every', { duration: duration(policy, every) }),
          }),
        ]
      : []),
  ];
}

/** The channels and people that Muster sends to. */
export function whereTo({ policy }: ViewContext, { channels, people }: Audience): Mrkdwn {
  return dotted([
    channels.length > 0 ? oneLine(channels.join(', ')) : null,
    people.length > 0 ? whoText(policy, people) : null,
  ]);
}

function approvalLine({ incident, policy }: ViewContext, { audience, message }: Meant): Mrkdwn[] {
  if (audience.approval.length === 0) return [];
  const approval = message && incident.state.approvals[`message:${message.id}`]?.[0];
  return approval
    ? [say(policy, 'message.approved', { by: mention(approval.by), at: when(approval.at) })]
    : [say(policy, 'message.approval', { who: whoText(policy, audience.approval) })];
}

/** When the next news is promised, where who writes to them chooses. */
function nextField({ incident, policy, now }: ViewContext, { audience }: Meant) {
  const choices = audience.every_choices_minutes;
  if (choices.length === 0) return [];
  const every = everyMinutes(incident, policy, audience, now);
  const usual = every === null ? choices[0] : inExercise(policy, every);
  return [
    choiceField(
      { name: 'minutes', label: sayPlain(policy, 'message.next'), optional: true },
      choices.map((minutes) => option(duration(policy, minutes), String(minutes))),
      String(usual),
    ),
  ];
}

function overText({ policy }: ViewContext, { sentAt, at, by }: OutMessage): Mrkdwn {
  return say(policy, 'message.over', {
    at: when(sentAt ?? at),
    by: by ? mention(by) : say(policy, 'timeline.clock'),
  });
}
