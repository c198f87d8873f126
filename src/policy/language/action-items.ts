import { z } from 'zod';
import { when } from './condition.ts';
import { key, link, people, text } from './words.ts';

/** What an organisation says of its action items: what is left to do when an incident is over. */

const daysUntilDue = z.number().int().min(0).max(366);

export const ActionItemKind = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Hotfix now'),
  meaning: text.optional().describe('When it is right'),
  due_within_days: daysUntilDue.optional().describe('Due so many days on; 0: the same day'),
  tracker: link.optional().describe('Where it is filed'),
  when: when.describe('For which incidents it is offered'),
  expected: z.boolean().default(false).describe('Whether one is asked for before closing'),
});
export type ActionItemKind = z.infer<typeof ActionItemKind>;

export const ActionItems = z.strictObject({
  kinds: z.array(ActionItemKind).max(20).default([]).describe('Kinds of action item'),
  priorities: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(20).describe('What people read and type, such as P1'),
        due_within_days: daysUntilDue
          .optional()
          .describe('Due so many days on, whatever its kind says'),
      }),
    )
    .max(10)
    .default([])
    .describe('Priorities, highest first'),
  due_within_days: daysUntilDue
    .default(14)
    .describe('Due so many days on where neither its priority nor its kind says'),
  refused_words: z
    .array(z.string().min(1).max(60))
    .max(20)
    .default([])
    .describe('Words an action item may not rest on, such as "be careful"'),
  remind_days_before: z
    .number()
    .int()
    .min(0)
    .max(30)
    .default(1)
    .describe('Who has one is reminded so many days ahead; 0: not before the day itself'),
  late_every_days: z
    .number()
    .int()
    .min(1)
    .max(30)
    .default(3)
    .describe('How often what is late is said again, in days; all of a person in one message'),
  late_to: people
    .default([])
    .describe('Who hears of what stays late; `role:` is who holds it in that incident'),
  late_to_after_days: z
    .number()
    .int()
    .min(1)
    .max(90)
    .default(7)
    .describe('How many days late it is when they hear of it'),
});
