import { actionItemsSentences } from './sentences/action-items.ts';
import { answerSentences } from './sentences/answers.ts';
import { bookingSentences } from './sentences/booking.ts';
import { byHandSentences } from './sentences/by-hand.ts';
import { clocksSentences } from './sentences/clocks.ts';
import { courseSentences } from './sentences/course.ts';
import { doctorSentences } from './sentences/doctor.ts';
import { documentSentences } from './sentences/document.ts';
import { drillsSentences } from './sentences/drills.ts';
import { escalationSentences } from './sentences/escalation.ts';
import { fillSentences } from './sentences/fill.ts';
import { formSentences } from './sentences/forms.ts';
import { handbookSentences } from './sentences/handbook.ts';
import { handbookClockSentences } from './sentences/handbook-clock.ts';
import { handbookLabelSentences } from './sentences/handbook-labels.ts';
import { handbookValueSentences } from './sentences/handbook-values.ts';
import { helpSentences } from './sentences/help.ts';
import { helpWordSentences } from './sentences/help-words.ts';
import { kindsSentences } from './sentences/kinds.ts';
import { lateSentences } from './sentences/late.ts';
import { linksSentences } from './sentences/links.ts';
import { meetingSentences } from './sentences/meeting.ts';
import { onCallSentences } from './sentences/on-call.ts';
import { organisationSentences } from './sentences/organisation.ts';
import { postmortemSentences } from './sentences/postmortem.ts';
import { presenceSentences } from './sentences/presence.ts';
import { refusalSentences } from './sentences/refusals.ts';
import { roomSentences } from './sentences/room.ts';
import { similarSentences } from './sentences/similar.ts';
import { tasksSentences } from './sentences/tasks.ts';
import { tellingSentences } from './sentences/telling.ts';
import { timelineSentences } from './sentences/timeline.ts';

/**
 * Every sentence that Muster says, by key. A policy may say any of them differently
 * (`messages:`). `{gaps}` are filled with what the sentence is about; a wording may leave a gap out
 * but not invent one. Slack's mrkdwn (`*bold*`, `:emoji:`) works except in titles, labels, buttons
 * and options.
 */
export const catalogue = {
  ...roomSentences,
  ...answerSentences,
  ...formSentences,
  ...helpSentences,
  ...helpWordSentences,
  ...refusalSentences,
  ...timelineSentences,
  ...kindsSentences,
  ...tasksSentences,
  ...courseSentences,
  ...tellingSentences,
  ...linksSentences,
  ...similarSentences,
  ...clocksSentences,
  ...presenceSentences,
  ...escalationSentences,
  ...drillsSentences,
  ...postmortemSentences,
  ...documentSentences,
  ...fillSentences,
  ...bookingSentences,
  ...meetingSentences,
  ...actionItemsSentences,
  ...onCallSentences,
  ...byHandSentences,
  ...doctorSentences,
  ...lateSentences,
  ...organisationSentences,
  ...handbookSentences,
  ...handbookClockSentences,
  ...handbookLabelSentences,
  ...handbookValueSentences,
} as const satisfies Record<string, string>;

export type SentenceKey = keyof typeof catalogue;

type GapsIn<S extends string> = S extends `${string}{${infer Gap}}${infer Rest}`
  ? Gap | GapsIn<Rest>
  : never;

/** The names of a sentence's gaps. */
export type Gaps<K extends SentenceKey> = GapsIn<(typeof catalogue)[K]>;

export function isSentenceKey(key: string): key is SentenceKey {
  return Object.hasOwn(catalogue, key);
}

/** The names of the gaps in a wording, e.g. to tell that a policy's own wording invents one. */
export function gapsIn(wording: string): string[] {
  return [...wording.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1] ?? '');
}
