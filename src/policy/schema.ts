import { z } from 'zod';
import type { Phase } from '../incident/types.ts';

/**
 * What an organisation decides for itself. Read from YAML by `load.ts`; every key is documented in
 * `docs/policy.md`, made from the descriptions here. Durations carry their unit in the key.
 */

const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'a short lower-case key: letters, digits and _')
  .describe('What commands and other keys call it');

const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30);

export const Severity = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What people read, e.g. SEV1'),
  meaning: z.string().min(1).max(70).describe('One line shown beside the name in forms'),
  emoji: z
    .string()
    .regex(/^:[a-z0-9_+-]+:$/)
    .optional()
    .describe('Shown before the name'),
  aliases: z
    .array(z.string().min(1).max(40))
    .default([])
    .describe('Other words people type for it'),
  update_every_minutes: minutes
    .optional()
    .describe('How often a status update is promised; absent: none is'),
  commander_within_minutes: minutes
    .optional()
    .describe('After how long without an incident commander the room is nudged; absent: never'),
  invite: z.array(z.string()).default([]).describe('Who is invited besides `invite.always`'),
});
export type Severity = z.infer<typeof Severity>;

const settablePhases = ['triage', 'active', 'mitigated'] as const satisfies readonly Phase[];

export const Status = z.strictObject({
  key,
  name: z.string().min(1).max(40),
  aliases: z
    .array(z.string().min(1).max(40))
    .default([])
    .describe('Other words people type for it'),
  phase: z.enum(settablePhases).describe('Which fixed phase the status belongs to'),
});
export type Status = z.infer<typeof Status>;

export const Role = z.strictObject({
  key,
  name: z.string().min(1).max(60),
  aliases: z
    .array(z.string().min(1).max(40))
    .default([])
    .describe('Other words people type for it'),
  max: z.number().int().min(1).max(20).default(1).describe('How many people may hold it at once'),
  duties: z
    .array(z.string().min(1).max(300))
    .max(20)
    .default([])
    .describe('Sent by DM to who takes it'),
});
export type Role = z.infer<typeof Role>;

export const Policy = z.strictObject({
  version: z.literal(1).describe('Version of the policy language'),
  name: z.string().min(1).max(80),
  severities: z.array(Severity).min(1).max(10),
  default_severity: key,
  statuses: z.array(Status).min(1).max(20).describe('The first one is the status at declaration'),
  ended: z
    .strictObject({
      resolved: z.string().default('Resolved'),
      closed: z.string().default('Closed'),
      cancelled: z.string().default('Cancelled'),
    })
    .prefault({})
    .describe('What people read for the phases that end an incident'),
  roles: z.array(Role).min(1).max(15).describe('The first one commands the incident'),
  updates: z
    .strictObject({
      warn_before_minutes: minutes.default(5),
      overdue_every_minutes: minutes.default(15),
      overdue_reminders: z.number().int().min(0).max(20).default(3),
      next_choices_minutes: z.array(minutes).min(1).max(10).default([15, 30, 60, 120, 240]),
      snooze_choices_minutes: z.array(minutes).min(1).max(10).default([10, 20, 30]),
    })
    .prefault({}),
  room: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9{}_-]+$/)
        .refine((name) => name.includes('{number}'), 'must contain {number}')
        .default('inc-{number}-{slug}')
        .describe('Channel name; {number} and {slug} are filled in'),
      private_name: z
        .string()
        .regex(/^[a-z0-9{}_-]+$/)
        .default('inc-{random}')
        .describe('Channel name of a private incident; it must not tell what it is about'),
      archive_after_days: z.number().int().min(0).max(365).default(7),
    })
    .prefault({}),
  announce: z
    .strictObject({
      channel: z
        .string()
        .regex(/^(#[a-z0-9_-]{1,80}|[CG][A-Z0-9]{2,})$/, '#name or a channel id')
        .optional()
        .describe('Where incidents are announced'),
    })
    .prefault({}),
  invite: z
    .strictObject({
      always: z
        .array(z.string())
        .default([])
        .describe('User ids, e-mail addresses or @user-group handles invited to every room'),
    })
    .prefault({}),
  declare: z
    .strictObject({ similar_within_minutes: z.number().int().min(0).max(1440).default(60) })
    .prefault({}),
  permissions: z
    .strictObject({
      guests_may_act: z.boolean().default(false).describe('Whether guests may use Muster at all'),
    })
    .prefault({}),
  messages: z
    .record(z.string(), z.string().min(1).max(1000))
    .default({})
    .describe('Sentences of the catalogue in your own words'),
});
export type Policy = z.infer<typeof Policy>;
