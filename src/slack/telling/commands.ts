import type { IncidentView } from '../../incident/places.ts';
import {
  findAudience,
  needsPerson,
  templatesOf,
  waiting,
} from '../../incident/telling/audiences.ts';
import type { Audience } from '../../policy/language/telling.ts';
import type { Message, ViewContext } from '../../views/context.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { contactList, contactsFound } from '../../views/telling/contacts.ts';
import { obligationList } from '../../views/telling/obligation-list.ts';
import { statusPageMessage, ticketsMessage } from '../../views/telling/sources.ts';
import { tellList, whichTemplate } from '../../views/telling/tell-list.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import type { Asking } from '../gesture.ts';
import { onView } from '../on-found.ts';
import { readMeant } from '../reading.ts';
import { takeMinutes, withoutBecause } from '../typed.ts';
import { findObligation } from './find-obligation.ts';
import type { tellingAliases } from './words.ts';

export const tellingCommands: Record<keyof typeof tellingAliases, CommandHandler> = {
  tell: onView(tellCommand),
  obligations: onView(obligationsCommand),
  contact: contactCommand,
  follow: onView(followCommand),
  unfollow: onView((typed, _view, found) =>
    carryOut(typed, found, { type: 'unfollow', by: typed.userId }),
  ),
  tickets: onView(async (_typed, view) => ticketsMessage(view)),
  statuspage: onView(async (_typed, view) => statusPageMessage(view)),
};

/**
 * `tell` lists; `tell customers` opens their message; `tell customers we are back` sends that, or
 * keeps it ready where a person has a part in it.
 */
async function tellCommand(
  typed: Typed,
  view: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const { text, userId: by } = typed;
  const { policy, incident } = view;
  if (text === '') return tellList(view);
  const { audience, rest } = takeAudience(view, text);
  if (!audience) {
    const allowed = policy.audiences.map(({ key }) => key);
    return refusalMessage(policy, { code: 'unknown_audience', given: text, allowed }, incident);
  }
  if (rest === '') return writeTo(typed, view, { found, audience });
  const about = { audience: audience.key, template: '' };
  const type = needsPerson(audience) || incident.isPrivate ? 'keep_message' : 'send_message';
  return carryOut(typed, found, { type, by, about, text: rest });
}

/** The audience that the first words name, by as many of them as it takes, and the rest. */
function takeAudience({ policy }: ViewContext, text: string) {
  const tokens = text.split(/\s+/);
  for (let count = Math.min(5, tokens.length); count > 0; count -= 1) {
    const words = tokens.slice(0, count).join(' ');
    const audience = findAudience(policy, words.replace(/[:,]+$/, ''));
    const rest = new RegExp(`^(?:\\S+\\s*){${count}}`).exec(text)?.[0].length ?? 0;
    if (audience) return { audience, rest: text.slice(rest).replace(/^[:,–—-]\s+/, '') };
  }
  return { audience: undefined, rest: '' };
}

/** Opens the message that waits for them, else a new one; asks which where there are several. */
export async function writeTo(
  asking: Asking,
  view: ViewContext,
  { found, audience }: { found: IncidentView; audience: Audience },
): Promise<Message | null> {
  const last = waiting(view.incident, audience.key).at(-1);
  const isMany = templatesOf(view.policy, audience).length > 1;
  if (!last && isMany) return whichTemplate(view, audience);
  const arg = last ? String(last.id) : `new:${audience.key}:`;
  return openForm(asking, 'open_message', Promise.resolve({ found }), { arg });
}

/** `obligations` lists; `obligations open ojk because …`, `met …` and `excuse …` act. */
async function obligationsCommand(
  typed: Typed,
  view: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const { userId: by, text } = typed;
  const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  const taken = findObligation(view, rest);
  const { key: obligation } = taken;
  const reason = withoutBecause(taken.rest);
  const finding = Promise.resolve({ found });
  const preset = { arg: obligation, ...(reason ? { reason } : {}) };
  switch (word.toLowerCase()) {
    case 'open':
    case 'add':
      return carryOut(typed, found, { type: 'open_obligation', by, obligation, reason });
    case 'met':
    case 'done':
    case 'meet':
      return openForm(typed, 'meet_obligation', finding, preset);
    case 'excuse':
    case 'drop':
      return openForm(typed, 'excuse_obligation', finding, preset);
    default:
      return obligationList(view);
  }
}

/** `follow`, `follow every 30m`, `follow 1h`. */
async function followCommand(
  typed: Typed,
  _view: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const { minutes } = takeMinutes(typed.text.replace(/^every\s+/i, ''));
  return carryOut(typed, found, { type: 'follow', by: typed.userId, everyMinutes: minutes });
}

/** Whom to call; in a room also who holds which role. It works where there is no incident. */
async function contactCommand(typed: Typed): Promise<Message> {
  const { desk, asked, text } = typed;
  const found = await readMeant(typed, asked);
  const incident = found?.incident ?? null;
  const policy = incident ? await desk.ports.policyOf(incident) : desk.ports.activePolicy();
  const about = { policy, incident, now: desk.ports.now() };
  return text === '' ? contactList(about) : contactsFound(about, text);
}
