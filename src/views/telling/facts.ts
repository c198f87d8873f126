import { actingHolders } from '../../incident/people.ts';
import { audienceOf, canReach, templateOf } from '../../incident/telling/audiences.ts';
import type { TellingFact } from '../../incident/telling/types.ts';
import type { UserId } from '../../incident/types.ts';
import { actions, button, context, lines, message, section, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { between } from '../duration.ts';
import type { FactViews } from '../facts.ts';
import { code } from '../failed-steps.ts';
import { cut, join, literal, Mrkdwn, mention, mentions, oneLine, prose, when } from '../mrkdwn.ts';
import { addressed } from '../people.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { followButton, followedMessage } from './followed.ts';
import { audienceName, obligationName } from './names.ts';
import { owedMessage } from './obligation-due.ts';
import { fillTemplate, writtenText } from './template.ts';

/** Longer after its instant it is said how late it is. */
const DUE_FOR_MS = 5 * 60_000;

type Of<T extends TellingFact['type']> = Extract<TellingFact, { type: T }>;

export const tellingFacts: FactViews<TellingFact> = {
  audience_told: (view, fact) => toldMessage(view, fact),
  followed: (view, fact) => followedMessage(view, fact),
  messages_ready: (view, fact) => readyMessage(view, fact),
  feedback_asked: (view, fact) => feedbackMessage(view, fact),
  audiences_due: (view, fact) => dueMessage(view, fact),
  audience_not_reached: ({ policy }, { audience, where, error }) =>
    shortMessage(
      say(policy, 'fact.audience_not_reached', {
        audience: audienceName(policy, audience),
        where: literal(where),
        error: code(error),
      }),
    ),
  obligations_due: (view, fact) => owedMessage(view, fact),
  obligations_open: ({ policy, incident }, { obligations }) =>
    shortMessage(
      say(policy, 'fact.obligations_open', {
        obligations: obligations.map((key) => obligationName(policy, key)).join(', '),
      }),
      [button('obligations', sayPlain(policy, 'button.obligations'), { incident: incident.id })],
    ),
};

/** What an audience reads in its channel or directly: its message, and where the incident is. */
function toldMessage(view: ViewContext, fact: Of<'audience_told'>): Message {
  const { incident, policy } = view;
  const all = toldText(view, fact);
  const about = say(policy, 'fact.about', { number: incident.number, room: roomLink(view) });
  return message(all, [...lines(paragraphs(all)), context(about), actions([followButton(view)])]);
}

/** The message to an audience, with its subject. */
export function toldText(view: ViewContext, fact: Of<'audience_told'>): Mrkdwn {
  const { incident, policy } = view;
  const { text, update, nextMinutes } = fact;
  const audience = audienceOf(policy, fact.audience);
  const template = templateOf(policy, fact.template);
  const filling = { ...view, update, nextMinutes, ...(audience ? { audience } : {}) };
  const written = text === null ? null : writtenText(text, filling);
  const filled = written ?? (template ? fillTemplate(template, filling) : oneLine(incident.title));
  const subject = template?.subject
    ? [
        new Mrkdwn(
          `*${fillTemplate({ text: template.subject }, { ...filling, incident: { ...incident, isDrill: false } }).text}*`,
        ),
      ]
    : [];
  return join([...subject, filled]);
}

/** The lines of a text; an empty one belongs to the line before it, because Slack takes no empty block. */
function paragraphs({ text }: Mrkdwn): Mrkdwn[] {
  return [...text.matchAll(/[^\n]+\n*/g)].map(([line]) => new Mrkdwn(line.replace(/\n$/, '')));
}

/** In the room: messages wait, and whoever writes to them is asked to look. */
function readyMessage(view: ViewContext, { messages }: Of<'messages_ready'>): Message {
  const { incident, policy } = view;
  const who = sendersOf(
    view,
    messages.map(({ audience }) => audience),
  );
  const text = say(policy, 'fact.messages_ready', {
    audiences: messages.map(({ audience }) => audienceName(policy, audience)).join(', '),
    who: who.length > 0 ? say(policy, 'fact.messages_ready_who', { people: mentions(who) }) : '',
  });
  const buttons = messages.map(({ id, audience }) =>
    button(
      'open_message',
      sayPlain(policy, 'button.open_message_of', { audience: audienceName(policy, audience) }),
      { incident: incident.id, arg: String(id) },
      { suffix: String(id) },
    ),
  );
  return shortMessage(text, buttons);
}

/** Who writes to these audiences now. */
export function sendersOf({ incident, policy }: ViewContext, audiences: string[]): UserId[] {
  const roles = audiences.flatMap((key) => audienceOf(policy, key)?.sender ?? []);
  return [...new Set(roles.flatMap((role) => actingHolders(incident, role, policy)))];
}

function feedbackMessage(view: ViewContext, fact: Of<'feedback_asked'>): Message {
  const { incident, policy } = view;
  const asked = say(policy, 'fact.feedback_asked', {
    by: mention(fact.by),
    audience: audienceName(policy, fact.audience),
    number: incident.number,
  });
  const text = cut(prose(fact.text), 2900);
  return message(join([asked, text]), [
    section(asked),
    section(text),
    context(say(policy, 'fact.about', { number: incident.number, room: roomLink(view) })),
  ]);
}

/** News was promised and is nearly due, or did not come: whoever writes to them is asked. */
function dueMessage(view: ViewContext, { audiences }: Of<'audiences_due'>): Message {
  const { policy, incident } = view;
  const text = join(audiences.map((each) => dueText(view, each)));
  const isAutomatic = ({ key }: { key: string }) => {
    const audience = audienceOf(policy, key);
    return (
      !!audience && canReach(audience) && audience.approval.length === 0 && !!audience.told.update
    );
  };
  const byHand = audiences.filter((each) => !isAutomatic(each));
  return shortMessage(text, [
    ...byHand.map(({ key }) =>
      button(
        'write_message',
        sayPlain(policy, 'button.open_message_of', { audience: audienceName(policy, key) }),
        { incident: incident.id, arg: key },
        { suffix: key },
      ),
    ),
    ...(byHand.length < audiences.length
      ? [button('post_update', sayPlain(policy, 'button.update'), { incident: incident.id })]
      : []),
  ]);
}

/** What is true of it at the moment of sending. */
function dueText(view: ViewContext, { key, dueAt }: { key: string; dueAt: Date }): Mrkdwn {
  const { policy, now } = view;
  const who = sendersOf(view, [key]);
  const values = {
    who: addressed(policy, who),
    audience: audienceName(policy, key),
    at: when(dueAt),
  };
  if (now < dueAt) return say(policy, 'fact.audiences_warning', values);
  const isDue = now.getTime() - dueAt.getTime() < DUE_FOR_MS;
  if (isDue) return say(policy, 'fact.audiences_due', values);
  return say(policy, 'fact.audiences_overdue', { ...values, late: between(policy, dueAt, now) });
}
