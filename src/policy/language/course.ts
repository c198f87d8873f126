import { z } from 'zod';
import type { Phase } from '../../incident/types.ts';
import { when } from './condition.ts';
import { aliases, emoji, key, keyIn, keyOf, keysOf, minutes, people, step, text } from './words.ts';

/** The course of an incident: is it one, where it stands, what must be so before it goes on. */

export const settablePhases = ['triage', 'active', 'mitigated'] as const satisfies readonly Phase[];

const Window = z
  .strictObject({
    from_minutes: z
      .number()
      .int()
      .min(0)
      .max(60 * 24 * 30)
      .default(0)
      .describe('Begins so late'),
    to_minutes: minutes.describe('Should be over by then'),
    of: keyIn('milestone')
      .default('declared')
      .describe('Key of the milestone that both count from'),
  })
  .describe('When this part of the process is meant to happen');

export const Status = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What people read, such as Investigating'),
  aliases,
  meaning: text.optional().describe('When it is right to choose it'),
  phase: z
    .enum(settablePhases)
    .describe(
      'The fixed phase it belongs to. A commander is asked for in triage and active, no more once mitigated',
    ),
  window: Window.optional(),
  public_state: keyOf(
    'public_state',
    'the public state that goes with it, offered when it is chosen',
  ).optional(),
});
export type Status = z.infer<typeof Status>;

export const Stage = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Recovery'),
  aliases,
  meaning: text.optional().describe('What happens in it, and when to move on'),
  enters_on: z
    .strictObject({
      phase: z
        .enum(['triage', 'active', 'mitigated', 'resolved', 'reviewing', 'closed'])
        .optional()
        .describe('Entered by itself with this phase'),
      status: keyOf('status', 'the status it is entered with').optional(),
      milestone: keyOf('milestone', 'the milestone it is entered with').optional(),
    })
    .optional()
    .describe('When it is entered by itself; left out: only by hand. Never goes back by itself'),
  window: Window.optional(),
});
export type Stage = z.infer<typeof Stage>;

export const PublicState = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What the public reads, such as Investigating'),
  aliases,
  emoji: emoji.optional().describe('Shown beside it'),
  meaning: text.describe('What it says to people outside, for who has to choose'),
});
export type PublicState = z.infer<typeof PublicState>;

const Criterion = z.strictObject({
  key,
  question: z.string().min(1).max(150).describe('A question that is answered with yes or no'),
  help: text.optional().describe('How to find out'),
  forces: z
    .strictObject({
      severity: keyOf('severity', 'the severity it is at least').optional(),
      kind: keyOf('kind', 'the kind it is').optional(),
    })
    .prefault({})
    .describe('What a yes means besides'),
});

export const Triage = z.strictObject({
  ask: z
    .enum(['declare', 'room'])
    .default('room')
    .describe('Whether the questions stand in the declare form or on the card of the room'),
  criteria: z
    .array(Criterion)
    .max(10)
    .default([])
    .describe('Is it an incident? None: whatever is declared is one'),
  incident_if: z
    .union([
      z.enum(['any', 'all']),
      z.strictObject({ at_least: z.number().int().min(1).max(10).describe('How many') }),
    ])
    .default('any')
    .describe(
      'How many yes make it one: `any`, `all` or `{ at_least: 2 }`. Otherwise it is declined',
    ),
  within_minutes: minutes.optional().describe('Within how long it should be decided'),
  of: keyIn('milestone').default('declared').describe('Key of the milestone that this counts from'),
});
export type Triage = z.infer<typeof Triage>;

/** One thing that must be so. Exactly one key of it is said. */
const Need = z
  .strictObject({
    checklist: keyOf('list', 'a checklist whose required items are all done').optional(),
    item: step.optional().describe('An item that is done, as `checklist.item`'),
    role: keyOf('role', 'a role that somebody holds').optional(),
    roles: z.literal('needed').optional().describe('All roles that are needed now are filled'),
    field: keyOf('field', 'a field that was given').optional(),
    milestone: keyOf('milestone', 'a milestone that was reached').optional(),
    approval: z
      .strictObject({
        by: people.describe('Who may approve'),
        count: z.number().int().min(1).max(5).default(1).describe('How many of them must'),
      })
      .optional()
      .describe('An approval, given by a button'),
    kind: z.literal('settled').optional().describe('The kind is not an unsettled one'),
    measures: z
      .literal('undone')
      .optional()
      .describe('Every measure in force was undone or excused'),
    obligations: z.literal('met').optional().describe('Every obligation was met or excused'),
    update: z.literal('posted').optional().describe('At least one status update was posted'),
    told: keyOf('audience', 'an audience that was told').optional(),
  })
  .refine((need) => Object.keys(need).length === 1, 'one need: say one key in each line');
export type Need = z.infer<typeof Need>;

export const Gate = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  before: z
    .strictObject({
      status: keysOf('status', 'statuses').optional(),
      stage: keysOf('stage', 'stages').optional(),
      public_state: keysOf('public_state', 'public states').optional(),
      phase: z
        .array(z.enum(['active', 'mitigated', 'resolved', 'closed']))
        .max(4)
        .optional()
        .describe('Phases; `resolved` and `closed` are what /incident resolve and close do'),
    })
    .describe('What it stands before'),
  when,
  needs: z.array(Need).min(1).max(30).describe('All that must be so'),
  bypass: z
    .union([z.literal('never'), people])
    .default(['anyone'])
    .describe('Who may go past it with a reason, which is recorded; or `never`'),
});
export type Gate = z.infer<typeof Gate>;

export const Milestone = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  meaning: text.optional().describe('What is meant, such as "what was merged or changed"'),
  people: z.boolean().default(false).describe('Whether it names people'),
  asks_text: z.boolean().default(false).describe('Whether it asks what it was'),
  set_by: z
    .strictObject({
      role: keyOf('role', 'a role: when somebody first takes it').optional(),
      status: keyOf('status', 'a status: when it is first chosen').optional(),
      stage: keyOf('stage', 'a stage: when it is first entered').optional(),
      item: step.optional().describe('An item (`checklist.item`): when it is first done'),
      checklist: keyOf('list', 'a checklist or runbook: when it is started').optional(),
      told: keyOf('audience', 'an audience: when it is first told').optional(),
      field: keyOf('field', 'a field: when it is first given').optional(),
      kind: keyOf('kind', 'a kind: when it first is of this kind').optional(),
    })
    .optional()
    .describe('What sets it by itself; people may set and correct it besides'),
  order: z.number().int().optional().describe('Place in lists; left out: by time'),
});
export type Milestone = z.infer<typeof Milestone>;

export const Ended = z.strictObject({
  resolved: z.string().min(1).max(40).default('Resolved').describe('Over, with work left to do'),
  closed: z.string().min(1).max(40).default('Closed').describe('Over for good'),
  cancelled: z.string().min(1).max(40).default('Cancelled').describe('It turned out to be none'),
  declined: z
    .string()
    .min(1)
    .max(40)
    .default('Not an incident')
    .describe('The criteria said that it is none'),
  merged: z.string().min(1).max(40).default('Merged').describe('It goes on in another one'),
});
