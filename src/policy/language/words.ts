import { z } from 'zod';
import { meanings, type Named } from './named.ts';

/** The smallest parts of the policy language, used by all others. */

export const key = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,39}$/,
    'a key: a lower-case letter, then letters, digits and _, at most 40',
  )
  .describe('What commands and other keys call it; kept for ever, so choose it well');

/** The key of something that is described elsewhere in the file; the checker looks whether it is. */
export function keyIn(what: Named) {
  return key.clone().register(meanings, { is: 'key_of', what });
}

export function keyOf(what: Named, description: string) {
  return keyIn(what).describe(`Key of ${description}`);
}

export function keysOf(what: Named, description: string, max = 50) {
  return z.array(keyIn(what)).max(max).describe(`Keys of ${description}`);
}

/** A step of a checklist or runbook. */
export const step = z
  .string()
  .regex(/^[a-z0-9_]+(\.[a-z0-9_]+){1,2}$/, 'an item as checklist.item')
  .register(meanings, { is: 'step' });

export const aliases = z
  .array(z.string().min(1).max(40))
  .max(20)
  .default([])
  .describe('Other words people type for it, besides key and name');

/** At most a month. */
export const minutes = z
  .number()
  .int()
  .min(1)
  .max(60 * 24 * 30);

/** One line or a short paragraph. */
export const text = z.string().min(1).max(300);

/** A text of several paragraphs; stays below what one block of Slack holds. */
export const longText = z.string().min(1).max(2900);

export const emoji = z
  .string()
  .regex(/^:[a-z0-9_+'-]+:$/, 'an emoji by its name between colons, such as :fire:');

export const channel = z
  .string()
  .regex(
    /^(#[\p{L}\p{N}_-]{1,80}|[CG][A-Z0-9]{2,})$/u,
    'a channel as #name or by its id, such as C0123ABCD',
  );

export const link = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/|mailto:|tel:)\S+$/, 'an address that begins with https://');

/** People and user groups that Muster can invite to a channel. */
export const invited = z
  .array(z.string().min(1).max(200).register(meanings, { is: 'invited' }))
  .max(50)
  .default([]);

/**
 * People: a user id (U…), a user group id (S…), an e-mail address, a @user-group, or `team:key`,
 * `role:key` (who holds that role), `on_call:key` (who is on call then), `contact:key` (outside the
 * workspace), `anyone`.
 */
export const people = z
  .array(z.string().min(1).max(200).register(meanings, { is: 'people' }))
  .max(50)
  .describe(
    'Who: user ids, user group ids, e-mail addresses, @user-groups, `team:key`, `role:key`, `on_call:key` or `anyone`',
  );

/**
 * When something comes again: the five fields of cron (minute, hour, day of the month, month, day of
 * the week), read in the calendar's zone. `src/calendar/recurrence.ts` says when that is.
 */
export const cron = z
  .string()
  .max(100)
  .register(meanings, { is: 'cron' })
  .describe(
    'When, as a cron line of five fields in the zone of the calendar, such as `0 9 1 * *` for the first of each month at nine; left out: as `every` says, at the beginning of work on its first day',
  );

/** A time of the wall clock. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:MM, from 00:00 to 23:59');

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
