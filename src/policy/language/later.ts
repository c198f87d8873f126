import { z } from 'zod';
import { when } from './condition.ts';
import { key, keyIn, keyOf, keysOf, link, longText, minutes, people, text } from './words.ts';

/**
 * What a process says that Muster reads, shows, simulates and prints, and does not enforce yet. The
 * checker says so (`notEnforced` in `src/policy/not-enforced.ts`).
 */

export const EscalationPath = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  when,
  levels: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .max(75)
          .describe('What people read, such as L2 or Security officer'),
        to: people.default([]).describe('Who'),
        contact: keyOf('contact', 'the contact').optional(),
        on_call: keyOf('on_call', 'the on-call rotation').optional(),
        after_minutes: z
          .number()
          .int()
          .min(0)
          .max(60 * 24 * 30)
          .optional()
          .describe('Climbed so long after declaration if it is not resolved; absent: by hand'),
        when,
        if: text
          .optional()
          .describe('Condition in words, as it reads after "if", such as "available"'),
      }),
    )
    .min(1)
    .max(10)
    .describe('From the first to the last'),
});
export type EscalationPath = z.infer<typeof EscalationPath>;

export const OnCall = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Primary'),
  covers: text.optional().describe('When somebody is on call, such as 24/7'),
  people: people.default([]).describe('Who takes turns'),
  contact: keyOf('contact', 'how it is reached').optional(),
  backup: keyOf('on_call', 'the rotation that stands behind it').optional(),
});

export const Drill = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  type: z.enum(['tabletop', 'fire_drill', 'review']).describe('What sort of exercise'),
  every: z.enum(['week', 'month', 'quarter', 'half_year', 'year']).optional().describe('How often'),
  simulates: z
    .strictObject({
      severity: keyOf('severity', 'the severity').optional(),
      kind: keyOf('kind', 'the kind').optional(),
    })
    .optional()
    .describe('What is simulated'),
  last: z.iso.date().optional().describe('Day of the last one'),
  next: z.iso.date().optional().describe('Day of the next one'),
});

const AgendaItem = z.strictObject({
  key,
  name: z.string().min(1).max(150).describe('What is talked about'),
  minutes: z.number().int().min(0).max(480).describe('How long'),
  rules: z.array(text).max(10).default([]).describe('What is reminded of'),
  parts: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(150).describe('What is done'),
        minutes: z.number().int().min(0).max(480).describe('How long'),
      }),
    )
    .max(10)
    .default([])
    .describe('Its parts; together at most as long as it'),
});

export const Postmortem = z.strictObject({
  required: when.describe('For which incidents one is held; left out: for all'),
  chosen: z
    .boolean()
    .default(false)
    .describe('Whether people choose which incidents get one, from a list, instead of `required`'),
  within_days: z.number().int().min(1).max(90).optional().describe('Within how many days'),
  business_days: z
    .boolean()
    .default(false)
    .describe('Whether those are business days of the calendar'),
  of: keyIn('milestone').default('resolved').describe('Key of the milestone they count from'),
  arrange: z
    .enum(['active', 'resolved'])
    .default('resolved')
    .describe('Whether it is arranged while the incident goes on, or after it'),
  meeting_minutes: z.number().int().min(5).max(480).optional().describe('Length of the meeting'),
  calendar: text.optional().describe('Where people are invited, such as Google Calendar'),
  attendees: people.default([]).describe('Who is invited'),
  roles: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(60).describe('What people read, such as Facilitator'),
        duties: z.array(text).max(10).default([]).describe('What it asks of a person'),
        substitute: keyOf(
          'meeting_role',
          'the role of the meeting that does it where nobody else does',
        ).optional(),
      }),
    )
    .max(10)
    .default([])
    .describe('Roles of the meeting'),
  rules: z.array(text).max(20).default([]).describe('Rules of the meeting'),
  agenda: z
    .array(AgendaItem)
    .max(20)
    .default([])
    .describe('The meeting; together at most as long as it'),
  sections: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(150).describe('Title of the section'),
        asks: z.array(text).max(20).default([]).describe('What it answers'),
        from: z
          .enum([
            'nothing',
            'summary',
            'timeline',
            'milestones',
            'impact',
            'action_items',
            'duration',
          ])
          .default('nothing')
          .describe('What Muster fills in'),
      }),
    )
    .max(30)
    .default([])
    .describe('Sections of the document'),
  action_items: z
    .strictObject({
      groups: z
        .array(
          z.strictObject({ key, name: z.string().min(1).max(75).describe('What people read') }),
        )
        .max(10)
        .default([])
        .describe('Groups that action items stand in'),
      priorities: z
        .array(z.string().min(1).max(20))
        .max(10)
        .default([])
        .describe('Priorities, highest first'),
      refused_words: z
        .array(z.string().min(1).max(60))
        .max(20)
        .default([])
        .describe('Words an action item may not rest on, such as "be careful"'),
    })
    .prefault({})
    .describe('Action items'),
  closing: z.array(text).max(20).default([]).describe('What is done at the end'),
  confidential_to: people
    .default([])
    .describe('Whom people tell in private when the rules are broken'),
  confidential_role: keyOf(
    'meeting_role',
    'the role of the meeting that people tell in private while it goes on',
  ).optional(),
  review_every: z
    .enum(['week', 'month'])
    .optional()
    .describe('How often open action items are gone through'),
});
export type Postmortem = z.infer<typeof Postmortem>;

export const Report = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  every: z.enum(['week', 'month', 'quarter', 'year']).describe('How often'),
  to: people.default([]).describe('Who gets it'),
  by: text.optional().describe('Who compiles it'),
  about: text.optional().describe('What is in it'),
  kinds: keysOf('kind', 'the kinds it is about').default([]),
});

export const Metrics = z.strictObject({
  track: z
    .array(
      z.enum(['mttd', 'mtta', 'mttr', 'count_by_severity', 'count_by_kind', 'recurrence_rate']),
    )
    .max(10)
    .default([])
    .describe('What is measured'),
  targets: z
    .array(
      z.strictObject({
        severity: keyOf('severity', 'the severity'),
        resolve_within_minutes: minutes.describe('MTTR below this'),
      }),
    )
    .max(10)
    .default([])
    .describe('Targets by severity'),
});

export const StatusPage = z.strictObject({
  link: link.optional().describe('Its address'),
  how: longText.optional().describe('How an entry is made, for who has to make it'),
  update_every_minutes: minutes.optional().describe('How often an open entry is updated'),
});

export const Sources = z.strictObject({
  monitoring: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(150).describe('What watches'),
        link: link.optional().describe('Where it is'),
      }),
    )
    .max(30)
    .default([])
    .describe('Where incidents are noticed'),
  tickets: z
    .array(
      z.strictObject({
        key,
        name: z.string().min(1).max(75).describe('What tracker'),
        search: text.describe(
          'How related tickets are found; `{title}` and `{number}` are filled in',
        ),
      }),
    )
    .max(10)
    .default([])
    .describe('Where related tickets are found'),
});
