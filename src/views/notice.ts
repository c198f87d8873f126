import type { KnownBlock, ModalView } from '@slack/types';
import type { Policy } from '../policy/schema.ts';
import { message, plainText, section, shortMessage } from './blocks.ts';
import type { Message } from './context.ts';
import { cut, literal, type Mrkdwn } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/**
 * Said when the database did not answer: what was typed is given back, so that nothing is lost.
 * `isUnsure` when it may have been recorded all the same.
 */
export function unavailableMessage(policy: Policy, typed: string, isUnsure = false): Message {
  const text = say(policy, isUnsure ? 'notice.unsure' : 'notice.unavailable');
  if (typed.trim() === '') return shortMessage(text);
  return message(text, [section(text), ...typedBack(policy, typed)]);
}

/** Said by a copy of the release before while the next one is rolled out, of what only that one can read. */
export function newerMessage(policy: Policy, typed: string): Message {
  const text = say(policy, 'notice.newer');
  if (typed.trim() === '') return shortMessage(text);
  return message(text, [section(text), ...typedBack(policy, typed)]);
}

/** What was typed, whole, to be copied: Slack has forgotten it. */
export function typedBack(policy: Policy, typed: string): KnownBlock[] {
  return [section(say(policy, 'notice.unavailable_typed')), section(cut(literal(typed), 2900))];
}

/** Said to who asks for more at once than any person does; what was typed is given back. */
export function tooFastMessage(policy: Policy, typed: string): Message {
  const text = say(policy, 'notice.too_fast');
  if (typed.trim() === '') return shortMessage(text);
  return message(text, [section(text), ...typedBack(policy, typed)]);
}

/** Said when we failed; the reference leads to the log line. */
export function brokenMessage(policy: Policy, reference: string): Message {
  return shortMessage(say(policy, 'notice.broken', { reference }));
}

/** A modal that says one thing. Also what stands there until a form's data is read. */
export function noticeModal(policy: Policy, text: Mrkdwn): ModalView {
  return {
    type: 'modal',
    callback_id: 'notice',
    title: plainText(sayPlain(policy, 'notice.title'), 24),
    close: plainText(sayPlain(policy, 'form.close'), 24),
    blocks: [section(text)],
  };
}

/** An answer in the place of a form. */
export function answerModal(policy: Policy, answer: Message): ModalView {
  return { ...noticeModal(policy, say(policy, 'notice.loading')), blocks: answer.blocks };
}

/** Stands in the place of a form while what it shows is being read. */
export function loadingModal(policy: Policy): ModalView {
  return noticeModal(policy, say(policy, 'notice.loading'));
}
