import { z } from 'zod';
import { Condition, FieldTest, when } from './condition.ts';
import {
  channel,
  cron,
  key,
  keyIn,
  keyOf,
  keysOf,
  link,
  longText,
  minutes,
  people,
  text,
} from './words.ts';

/**
 * What a process says of the time after an incident. What of it Muster reads, shows, simulates and
 * prints, and does not enforce yet, the checker says (`notEnforced` in `src/policy/not-enforced.ts`).
 */

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
  section: keyOf(
    'section',
    'the section of the document that takes what people write in the thread of this part',
  ).optional(),
  with_names: z
    .boolean()
    .default(true)
    .describe('Whether what is collected from its thread says who wrote it'),
});

const Survey = z.strictObject({
  ask: z
    .enum(['after_resolved', 'after_meeting', 'never'])
    .default('after_meeting')
    .describe('When those who worked on it are asked, once, how it went'),
  anonymous: z
    .boolean()
    .default(true)
    .describe('Whether nobody learns, and nothing keeps, who answered what'),
  questions: z
    .array(
      z.strictObject({
        key,
        question: z.string().min(1).max(150).describe('What is asked'),
        scale: z
          .boolean()
          .default(false)
          .describe('Whether the answer is a number from 1 to 5 instead of words'),
      }),
    )
    .max(5)
    .default([])
    .describe('Left out: how it went, from 1 to 5, and what one thing would have helped'),
});

export const Postmortem = z.strictObject({
  required: when.describe('For which incidents one is held; left out: for all'),
  optional: Condition.optional().describe(
    'For which others the room is offered one when it is over, to be started by whoever wants it',
  ),
  chosen: z
    .boolean()
    .default(false)
    .describe('Whether people choose which incidents get one, from a list, instead of `required`'),
  within_days: z
    .number()
    .int()
    .min(1)
    .max(90)
    .optional()
    .describe(
      'Within how many days it is held: until somebody sets the milestone `postmortem_held`',
    ),
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
  calendar: text
    .optional()
    .describe(
      'Where people put the meeting besides, such as Google Calendar: said in the invitation',
    ),
  attendees: people
    .default([])
    .describe(
      'Who is invited besides those who take part in the incident, hold a role or own what is affected',
    ),
  unbooked_to: people
    .default([])
    .describe(
      'Who is told when the meeting is not booked at half of its time, although who led was asked at a quarter of it; left out: who declared the incident',
    ),
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
            'roles',
            'updates',
            'obligations',
            'tried',
            'links',
            'meeting',
            'survey',
            'similar',
          ])
          .default('nothing')
          .describe('What Muster fills in'),
        field: keyOf('field', 'the field whose value stands in it').optional(),
      }),
    )
    .max(30)
    .default([])
    .describe('Sections of the document'),
  closing: z
    .array(text)
    .max(20)
    .default([])
    .describe('What is done after the meeting; no line twice'),
  confidential_to: people
    .default([])
    .describe('Whom people tell in private when the rules are broken'),
  confidential_role: keyOf(
    'meeting_role',
    'the role of the meeting that people tell in private while it goes on',
  ).optional(),
  survey: Survey.prefault({}).describe('How those who worked on it are asked how it went'),
  review_every: z
    .enum(['week', 'month'])
    .optional()
    .describe('How often what is open is gone through: a reminder with what is open'),
  review_at: cron.optional(),
  review_channel: channel
    .optional()
    .describe('Where that reminder is posted; absent: the channel of announcements'),
});
export type Postmortem = z.infer<typeof Postmortem>;

export const Report = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  every: z.enum(['week', 'month', 'quarter', 'year']).describe('How often'),
  at: cron.optional(),
  to: people.default([]).describe('Who gets it, by direct message'),
  channel: channel
    .optional()
    .describe(
      'Where it is posted besides; where nobody gets it either: in the channel of announcements',
    ),
  by: text.optional().describe('Who compiles it'),
  about: text.optional().describe('What is in it'),
  kinds: keysOf('kind', 'the kinds it is about').default([]),
  field: z
    .record(keyIn('field'), FieldTest)
    .optional()
    .describe('Only incidents of which these fields are so, as in a condition'),
});
export type Report = z.infer<typeof Report>;

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
  update_every_minutes: minutes
    .optional()
    .describe(
      'How often an open entry is updated, counted from when the public state was set or the audience `status_page` was told',
    ),
  when: when.describe('For which incidents that is asked; left out: for all'),
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
