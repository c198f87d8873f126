import { isBlank } from '../incident/text.ts';
import type { MessageRef, NoteKind } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { linkTo, type Mrkdwn, mention, prose, when } from './mrkdwn.ts';
import { say } from './say.ts';

/** How the timeline speaks of messages that it took in. */

/** A message that was taken in, with its author and when it was written. */
export function messageSentence(source: MessageRef, policy: Policy, who: Mrkdwn): Mrkdwn {
  const values = {
    who,
    link: messageLink(source, policy),
    author: authorOf(source, policy),
    // A message's ts is the instant it was written, in seconds.
    at: when(new Date(Number(source.ts) * 1000)),
  };
  // A picture says nothing in words.
  if (isBlank(source.text)) return say(policy, 'entry.message_silent', values);
  return say(policy, 'entry.message', { ...values, text: prose(source.text) });
}

/** What a kept message is, where somebody said so. */
export function typed(kind: NoteKind, line: Mrkdwn, policy: Policy): Mrkdwn {
  if (kind === 'note') return line;
  return say(policy, 'entry.message_typed', { kind: say(policy, `form.kind.${kind}`), line });
}

/** Who wrote it, as a mention; an app has none. */
export function authorOf({ authorId }: { authorId: string | null }, policy: Policy): Mrkdwn {
  return authorId ? mention(authorId) : say(policy, 'entry.message_app');
}

/** Which message it was declared from. */
export function originSentence(origin: MessageRef, policy: Policy): Mrkdwn {
  const values = { link: messageLink(origin, policy), author: authorOf(origin, policy) };
  return say(policy, 'entry.declare_from', values);
}

/** The word for a message as a link to it, where Slack gave one. */
export function messageLink(source: { permalink: string | null }, policy: Policy): Mrkdwn {
  return linkTo(source.permalink ?? '', say(policy, 'entry.message_link'));
}
