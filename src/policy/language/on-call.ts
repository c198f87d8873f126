import { z } from 'zod';
import { when } from './condition.ts';
import { meanings } from './named.ts';
import { channel, key, keyOf, minutes, people, text, timeOfDay, weekdays } from './words.ts';

/** Who is called, and who after them. */

export const ladderWhile = [
  'unacknowledged',
  'no_commander',
  'not_mitigated',
  'not_resolved',
  'update_overdue',
] as const;

export const EscalationPath = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  when: when.describe(
    'For which incidents it is climbed by itself, as soon as this holds; left out: for all. Without any `after_minutes` in its levels it is climbed only by hand or where something else leads to it',
  ),
  while: z
    .enum(ladderWhile)
    .default('not_resolved')
    .describe(
      "It is climbed as long as this is so: `unacknowledged`: nobody said *I'm coming* to its pages, and nobody it pages took a role",
    ),
  repeat: z
    .number()
    .int()
    .min(0)
    .max(9)
    .default(0)
    .describe(
      'How many times it begins again after its last level, after as long as between its last two',
    ),
  levels: z
    .array(
      z.strictObject({
        name: z
          .string()
          .min(1)
          .max(75)
          .describe('What people read, such as L2 or Security officer'),
        to: people.default([]).describe('Who is paged'),
        contact: keyOf(
          'contact',
          'the contact, called by a person where it is no member',
        ).optional(),
        on_call: keyOf('on_call', 'the on-call rotation').optional(),
        channel: channel.optional().describe('A channel that is told'),
        after_minutes: z
          .number()
          .int()
          .min(0)
          .max(60 * 24 * 30)
          .optional()
          .describe(
            'Climbed so long after the ladder began, which is at declaration where it held then; absent: by hand',
          ),
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

const zone = z.string().register(meanings, { is: 'zone' });

const Layer = z.strictObject({
  key,
  people: people.describe('Who takes turns, in order; the first of them has the first turn'),
  every: z.enum(['hours', 'day', 'week']).default('week').describe('How long a turn is counted in'),
  count: z.number().int().min(1).max(366).default(1).describe('So many of them make a turn'),
  from: z.iso.date().describe('Day on which the first turn begins'),
  at: timeOfDay.default('09:00').describe('Time of the day at which turns change'),
  only: z
    .array(
      z.strictObject({
        days: z
          .array(z.enum(weekdays))
          .max(7)
          .default([...weekdays])
          .describe('On these days'),
        from: timeOfDay.default('00:00').describe('From this time'),
        to: timeOfDay.default('00:00').describe('To this time; `00:00`: to the end of the day'),
      }),
    )
    .max(10)
    .default([])
    .describe(
      'Restrictions: the layer counts only then, by the clock of the schedule; left out: always',
    ),
});
export type Layer = z.infer<typeof Layer>;

export const OnCall = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Primary'),
  covers: text.optional().describe('When somebody is on call, in words, such as 24/7'),
  people: people
    .default([])
    .describe(
      'Who is on call where no layer says so, all of them at once; a user group kept elsewhere',
    ),
  layers: z
    .array(Layer)
    .max(10)
    .default([])
    .describe('Turns; where two have somebody at one time, the later one counts'),
  zone: zone.optional().describe('Time zone of all its layers; absent: that of the calendar'),
  gaps: z
    .boolean()
    .default(false)
    .describe('Whether nobody may be on call at times; the checker finds gaps otherwise'),
  contact: keyOf('contact', 'how it is reached').optional(),
  backup: keyOf(
    'on_call',
    'the rotation that stands behind it: paged when nobody answers, unless the next level of the escalation path does that',
  ).optional(),
  answer_within_minutes: minutes
    .default(5)
    .describe('How long who is paged has to answer before the backup is'),
  user_group: z
    .string()
    .regex(/^(@[\p{L}0-9][\p{L}0-9._-]*|S[A-Z0-9]{4,})$/u, 'a user group as @handle or by its id')
    .optional()
    .describe('User group whose members are kept equal to who is on call'),
  channel: channel.optional().describe('Where the change of turns is said'),
  duties: z
    .array(z.string().min(1).max(300))
    .max(20)
    .default([])
    .describe('What it asks of a person; sent by direct message when their turn begins'),
  pager: z
    .strictObject({
      provider: z.enum(['pagerduty']).describe('The service that wakes people besides Slack'),
      key_env: z
        .string()
        .regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'the name of an environment variable')
        .describe('Environment variable with its integration key, never the key itself'),
    })
    .optional()
    .describe('An outside pager that is triggered besides the messages in Slack'),
});
export type OnCall = z.infer<typeof OnCall>;

export const Drill = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  type: z.enum(['tabletop', 'fire_drill', 'review']).describe('What sort of exercise'),
  every: z
    .enum(['week', 'month', 'quarter', 'half_year', 'year'])
    .optional()
    .describe('How often it is held; its owners are reminded, in its channel or directly'),
  at: z
    .string()
    .max(100)
    .register(meanings, { is: 'cron' })
    .optional()
    .describe(
      'When they are reminded, as a cron line in the zone of the calendar, instead of `every`',
    ),
  owners: people.default([]).describe('Who holds it, and is reminded'),
  channel: channel
    .optional()
    .describe(
      'Where the reminder is posted; without owners either: in the channel of announcements',
    ),
  simulates: z
    .strictObject({
      title: z.string().min(1).max(120).optional().describe('What is wrong, as it is declared'),
      summary: text.optional().describe('What people see'),
      severity: keyOf('severity', 'the severity').optional(),
      kind: keyOf('kind', 'the kind').optional(),
    })
    .optional()
    .describe('What is simulated'),
  pace: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(1)
    .describe(
      'How many times faster its clocks run: 24 makes four hours ten minutes, and five minutes twelve seconds',
    ),
  injects: z
    .array(
      z.strictObject({
        key,
        after_minutes: z
          .number()
          .int()
          .min(0)
          .max(60 * 24)
          .describe('So long after its declaration, in the time of the exercise'),
        text: z.string().min(1).max(1000).describe('What the room is told'),
        by: z
          .string()
          .min(1)
          .max(75)
          .optional()
          .describe('Who seems to say it, such as Monitoring'),
        when: when.describe('Only while this holds'),
      }),
    )
    .max(40)
    .default([])
    .describe('What happens in it, and when'),
  lasts_minutes: minutes.optional().describe('When it ends by itself, in the time of the exercise'),
  last: z.iso.date().optional().describe('Day of the last one'),
  next: z.iso.date().optional().describe('Day of the next one'),
});
export type Drill = z.infer<typeof Drill>;
