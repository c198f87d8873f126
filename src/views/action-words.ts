import type { Expect, Step } from '../incident/types.ts';
import { actionItemsActionWords } from './action-items/action-words.ts';
import { bookingActionWords } from './booking/action-words.ts';
import { clocksActionWords } from './clocks/action-words.ts';
import { courseActionWords } from './course/action-words.ts';
import { drillsActionWords } from './drills/action-words.ts';
import { escalationActionWords } from './escalation/action-words.ts';
import { kindsActionWords } from './kinds/action-words.ts';
import { linksActionWords } from './links/action-words.ts';
import { meetingActionWords } from './meeting/action-words.ts';
import { onCallActionWords } from './on-call/action-words.ts';
import { organisationActionWords } from './organisation/action-words.ts';
import { postmortemActionWords } from './postmortem/action-words.ts';
import { presenceActionWords } from './presence/action-words.ts';
import { tasksActionWords } from './tasks/action-words.ts';
import { tellingActionWords } from './telling/action-words.ts';

/**
 * Every word that a button or an overflow option can carry. Where a button asks for a
 * change, the word is the command's type. Released words are answered for ever: old messages keep
 * their buttons.
 */
export const actionWords = [
  'declare',
  'take_role',
  'give_up_role',
  'assign_role',
  'offer_handover',
  'accept_handover',
  'decline_handover',
  'change_severity',
  'change_status',
  'change_title',
  'post_update',
  'snooze_update',
  'own_update',
  'add_note',
  'join_room',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'retry_step',
  /** Compares what is in Slack with the state; `repair` mends what was wrong. */
  'doctor',
  'repair',
  /** In what operators are told. */
  'resend',
  'mark_sent',
  'drop_send',
  'ask_timeline_file',
  'timeline',
  'show',
  /** Shows what is not on the card: all that can be done, and one's own part. */
  'menu',
  'list',
  'help',
  'more',
  ...kindsActionWords,
  ...tasksActionWords,
  ...courseActionWords,
  ...tellingActionWords,
  ...linksActionWords,
  ...clocksActionWords,
  ...presenceActionWords,
  ...escalationActionWords,
  ...drillsActionWords,
  ...postmortemActionWords,
  ...bookingActionWords,
  ...meetingActionWords,
  ...actionItemsActionWords,
  ...onCallActionWords,
  ...organisationActionWords,
] as const;
export type ActionWord = (typeof actionWords)[number];

/** What a button says back: which incident, and the values that were shown beside it. */
export interface ButtonValue {
  incident?: number;
  role?: string;
  step?: Step;
  expect?: Expect;
  /** For pages of the timeline: lines before this one. */
  before?: number;
  /** What was typed before the form could not be opened. */
  typed?: string;
  /** What was chosen before the form could not be opened. */
  severity?: string;
  status?: string;
  kind?: string;
  minutes?: number;
  /** What else it is about: the key, path or id that its word expects. */
  arg?: string;
  /** Keys of the gates that were shown to be closed. */
  gates?: string[];
  /** The answer it gives, of a yes and a no. */
  yes?: boolean;
}
