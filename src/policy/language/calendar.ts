import { z } from 'zod';
import { meanings } from './named.ts';
import { timeOfDay, weekdays } from './words.ts';

/** Working hours, in the organisation's zone. `src/calendar/business-time.ts` counts with it. */
export const Calendar = z.strictObject({
  zone: z
    .string()
    .register(meanings, { is: 'zone' })
    .default('UTC')
    .describe('Time zone by its IANA name, such as Asia/Bangkok'),
  working_days: z
    .array(z.enum(weekdays))
    .max(7)
    .default(['mon', 'tue', 'wed', 'thu', 'fri'])
    .describe('Days that people work'),
  from: timeOfDay.default('09:00').describe('Work begins'),
  to: timeOfDay.default('18:00').describe('Work ends'),
  holidays: z
    .string()
    .regex(
      /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/,
      'a country by its two letters, such as TH, or a region such as DE-BY',
    )
    .register(meanings, { is: 'country' })
    .optional()
    .describe('Country whose public holidays are days off'),
  days_off: z.array(z.iso.date()).max(100).default([]).describe('Own days off, as YYYY-MM-DD'),
});
export type Calendar = z.infer<typeof Calendar>;
