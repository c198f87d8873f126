import type { Audience } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import type { Effect, Invitee, StatusUpdate } from '../types.ts';
import { canReach, inviteesOf, tellsPrivate } from './audiences.ts';
import type { OutMessage, TellingFact } from './types.ts';

/** How messages to audiences come and go in the state, and how they go out. */

/** Most messages the state keeps; the oldest that are over go first. */
const mostMessages = 60;
/** Most bytes of JSON that all texts people changed may take together. */
export const draftBytes = 9000;

/** A message as it begins. */
export function begun(
  messages: readonly OutMessage[],
  given: Pick<OutMessage, 'audience' | 'template' | 'occasion' | 'at' | 'by'>,
): OutMessage {
  const id = Math.max(0, ...messages.map((each) => each.id)) + 1;
  const nothingYet = { text: null, sentAt: null, proof: null, nextMinutes: null } as const;
  return { ...given, ...nothingYet, id, status: 'prepared' };
}

/** The messages with this one in its place, or at the end. */
export function withMessage(messages: readonly OutMessage[], message: OutMessage): OutMessage[] {
  const isThere = messages.some((each) => each.id === message.id);
  const all = isThere
    ? messages.map((each) => (each.id === message.id ? message : each))
    : [...messages, message];
  return pruned(all);
}

/** What stands for a message that a newer one of the same audience makes pointless. */
export function replaced(message: OutMessage, now: Date): OutMessage {
  return { ...message, status: 'dropped', text: null, sentAt: now };
}

/**
 * What is worth keeping: all that wait, and of the rest the newest of each audience and occasion, so
 * that weeks of updates take no more room than one.
 */
function pruned(messages: OutMessage[]): OutMessage[] {
  const newest = new Map<string, OutMessage>();
  for (const message of messages) {
    const other = newest.get(sortOf(message));
    if (!other || endOf(message) >= endOf(other)) newest.set(sortOf(message), message);
  }
  const kept = messages.filter(
    (message) =>
      message.status === 'prepared' ||
      newest.get(sortOf(message)) === message ||
      // The last number stays, or the next message would get it again.
      message.id === messages.at(-1)?.id,
  );
  const tooMany = kept.length - mostMessages;
  if (tooMany <= 0) return kept;
  const oldest = kept
    .filter(({ status }) => status !== 'prepared')
    .filter(({ id }) => id !== kept.at(-1)?.id)
    .slice(0, tooMany)
    .map(({ id }) => id);
  return kept.filter(({ id }) => !oldest.includes(id));
}

function sortOf({ audience, occasion, status }: OutMessage): string {
  return `${audience} ${occasion} ${status}`;
}

/** When it was over, in milliseconds: what was begun first may be sent last. */
function endOf({ sentAt, at }: OutMessage): number {
  return (sentAt ?? at).getTime();
}

/** Bytes of JSON that the texts people changed take. */
export function draftsTake(messages: readonly OutMessage[]): number {
  return messages.reduce(
    (sum, { text }) =>
      sum + (text === null ? 0 : new TextEncoder().encode(JSON.stringify(text)).length),
    0,
  );
}

/** What goes out to an audience: the text as it was approved or typed, else the template. */
export interface Telling {
  audience: Audience;
  message: Pick<OutMessage, 'template' | 'text' | 'nextMinutes'>;
  update: StatusUpdate | null;
}

/**
 * The effects that tell an audience: a message in each of its channels, and one to each of its
 * people. Nothing where Muster cannot reach them, or they may not know.
 */
export function tellingEffects(
  incident: Pick<Draft, 'state' | 'isPrivate'>,
  policy: Policy,
  { audience, message, update }: Telling,
): Effect[] {
  if (!canReach(audience) || !mayKnow(incident, audience)) return [];
  const { template, text, nextMinutes } = message;
  const { key } = audience;
  const fact = {
    type: 'audience_told',
    audience: key,
    template,
    text,
    update,
    nextMinutes,
  } as const;
  const people = inviteesOf(audience.people, incident, policy);
  return [
    ...audience.channels.map((channel) => toChannel(key, channel, fact)),
    ...(people.length > 0 ? [toPeople(people, fact)] : []),
  ];
}

/** Whether an audience may be told by Muster itself: of a private incident only where the policy says so. */
export function mayKnow({ isPrivate }: Pick<Draft, 'isPrivate'>, audience: Audience): boolean {
  return !isPrivate || tellsPrivate(audience);
}

function toChannel(audience: string, channel: string, fact: TellingFact): Effect {
  return {
    family: 'announce',
    type: 'announce',
    to: { place: 'channel', channel, audience },
    fact,
  };
}

/** Tells each of these people, once delivery has found who they are. */
export function toPeople(who: Invitee[], fact: TellingFact): Effect {
  return { family: 'announce', type: 'announce', to: { place: 'people', who }, fact };
}
