import { z } from 'zod';
import { when } from './condition.ts';
import { key, keyIn, keyOf, minutes, people, step, text } from './words.ts';

/** What has to happen by when, and what is said when it does not. */

const share = z.number().min(0.1).max(0.95);

export const Clock = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Team assembled'),
  when: when.describe(
    'For which incidents it runs; left out: for all. It stops where this holds no more, and with the work on the incident, unless it counts from `resolved` or `closed`, or waits for closing, an item or the postmortem',
  ),
  of: keyIn('milestone').default('declared').describe('Key of the milestone that it counts from'),
  within_minutes: minutes.describe('Within how long'),
  working_time: z
    .boolean()
    .default(false)
    .describe('Whether only the working hours of the calendar count'),
  until: z
    .strictObject({
      milestone: keyOf('milestone', 'a milestone: when it is reached').optional(),
      role: keyOf('role', 'a role: while somebody has it').optional(),
      told: keyOf('audience', 'an audience: when it is first told').optional(),
      item: step.optional().describe('An item (`checklist.item`): when it is done'),
      update: z.literal('posted').optional().describe('When the first status update is posted'),
      postmortem: z
        .literal('booked')
        .optional()
        .describe(
          'When the postmortem is booked: `/incident meeting book`, or somebody sets the milestone `postmortem_booked`',
        ),
    })
    .refine((until) => Object.keys(until).length === 1, 'one end: say one key')
    .describe('What ends it'),
  pausable: z
    .boolean()
    .default(true)
    .describe('Whether people may pause it with a reason, such as waiting for a vendor'),
  tells: people
    .default([])
    .describe('Who is told by direct message when it is missed, besides the room'),
  escalates: keyOf(
    'escalation',
    'the escalation path that is climbed when it is missed',
  ).optional(),
});
export type Clock = z.infer<typeof Clock>;

/** How all clocks warn. */
export const Clocks = z.strictObject({
  warn_at: share
    .default(0.8)
    .describe('At which share of its time a clock is at risk, and the room is told once'),
  quiet_below_minutes: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(10)
    .describe('Clocks shorter than this give no warning ahead'),
  obligations_warn_at: z
    .array(share)
    .max(5)
    .default([0.5, 0.75, 0.9])
    .describe('At which shares of its time an open obligation is warned of'),
  nag_every_minutes: minutes
    .default(60)
    .describe(
      'How often what is late and asks for a person is said again, three times at most; a postmortem on the next three working days and then once a week, until it is held',
    ),
  stale_after_hours: z
    .number()
    .int()
    .min(1)
    .max(24 * 30)
    .optional()
    .describe('After how long without a word an open incident is asked about; absent: never'),
});

/** How often news is due, as an incident goes on. */
export const Cadence = z.strictObject({
  key,
  audience: keyOf(
    'audience',
    'the audience that is promised news; left out: the status update of the room',
  ).optional(),
  when: when.describe(
    'For which incidents and phases; left out: for all. The first that holds counts',
  ),
  of: keyIn('milestone')
    .default('declared')
    .describe('Key of the milestone that `until_minutes` counts from'),
  steps: z
    .array(
      z.strictObject({
        every_minutes: minutes.describe('News is due so long after the last'),
        until_minutes: minutes
          .optional()
          .describe('As long as no more time than this has passed; left out: from then on'),
      }),
    )
    .min(1)
    .max(10)
    .describe('From the first to the last; the first counts before anything was said, too'),
});
export type Cadence = z.infer<typeof Cadence>;

/** What is done when whoever has a role falls silent. */
export const Presence = z.strictObject({
  ask_after_minutes: minutes
    .optional()
    .describe(
      'After how long without a word the commander is asked whether they are still with it; absent: never',
    ),
  answer_within_minutes: minutes
    .default(10)
    .describe(
      'How long they have to answer before the deputy is asked, and again before it goes up',
    ),
  deputy: keyOf('role', 'the role that is asked to take over').optional(),
  escalates: keyOf(
    'escalation',
    'the escalation path that is climbed when the deputy is silent, too; from its first level, whoever that is',
  ).optional(),
  handover_within_minutes: minutes
    .default(10)
    .describe('How long an offered role may wait to be accepted before it goes back'),
  relief_after_hours: z
    .number()
    .int()
    .min(1)
    .max(72)
    .optional()
    .describe('After how long in command somebody is offered relief; absent: never'),
  reason: text.optional().describe('Why, for the handbook'),
});
