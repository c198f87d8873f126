import { minutesAfter } from '../../incident/instants.ts';
import type {
  TellingAlso,
  TellingEntries,
  TellingTimerKind,
} from '../../incident/telling/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { code } from '../failed-steps.ts';
import { join, literal, type Mrkdwn, prose, when } from '../mrkdwn.ts';
import { say } from '../say.ts';
import type {
  AlsoSentences,
  EntrySentences,
  FiredSentences,
  TogetherSentences,
} from '../timeline.ts';
import { audienceName, obligationName } from './names.ts';

export const tellingEntries: EntrySentences<TellingEntries> = {
  keep_message: ({ audience, text }, policy, who) =>
    say(policy, 'entry.keep_message', { who, ...told(policy, audience, text) }),
  approve_message: ({ audience, text }, policy, who) =>
    say(policy, 'entry.approve_message', { who, ...told(policy, audience, text) }),
  send_message: ({ audience, text }, policy, who) =>
    say(policy, 'entry.send_message', { who, ...told(policy, audience, text) }),
  message_sent: ({ audience, text, proof }, policy, who) =>
    join([
      say(policy, 'entry.message_sent', { who, ...told(policy, audience, text) }),
      ...(proof ? [say(policy, 'entry.message_proof', { proof: prose(proof) })] : []),
    ]),
  drop_message: ({ audience, reason }, policy, who) =>
    say(policy, 'entry.drop_message', {
      who,
      audience: audienceName(policy, audience),
      reason: because(policy, reason),
    }),
  ask_feedback: ({ audience }, policy, who) =>
    say(policy, 'entry.ask_feedback', { who, audience: audienceName(policy, audience) }),
  open_obligation: ({ obligation, dueAt, reason }, policy, who) =>
    say(policy, 'entry.open_obligation', {
      who,
      obligation: obligationName(policy, obligation),
      due: due(policy, dueAt),
      reason: because(policy, reason),
    }),
  meet_obligation: ({ obligation, proof, text }, policy, who) =>
    join([
      say(policy, 'entry.meet_obligation', {
        who,
        obligation: obligationName(policy, obligation),
        proof: prose(proof),
      }),
      ...(text ? [say(policy, 'entry.notice', { text: prose(text) })] : []),
    ]),
  excuse_obligation: ({ obligation, reason }, policy, who) =>
    say(policy, 'entry.excuse_obligation', {
      who,
      obligation: obligationName(policy, obligation),
      reason: because(policy, reason),
    }),
  audience_not_reached: ({ audience, where, error }, policy) =>
    say(policy, 'entry.audience_not_reached', {
      audience: audienceName(policy, audience),
      where: literal(where),
      error: code(error),
    }),
};

/** What followed by itself, said after the entry it followed from. */
export const tellingAlso: AlsoSentences<TellingAlso> = {
  message_prepared: ({ audience }, policy) =>
    say(policy, 'also.message_prepared', { audience: audienceName(policy, audience) }),
  audience_told: ({ audience }, policy) =>
    say(policy, 'also.audience_told', { audience: audienceName(policy, audience) }),
  obligation_owed: ({ obligation, dueAt }, policy) =>
    say(policy, 'also.obligation_owed', {
      obligation: obligationName(policy, obligation),
      due: due(policy, dueAt),
    }),
  obligation_met: ({ obligation }, policy) =>
    say(policy, 'also.obligation_met', { obligation: obligationName(policy, obligation) }),
  obligation_moved: ({ obligation, dueAt }, policy) =>
    say(policy, 'also.obligation_moved', {
      obligation: obligationName(policy, obligation),
      due: due(policy, dueAt),
    }),
};

/** Several at once. */
export const tellingTogether = {
  message_prepared: (data, policy) =>
    say(policy, 'also.messages_prepared', { audiences: audienceNames(policy, data) }),
  audience_told: (data, policy) =>
    say(policy, 'also.audience_told', { audience: audienceNames(policy, data) }),
} satisfies TogetherSentences<TellingAlso>;

function audienceNames(policy: Policy, data: { audience: string }[]): string {
  return data.map(({ audience }) => audienceName(policy, audience)).join(', ');
}

function told(policy: Policy, audience: string, text: string) {
  return { audience: audienceName(policy, audience), text: prose(text) };
}

function due(policy: Policy, dueAt: string | null): Mrkdwn | string {
  return dueAt ? say(policy, 'entry.due', { at: when(new Date(dueAt)) }) : '';
}

function because(policy: Policy, reason: string): Mrkdwn | string {
  return reason ? say(policy, 'fact.reason', { reason: prose(reason) }) : '';
}

/** What the clock did. */
export const tellingFired: FiredSentences<TellingTimerKind> = {
  audience_warning: ({ about, dueAt }, policy) =>
    say(policy, 'entry.audience_warning', {
      audiences: audiencesIn(policy, about),
      at: when(minutesAfter(new Date(dueAt), policy.updates.warn_before_minutes)),
    }),
  audience_due: ({ dueAt }, policy) =>
    say(policy, 'entry.audience_due', { at: when(new Date(dueAt)) }),
  audience_overdue: ({ about }, policy) =>
    say(policy, 'entry.audience_overdue', { audiences: audiencesIn(policy, about) }),
  followers_due: (_fired, policy) => say(policy, 'entry.followers_due'),
  obligation_ahead: (fired, policy) => say(policy, 'entry.obligation_ahead', owed(fired, policy)),
  obligation_late: (fired, policy) => say(policy, 'entry.obligation_late', owed(fired, policy)),
  obligation_nag: (fired, policy) => say(policy, 'entry.obligation_nag', owed(fired, policy)),
};

/** Audiences by the keys that `about` lists. */
function audiencesIn(policy: Policy, about = ''): string {
  return about
    .split(',')
    .map((key) => audienceName(policy, key))
    .join(', ');
}

/** `about` lists their keys. */
function owed({ about = '' }: { about?: string }, policy: Policy) {
  const names = about.split(',').map((key) => obligationName(policy, key));
  return { obligations: names.join(', ') };
}
