import { z } from 'zod';
import { places } from './severities.ts';
import { channel, invited, key, link, minutes, people, text } from './words.ts';

/** The war room, updates, and who may do what. */

export const Updates = z.strictObject({
  warn_before_minutes: minutes
    .default(5)
    .describe('How long before a promised update the room is reminded of it'),
  overdue_every_minutes: minutes
    .default(15)
    .describe('How often the room is reminded of an update that is late'),
  overdue_reminders: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(3)
    .describe('How many such reminders come before Muster falls silent'),
  next_choices_minutes: z
    .array(z.number().int().min(5).max(1440))
    .min(1)
    .max(10)
    .default([15, 30, 60, 120, 240])
    .describe('What the update form offers for the next one, besides the cadence of the severity'),
  snooze_choices_minutes: z
    .array(z.number().int().min(1).max(240))
    .min(1)
    .max(10)
    .default([10, 20, 30])
    .describe('By how much a promised update can be moved'),
});

const channelName = z
  .string()
  .regex(/^[a-z0-9{}_-]+$/, "lower-case letters, digits, - and _, as in Slack's channel names");

export const Room = z.strictObject({
  name: channelName
    .default('inc-{number}-{slug}')
    .describe(
      "Name of the channel; `{number}` must be in it, `{slug}` is made of the title and cut to Slack's 80 characters",
    ),
  private_name: channelName
    .default('inc-{number}-{random}')
    .describe(
      'The same for a private incident; it must not tell what it is about, so it has no `{slug}`. `{random}` is six letters and digits; `{number}` is left out where people knew it before',
    ),
  archive_after_days: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('When the channel of a closed or cancelled incident is archived'),
  place: z
    .enum(places)
    .default('channel')
    .describe('Where an incident is worked on, unless its kind or severity says otherwise'),
  quiet: z
    .boolean()
    .default(false)
    .describe('Whether changes of roles stand only on the card, as a small team likes it'),
});

export const Announce = z.strictObject({
  channel: channel
    .optional()
    .describe('Where incidents are announced and kept in step; absent: nowhere'),
});

export const Invite = z.strictObject({
  always: invited.describe(
    'Who is invited to every room that is not private: user ids, user group ids, e-mail addresses, @user-group handles or `team:key`',
  ),
});

export const Declare = z.strictObject({
  similar_within_minutes: z
    .number()
    .int()
    .min(0)
    .max(1440)
    .default(60)
    .describe('Who declares is first shown incidents declared as recently as this; 0: never'),
  asks_severity: z
    .boolean()
    .default(true)
    .describe('Whether the form asks for the severity, where there are any'),
  asks_kind: z
    .boolean()
    .default(true)
    .describe('Whether the form asks for the kind, where there are any'),
  thanks: z.boolean().default(true).describe('Whether who declared is thanked'),
});

/** Words of `/incident` that `permissions.words` may limit are checked against the real ones by the checker. */
export const Permissions = z.strictObject({
  guests_may_act: z.boolean().default(false).describe('Whether guests may use Muster at all'),
  declare: people.default(['anyone']).describe('Who may declare'),
  command: people.default(['anyone']).describe('Who may hold the first role, which commands'),
  change_severity: people.default(['anyone']).describe('Who may change severity and kind'),
  close: people.default(['anyone']).describe('Who may close'),
  see_private: people.default([]).describe('Who sees every private incident'),
  words: z
    .record(z.string(), people)
    .default({})
    .describe(
      'Who may use which word of /incident, by the word; `/incident help` and the page Commands of the handbook list them',
    ),
});

export const Changes = z.strictObject({
  command: z
    .string()
    .max(500)
    .optional()
    .describe('A command of the server Muster runs on, whose output shows the latest changes'),
  timeout_seconds: z.number().int().min(1).max(30).default(10).describe('How long it may take'),
  link: link.optional().describe('Or where people find them'),
  look_back_hours: z
    .number()
    .int()
    .min(1)
    .max(720)
    .default(24)
    .describe('How far back; `{hours}` in the command'),
});

export const Operators = z.strictObject({
  channel: channel
    .optional()
    .describe(
      'Where they are told of what Slack did not take, once an hour at most; absent: directly',
    ),
  people: people
    .default([])
    .describe('Who may send it again or drop it, and is told directly where there is no channel'),
});

export const Help = z.strictObject({
  contact: text.optional().describe('Whom to ask, shown in the help'),
  welcome: text.optional().describe('What a newcomer reads first'),
  topics: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(75).describe('What people read'),
        words: z
          .array(z.string().min(1).max(40))
          .max(20)
          .default([])
          .describe('Other words for it'),
        text: z.string().min(1).max(2900).describe('What there is to know'),
        for: z
          .string()
          .max(75)
          .optional()
          .describe('Whom it is for, such as Support; absent: everyone'),
      }),
    )
    .max(40)
    .default([])
    .describe('Topics of `/incident help` and of the handbook in your own words'),
});
