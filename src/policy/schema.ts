import { z } from 'zod';
import type { Phase } from '../incident/types.ts';

/**
 * What an organisation decides for itself. Read from YAML by `load.ts`; `docs/policy.md` and
 * `policies/policy.schema.json` are made from the descriptions here. Durations carry their unit in
 * the key. What one value alone cannot show wrong (duplicates, references) is in `cross-checks.ts`.
 */

const key = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    'a key: a lower-case letter, then letters, digits and _, at most 40',
  )
  .describe('What commands and other keys call it; kept for ever, so choose it well');

const aliases = z
  .array(z.string().min(1).max(40))
  .max(20)
  .default([])
  .describe('Other words people type for it, besides key and name');

/** At most a month. */
const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30);

export const Severity = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What people read, such as SEV1'),
  meaning: z.string().min(1).max(70).describe('When to choose it; shown beside the name in forms'),
  emoji: z
    .string()
    .regex(/^:[a-z0-9_+'-]+:$/, 'an emoji by its name between colons, such as :fire:')
    .optional()
    .describe('Shown before the name, such as `:red_circle:`'),
  aliases,
  update_every_minutes: minutes
    .optional()
    .describe('How often a status update is promised; absent: none is'),
  commander_within_minutes: minutes
    .optional()
    .describe(
      'After how long without a commander the room is nudged, three times at most; absent: never',
    ),
  invite: z
    .array(z.string())
    .max(50)
    .default([])
    .describe('Who is invited besides `invite.always`; written the same way'),
});
export type Severity = z.infer<typeof Severity>;

export const settablePhases = ['triage', 'active', 'mitigated'] as const satisfies readonly Phase[];

export const Status = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What people read, such as Investigating'),
  aliases,
  phase: z
    .enum(settablePhases)
    .describe(
      'The fixed phase it belongs to. A commander is asked for in triage and active, no more once mitigated',
    ),
});
export type Status = z.infer<typeof Status>;

export const Role = z.strictObject({
  key,
  name: z.string().min(1).max(60).describe('What people read, such as Incident commander'),
  aliases,
  max: z.number().int().min(1).max(20).default(1).describe('How many people may hold it at once'),
  duties: z
    .array(z.string().min(1).max(300))
    .max(20)
    .default([])
    .describe('What it asks of a person, one line each; sent by direct message to who takes it'),
});
export type Role = z.infer<typeof Role>;

const Ended = z.strictObject({
  resolved: z.string().min(1).max(40).default('Resolved').describe('Over, with work left to do'),
  closed: z.string().min(1).max(40).default('Closed').describe('Over for good'),
  cancelled: z.string().min(1).max(40).default('Cancelled').describe('It turned out to be none'),
});

const Updates = z.strictObject({
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

const Room = z.strictObject({
  name: channelName
    .default('inc-{number}-{slug}')
    .describe(
      "Name of the channel; `{number}` must be in it, `{slug}` is made of the title and cut to Slack's 80 characters",
    ),
  private_name: channelName
    .default('inc-{random}')
    .describe(
      'The same for a private incident; it must not tell what it is about, so it has no `{slug}`, and `{random}` or `{number}`',
    ),
  archive_after_days: z
    .number()
    .int()
    .min(0)
    .max(365)
    .default(7)
    .describe('When the channel of a closed or cancelled incident is archived'),
});

const Announce = z.strictObject({
  channel: z
    .string()
    .regex(
      /^(#[a-z0-9_-]{1,80}|[CG][A-Z0-9]{2,})$/,
      'a channel as #name or by its id, such as C0123ABCD',
    )
    .optional()
    .describe('Where incidents are announced and kept in step; absent: nowhere'),
});

const Invite = z.strictObject({
  always: z
    .array(z.string())
    .max(50)
    .default([])
    .describe(
      'Who is invited to every room that is not private: user ids, user group ids, e-mail addresses or @user-group handles',
    ),
});

const Declare = z.strictObject({
  similar_within_minutes: z
    .number()
    .int()
    .min(0)
    .max(1440)
    .default(60)
    .describe('Who declares is first shown incidents declared as recently as this; 0: never'),
});

const Permissions = z.strictObject({
  guests_may_act: z.boolean().default(false).describe('Whether guests may use Muster at all'),
});

export const Policy = z.strictObject({
  version: z.literal(1).describe('Version of the policy language'),
  name: z.string().min(1).max(80).describe('What people call this policy'),
  severities: z
    .array(Severity)
    .min(1)
    .max(10)
    .describe('How bad it is, worst first; the order in forms'),
  default_severity: key.describe('Key of the severity where none is given'),
  statuses: z
    .array(Status)
    .min(1)
    .max(20)
    .describe('Where work stands; the first is the status at declaration'),
  ended: Ended.prefault({}).describe('What people read once an incident is over'),
  roles: z
    .array(Role)
    .min(1)
    .max(15)
    .describe('Who does what; the first one commands the incident'),
  updates: Updates.prefault({}).describe('Status updates and the reminders of them'),
  room: Room.prefault({}).describe('The channel that each incident gets'),
  announce: Announce.prefault({}).describe(
    'How others learn of an incident; never of a private one',
  ),
  invite: Invite.prefault({}).describe('Who is asked to come'),
  declare: Declare.prefault({}).describe('What happens before an incident is declared'),
  permissions: Permissions.prefault({}).describe('Who may do what'),
  messages: z
    .record(z.string(), z.string().min(1).max(1000))
    .default({})
    .describe('Sentences of the catalogue in your own words, by their key'),
});
export type Policy = z.infer<typeof Policy>;
