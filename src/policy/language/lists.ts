import { z } from 'zod';
import { when } from './condition.ts';
import { aliases, key, keyOf, keysOf, link, longText, minutes, people, text } from './words.ts';

/** Checklists, runbooks and measures. */

/** What a step, and a sub-step, may say. */
const step = {
  key,
  text: z.string().min(1).max(300).describe('What to do, in one line'),
  detail: longText.optional().describe('How, and what to look for'),
  command: z
    .string()
    .min(1)
    .max(1500)
    .optional()
    .describe('What to run, shown as code; `{parameter}` is filled in'),
  caution: text.optional().describe('What can go wrong; shown before the command'),
  optional: z.boolean().default(false).describe('Whether it may be left undone'),
  only_if: text
    .optional()
    .describe(
      'A condition that people judge, as it reads after "only if", such as "necessary": the step may be marked as not needed',
    ),
  when: when.describe('When it applies, by what Muster knows'),
  forbidden: z
    .boolean()
    .default(false)
    .describe('What must not be done: shown as a warning, never ticked'),
  permitted: text.optional().describe('The most that may be done instead of what is forbidden'),
  role: keyOf('role', 'the role that does it').optional(),
  wait_minutes: minutes
    .optional()
    .describe('To watch for so long: ticking starts the wait, and it can be ended after it'),
  within_minutes: minutes
    .optional()
    .describe('Within how long after its list was started it should be done'),
  two_people: z
    .boolean()
    .default(false)
    .describe('Maker and checker: one person makes it, a different one confirms it'),
  puts_in_force: keyOf('measure', 'the measure that is in force once it is done').optional(),
  undoes: keyOf('measure', 'the measure that is undone by it').optional(),
  asks_field: keyOf('field', 'the field that is asked when it is ticked').optional(),
  section: keyOf(
    'section',
    'the section of the postmortem that does it: it is ticked as soon as something stands there',
  ).optional(),
  reaches: keyOf('milestone', 'the milestone that is reached by it').optional(),
  tells: keyOf('audience', 'the audience whose message is prepared by it').optional(),
  opens: keyOf('obligation', 'the obligation that is opened by it').optional(),
  starts: keyOf('list', 'the runbook or checklist to go on with').optional(),
  link: link.optional().describe('Where to read or do it'),
};

const SubStep = z.strictObject(step).meta({ id: 'part' });

export const Step = z
  .strictObject({
    ...step,
    steps: z.array(SubStep).max(15).default([]).describe('Its parts, written the same way'),
    strict: z.boolean().default(false).describe('Whether its parts must be done one after another'),
  })
  .meta({ id: 'step' });
export type Step = z.infer<typeof Step>;

const Parameter = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What is asked'),
  help: z.string().min(1).max(150).optional().describe('Where it is found'),
});

export const Checklist = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  aliases,
  when: when.describe('When it is started by itself'),
  manual: z.boolean().default(false).describe('Whether it is started only by hand'),
  role: keyOf('role', 'the role that works on it').optional(),
  strict: z.boolean().default(false).describe('Whether items must be done one after another'),
  items: z.array(Step).min(1).max(40).describe('What is to be done'),
});
export type Checklist = z.infer<typeof Checklist>;

export const Runbook = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  aliases,
  trigger: text.optional().describe('What makes one reach for it'),
  symptoms: z.array(text).max(20).default([]).describe('What people see'),
  words: z
    .array(z.string().min(1).max(60))
    .max(60)
    .default([])
    .describe('Words of complaints that mean it, in any language'),
  suggested: when.describe(
    'For which incidents it is suggested (besides its words); left out: any',
  ),
  impact: z.array(text).max(10).default([]).describe('What follows from the fault'),
  contacts: keysOf('contact', 'contacts that matter here').default([]),
  escalation: z
    .strictObject({
      after_minutes: minutes.optional().describe('If it is unresolved for so long'),
      if: text.optional().describe('Or if this is so, as it reads after "if"'),
      path: keyOf('escalation', 'the escalation path to climb').optional(),
      to: people.default([]).describe('Whom to tell'),
      contact: keyOf('contact', 'the contact to call').optional(),
      runbook: keyOf('runbook', 'the runbook to go on with').optional(),
      document: z.string().max(2000).optional().describe('The document to go on with'),
      text: text.optional().describe('In words'),
    })
    .array()
    .max(5)
    .default([])
    .describe('Where to go when it does not help'),
  parameters: z.array(Parameter).max(10).default([]).describe('What its commands need to know'),
  opens: keysOf('obligation', 'obligations that starting it opens').default([]),
  forces: z
    .strictObject({
      severity: keyOf('severity', 'the severity it is at least').optional(),
      kind: keyOf('kind', 'the kind it is').optional(),
    })
    .prefault({})
    .describe('What starting it means'),
  diagnosis: z.array(Step).max(20).default([]).describe('How to see whether it is this'),
  steps: z.array(Step).min(1).max(40).describe('What to do, in order'),
  document: link.optional().describe('The longer document'),
});
export type Runbook = z.infer<typeof Runbook>;

export const Measure = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What is in force, such as Maintenance mode'),
  effect: text.optional().describe('What it does to people outside'),
  undo: text.describe('How it is undone'),
});
export type Measure = z.infer<typeof Measure>;
