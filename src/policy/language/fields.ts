import { z } from 'zod';
import { when } from './condition.ts';
import { key, text } from './words.ts';

/** What a process asks of an incident besides title and severity. */

export const fieldTypes = [
  'text',
  'long_text',
  'number',
  'money',
  'yes_no',
  'choice',
  'choices',
  'people',
  'modules',
  'link',
  'time',
  'files',
] as const;

export const fieldMoments = ['declare', 'triage', 'update', 'resolve'] as const;

export const Field = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  help: z.string().min(1).max(150).optional().describe('Shown under it in forms'),
  type: z.enum(fieldTypes).describe('What it holds'),
  choices: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(75).describe('What people read'),
      }),
    )
    .max(50)
    .default([])
    .describe('What can be chosen, of `choice` and `choices`'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency by its three letters, such as USD')
    .optional()
    .describe('Currency of `money`'),
  unit: z.string().min(1).max(20).optional().describe('Unit of `number`, shown after it'),
  files: z.number().int().min(1).max(10).default(1).describe('How many `files` it asks for'),
  ask: z
    .array(z.enum(fieldMoments))
    .max(4)
    .default([])
    .describe('In which forms it stands; it can always be given by `/incident field`'),
  required: z
    .boolean()
    .default(false)
    .describe(
      'Whether those forms insist on it; files never hold up a declaration, they become a task',
    ),
  when,
  on_card: z.boolean().default(false).describe('Whether the card shows it'),
  about: text.optional().describe('Why it is asked, for the handbook'),
});
export type Field = z.infer<typeof Field>;
