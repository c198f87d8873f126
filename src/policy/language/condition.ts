import { z } from 'zod';
import { keyIn } from './words.ts';

/**
 * When something applies. All that is said must hold; a list means any of it. Nothing said: always.
 * `src/incident/conditions.ts` decides.
 */

/** What a field must be. Several of them must all hold. */
export const FieldTest = z
  .strictObject({
    is: z
      .union([z.string(), z.number(), z.boolean()])
      .optional()
      .describe('Equal to this; of a choice its key; of a list: it contains this'),
    one_of: z
      .array(z.union([z.string(), z.number()]))
      .max(50)
      .optional()
      .describe('Equal to one of these'),
    more_than: z.number().optional().describe('A number or an amount above this'),
    at_least: z.number().optional().describe('A number or an amount of this or more'),
    less_than: z.number().optional().describe('A number or an amount below this'),
    given: z.boolean().optional().describe('Whether anything was given'),
  })
  .meta({ id: 'field_test' });
export type FieldTest = z.infer<typeof FieldTest>;

/** One flat set of tests; `Condition` adds combinations of them. */
const tests = {
  severity: z.array(keyIn('severity')).max(10).optional().describe('One of these severities'),
  severity_at_least: keyIn('severity').optional().describe('This severity or a worse one'),
  kind: z.array(keyIn('kind')).max(30).optional().describe('One of these kinds'),
  module: z
    .array(keyIn('module'))
    .max(50)
    .optional()
    .describe('One of the affected modules is one of these'),
  phase: z
    .array(z.enum(['triage', 'active', 'mitigated', 'resolved', 'reviewing', 'closed']))
    .max(6)
    .optional()
    .describe('In one of these phases'),
  status: z.array(keyIn('status')).max(20).optional().describe('In one of these statuses'),
  stage: z.array(keyIn('stage')).max(20).optional().describe('In one of these stages'),
  public_state: z
    .array(keyIn('public_state'))
    .max(20)
    .optional()
    .describe('Shown to the public as one of these'),
  field: z.record(keyIn('field'), FieldTest).optional().describe('What these fields must be'),
  milestone: z
    .array(keyIn('milestone'))
    .max(20)
    .optional()
    .describe('All of these milestones were reached'),
  measure: z
    .array(keyIn('measure'))
    .max(20)
    .optional()
    .describe('One of these measures is in force'),
  is_private: z.boolean().optional().describe('Whether it is private'),
  is_drill: z.boolean().optional().describe('Whether it is a drill'),
};

/** The tests alone, as `any` and `not` hold them. */
export const Tests = z.strictObject(tests).meta({ id: 'test' });

export const Condition = z
  .strictObject({
    ...tests,
    any: z.array(Tests).max(10).optional().describe('At least one of these holds'),
    not: Tests.optional().describe('This does not hold'),
  })
  .meta({ id: 'condition' });
export type Condition = z.infer<typeof Condition>;

export const when = Condition.default({}).describe('When it applies; left out: always');
