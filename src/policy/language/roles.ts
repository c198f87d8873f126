import { z } from 'zod';
import { when } from './condition.ts';
import {
  aliases,
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

/** Who does what, and who people are. */

export const Role = z.strictObject({
  key,
  name: z.string().min(1).max(60).describe('What people read, such as Incident commander'),
  aliases,
  max: z.number().int().min(1).max(20).default(1).describe('How many people may hold it at once'),
  min: z
    .number()
    .int()
    .min(0)
    .max(20)
    .default(0)
    .describe('How many people must hold it where it is needed'),
  needed: when.describe('Where it must be filled (only with `min`); left out: always'),
  within_minutes: minutes
    .optional()
    .describe('Within how long it should be filled; the card says until when'),
  of: keyIn('milestone').default('declared').describe('Key of the milestone that this counts from'),
  duties: z
    .array(z.string().min(1).max(300))
    .max(20)
    .default([])
    .describe('What it asks of a person, one line each; sent by direct message to who takes it'),
  may_hold: people.default([]).describe('Who may hold it; none: every full member'),
  not_with: keysOf('role', 'roles that the same person may not hold').default([]),
  takes_along: keysOf(
    'role',
    'roles nobody holds that who takes this one gets too, as in a small team',
  ).default([]),
  substitute: keyOf(
    'role',
    'the role whose holder does this one too while nobody holds it',
  ).optional(),
});
export type Role = z.infer<typeof Role>;

export const Team = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  aliases,
  does: text.optional().describe('What it does in an incident'),
  members: people.default([]).describe('Who is in it'),
  channel: channel.optional().describe('Where it is reached'),
  reached_by: z.array(text).max(5).default([]).describe('Other ways to reach it'),
});
export type Team = z.infer<typeof Team>;

const Contact = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  aliases,
  for: text.optional().describe('What it is called for'),
  person: z
    .string()
    .max(100)
    .optional()
    .describe('User id or e-mail address, where it is a member'),
  method: text.optional().describe('How it is reached first: a Slack name, a pager, a page'),
  phone: z.string().max(40).optional().describe('Telephone number'),
  backup: text.optional().describe('How it is reached when that fails, such as another phone'),
  email: z.email().optional().describe('E-mail address'),
  link: link.optional().describe('Its support page'),
  hours: text.optional().describe('When it answers'),
});

const Body = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  under: keyOf('body', 'the body it answers to').optional(),
  does: text.optional().describe('What it decides'),
  members: people.default([]).describe('Who is in it'),
});

const Access = z.strictObject({
  key,
  name: z.string().min(1).max(150).describe('What access it is'),
  where: text.optional().describe('Where it is kept, such as a vault; never the secret itself'),
  needed_by: keysOf('role_or_team', 'roles or teams that need it').default([]),
});

const Readiness = z.strictObject({
  key,
  name: z.string().min(1).max(150).describe('What must be in place before any incident'),
  link: link.optional().describe('Where it stands'),
  every: z
    .enum(['once', 'week', 'month', 'quarter', 'half_year', 'year'])
    .default('once')
    .describe(
      'How often it is tested: the channel of announcements is reminded, counted from `next_test` or `last_tested` where one is said',
    ),
  last_tested: z.iso.date().optional().describe('Day of the last test'),
  next_test: z.iso.date().optional().describe('Day of the next test'),
  owner: text.optional().describe('Who looks after it'),
});

export const Directory = z.strictObject({
  register: z
    .strictObject({
      name: text.describe('Name of the register outside, such as a controlled document'),
      link: link.optional().describe('Where it is'),
      decides: text.optional().describe('What it decides, such as who may enter the back office'),
    })
    .array()
    .max(10)
    .default([])
    .describe('Registers outside that say who may hold which role'),
  sources: z.array(text).max(10).default([]).describe('Where people come from, for the handbook'),
  teams: z.array(Team).max(50).default([]).describe('Teams that take part'),
  bodies: z.array(Body).max(30).default([]).describe('Governing bodies'),
  contacts: z.array(Contact).max(100).default([]).describe('Whom one calls, inside and outside'),
  access: z.array(Access).max(50).default([]).describe('Access that must work before it is needed'),
  readiness: z
    .array(Readiness)
    .max(50)
    .default([])
    .describe('What must be in place, and when it was tested'),
});
export type Directory = z.infer<typeof Directory>;

export const Document = z.strictObject({
  name: z.string().min(1).max(150).describe('Its title'),
  link: z.string().max(2000).describe('Where it is: an address or a path'),
  about: longText.optional().describe('What is in it'),
});
