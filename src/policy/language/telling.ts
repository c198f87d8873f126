import { z } from 'zod';
import { when } from './condition.ts';
import { meanings } from './named.ts';
import {
  channel,
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

/** Who is told what, and what is owed to others. */

export const occasions = ['declared', 'update', 'mitigated', 'resolved', 'closed'] as const;

export const Template = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  subject: z
    .string()
    .min(1)
    .max(150)
    .register(meanings, { is: 'template' })
    .optional()
    .describe('Subject, where it goes by mail'),
  text: longText
    .describe(
      'The message. `{title}`, `{severity}` … and `{field.key}`, `{role.key}`, `{milestone.key}` are filled in',
    )
    .register(meanings, { is: 'template' }),
});
export type Template = z.infer<typeof Template>;

export const Audience = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Customers'),
  why: text.optional().describe('What they need it for'),
  when,
  channels: z.array(channel).max(10).default([]).describe('Channels that Muster posts to'),
  people: people.default([]).describe('Who gets it by direct message'),
  outside: z
    .boolean()
    .default(false)
    .describe(
      'Muster cannot reach them: the message is prepared with a Copy button, and a person says that it was sent',
    ),
  by: z
    .array(text)
    .max(10)
    .default([])
    .describe('How they are reached outside: mail, telephone, a page'),
  emails: z
    .array(z.email())
    .max(20)
    .default([])
    .describe(
      'E-mail addresses that the record and the review go to as a PDF (`SMTP_URL`); nothing else is sent to them',
    ),
  contacts: keysOf('contact', 'contacts to send it to').default([]),
  recipients_field: keyOf('field', 'the field that lists its recipients, per incident').optional(),
  told: z
    .partialRecord(z.enum(occasions), keyIn('template'))
    .default({})
    .describe(
      'Key of the template by occasion: `declared`, `update`, `mitigated`, `resolved`, `closed`',
    ),
  every_minutes: minutes
    .optional()
    .describe('How often they are promised news, counted from when they were last told'),
  every_choices_minutes: z
    .array(minutes)
    .max(6)
    .default([])
    .describe('Or the choices that who writes to them has'),
  approval: people
    .default([])
    .describe('Who must approve a message before it goes out; none: nobody'),
  feedback: people
    .default([])
    .describe('Who is asked for feedback on a draft, without waiting for it'),
  sender: keyOf('role', 'the role that writes to them').optional(),
});
export type Audience = z.infer<typeof Audience>;

export const Obligation = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What is owed, such as Notice to the regulator'),
  to: text.describe('To whom'),
  contact: keyOf('contact', 'the contact').optional(),
  law: text.optional().describe('The rule or contract it comes from'),
  when,
  manual: z
    .boolean()
    .default(false)
    .describe('Whether it is opened only by a step, a runbook or by hand'),
  within_minutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 365)
    .optional()
    .describe('Within how long; absent: at once'),
  within_business_days: z
    .number()
    .int()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Or by the end of so many working days of the calendar, not counting the day it counts from',
    ),
  escalates: keyOf('escalation', 'the escalation path that is climbed when it is late').optional(),
  per_client: z
    .boolean()
    .default(false)
    .describe('Whether each client has its own terms (`clients`)'),
  of: keyIn('milestone').default('declared').describe('Key of the milestone it counts from'),
  evidence: text.describe('What ends it, such as the number of the receipt'),
  template: keyOf('template', 'the template of the notice').optional(),
  owner: keyOf('role', 'the role that sees to it').optional(),
  met_by: keyOf(
    'audience',
    'the audience whose message meets it by itself, once it was sent with the same `template` (with any, if there is none here); never with `per_client`',
  ).optional(),
});
export type Obligation = z.infer<typeof Obligation>;

export const Client = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  notice_within_minutes: minutes.describe('Within how long its contract asks for notice'),
  recipients: z.array(z.string().min(1).max(200)).max(20).default([]).describe('Who is told'),
  when,
});
export type Client = z.infer<typeof Client>;

export const Call = z.strictObject({
  link: link
    .optional()
    .describe(
      'The standing call, on the card from the start; absent: whoever starts one types or pastes its address',
    ),
  provider: z.string().max(40).optional().describe('What it is, such as Slack huddle or Zoom'),
  dial_in: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Telephone number and PIN for who cannot use the link; on the card and in the handbook',
    ),
  expected: z
    .boolean()
    .default(false)
    .describe('Whether every incident has one: the card asks for it'),
  join_within_minutes: minutes.optional().describe('By when people should be in it'),
  stay: text.optional().describe('What is expected of who is in it'),
});

export const Evidence = z.strictObject({
  copy_to: z
    .string()
    .max(500)
    .optional()
    .describe(
      'A folder that files are copied to; absent: they stay in Slack, with their SHA-256 recorded',
    ),
  keep_days: z
    .number()
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe('How long copies must be kept at least; Muster itself deletes none'),
});
