import type { Audience } from '../../policy/language/telling.ts';
import type { Consequence, Turn } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { actingHolders } from '../people.ts';
import { newlyDone } from '../tasks/progress.ts';
import type { Effect } from '../types.ts';
import { audienceOf, fittingTemplate, needsPerson, waiting } from './audiences.ts';
import { begun, mayKnow, replaced, tellingEffects, withMessage } from './messages.ts';
import { isVoid, type Occasion, occasionFor, templateFor, updateOf } from './occasions.ts';
import type { OutMessage, TellingAlso } from './types.ts';

/** Messages that a decision sends, or prepares for somebody to approve or to send. */
export const messageConsequences: Consequence = (turn) => {
  const work: Work = { messages: withoutVoid(turn), also: [], effects: [], ready: [] };
  for (const audience of turn.policy.audiences) {
    const occasion = occasionFor(turn, audience);
    const template = occasion && templateFor(audience, occasion);
    if (!occasion || !template) continue;
    const next = needsPerson(audience) || !mayKnow(turn.after, audience) ? prepare : send;
    next(turn, work, { audience, occasion, template });
  }
  stepsThatTell(turn, work);
  const sent = sendApproved(turn, work);
  const approvals = withoutOutdated(turn, work);
  const { state } = turn.after;
  const isSame = work.messages === state.messages && approvals === state.approvals && !sent;
  if (isSame) return null;
  const { messages } = work;
  return {
    after: { ...turn.after, state: { ...turn.after.state, messages, approvals } },
    also: work.also,
    effects: [...work.effects, ...sync('card'), ...ready(turn, work)],
  };
};

interface Work {
  messages: OutMessage[];
  also: TellingAlso[];
  effects: Effect[];
  /** What was prepared, to be said in one message. */
  ready: OutMessage[];
}

interface ToTell {
  audience: Audience;
  occasion: Occasion | 'step';
  template: string;
}

/** What nobody sent yet is not worth sending any more when there was no incident; what people wrote stays. */
function withoutVoid(turn: Turn): OutMessage[] {
  const { messages } = turn.after.state;
  const isUnsent = ({ status, occasion, text }: OutMessage) =>
    status === 'prepared' && occasion !== 'asked' && text === null;
  if (!isVoid(turn) || !messages.some(isUnsent)) return messages;
  return messages.map((each) => (isUnsent(each) ? replaced(each, turn.now) : each));
}

/** Muster tells them itself. */
function send(turn: Turn, work: Work, { audience, occasion, template }: ToTell): void {
  const { after, policy, now } = turn;
  const first = begun(work.messages, {
    audience: audience.key,
    template,
    occasion,
    at: now,
    by: null,
  });
  const message: OutMessage = { ...first, status: 'sent', sentAt: now };
  work.messages = withMessage(work.messages, message);
  work.also.push({ type: 'audience_told', audience: audience.key });
  work.effects.push(
    ...tellingEffects(after, policy, { audience, message, update: updateOf(turn) }),
  );
}

/** A message waits for somebody; older ones that it makes pointless are dropped. */
function prepare(turn: Turn, work: Work, { audience, occasion, template }: ToTell): void {
  const old = waiting(
    { ...turn.after, state: { ...turn.after.state, messages: work.messages } },
    audience.key,
  );
  // What nobody changed is filled in when it is looked at: it holds the newest already.
  const says = (each: OutMessage) =>
    each.text === null &&
    (['declared', 'mitigated'].includes(each.occasion) ||
      (each.template === template && (occasion === 'step' || each.occasion === 'step')));
  if ((occasion === 'update' || occasion === 'step') && old.some(says)) return;
  for (const each of old.filter((each) => isPointless(each, occasion))) {
    work.messages = withMessage(work.messages, replaced(each, turn.now));
  }
  const key = audience.key;
  const message = begun(work.messages, {
    audience: key,
    template,
    occasion,
    at: turn.now,
    by: null,
  });
  work.messages = withMessage(work.messages, message);
  work.also.push({ type: 'message_prepared', audience: key });
  work.ready.push(message);
}

/** Whether a newer message of the policy says all that this one would have said. */
function isPointless({ occasion, text }: OutMessage, newer: ToTell['occasion']): boolean {
  if (newer === 'update') return occasion === 'update';
  if (newer === 'declared' || newer === 'step' || occasion === 'asked') return false;
  return occasion !== 'step' || text === null;
}

/** Steps that are done now and say that somebody is to be told. */
function stepsThatTell(turn: Turn, work: Work): void {
  const { before, after, policy } = turn;
  for (const { step, list } of newlyDone(before, after, policy)) {
    const audience = step.tells ? audienceOf(policy, step.tells) : undefined;
    // Whoever told them and then ticks the step has nothing to send any more.
    if (audience && isToldSince(work, audience, after.state.lists[list]?.at)) continue;
    const template = audience && fittingTemplate(after, policy, audience);
    if (audience && template) {
      prepare(turn, work, { audience, occasion: 'step', template: template.key });
    }
  }
}

function isToldSince({ messages }: Work, { key }: Audience, since: Date | undefined): boolean {
  return messages.some(
    ({ audience, status, sentAt }) =>
      audience === key && status === 'sent' && sentAt !== null && since && sentAt >= since,
  );
}

/** What was approved and can be reached by Muster goes out at once. Whether anything did. */
function sendApproved(turn: Turn, work: Work): boolean {
  const { after, policy, now } = turn;
  const approved = work.messages.filter(
    ({ id, status }) =>
      status === 'prepared' && Object.hasOwn(after.state.approvals, `message:${id}`),
  );
  let isAny = false;
  for (const message of approved) {
    const audience = audienceOf(policy, message.audience);
    const effects = audience
      ? tellingEffects(after, policy, { audience, message, update: null })
      : [];
    if (!audience || effects.length === 0) continue;
    isAny = true;
    const sent: OutMessage = { ...message, status: 'sent', sentAt: now, text: null };
    work.messages = withMessage(work.messages, sent);
    work.also.push({ type: 'audience_told', audience: audience.key });
    work.effects.push(...effects);
  }
  return isAny;
}

/**
 * What was approved goes out once: the approval is used up with it. An update changes what nobody
 * wrote themselves: what was approved before it is not what would go out.
 */
function withoutOutdated({ after, entry }: Turn, { messages }: Work) {
  const { approvals } = after.state;
  const lasts = ({ status, text }: OutMessage) =>
    status === 'dropped' ||
    (status === 'prepared' && !(text === null && entry.type === 'post_update'));
  const lasting = messages.filter(lasts).map(({ id }) => `message:${id}`);
  const kept = Object.entries(approvals).filter(
    ([key]) => !key.startsWith('message:') || lasting.includes(key),
  );
  return kept.length === Object.keys(approvals).length ? approvals : Object.fromEntries(kept);
}

/**
 * Whoever writes to those who wait is asked in the room, in one message for all; while nobody is,
 * the card alone says what waits.
 */
function ready({ after, policy }: Turn, work: Work): Effect[] {
  const isSomebodyAsked = work.ready.some(({ audience }) => {
    const sender = audienceOf(policy, audience)?.sender;
    return sender !== undefined && actingHolders(after, sender, policy).length > 0;
  });
  if (!isSomebodyAsked || policy.room.quiet) return [];
  const messages = work.ready.map(({ id, audience }) => ({ id, audience }));
  return [tellRoom({ type: 'messages_ready', messages })];
}
