import { z } from 'zod';
import {
  aliases,
  emoji,
  invited,
  key,
  keyOf,
  keysOf,
  longText,
  minutes,
  people,
  text,
} from './words.ts';

/** How bad it is, what sort of thing it is, and what it is about. */

export const places = ['channel', 'thread', 'record'] as const;

const place = z
  .enum(places)
  .optional()
  .describe(
    'Where it is worked on: a channel of its own, a thread under its announcement, or nowhere (a record only)',
  );

const invite = invited.describe(
  'Who is invited besides `invite.always`; written the same way. To a private room only who a kind with `forces.private` invites',
);

export const Severity = z.strictObject({
  key,
  name: z.string().min(1).max(40).describe('What people read, such as SEV1'),
  meaning: z.string().min(1).max(70).describe('When to choose it; shown beside the name in forms'),
  examples: z.array(text).max(20).default([]).describe('What was like it, one line each'),
  emoji: emoji.optional().describe('Shown before the name, such as `:red_circle:`'),
  aliases,
  respond_within_minutes: z
    .number()
    .int()
    .min(0)
    .max(60 * 24 * 30)
    .optional()
    .describe(
      'By when somebody must have answered (milestone `acknowledged`); 0: at once, which is late after a minute',
    ),
  resolve_within_minutes: minutes.optional().describe('By when it should be resolved'),
  update_every_minutes: minutes
    .optional()
    .describe('How often a status update is promised; absent: none is'),
  commander_within_minutes: minutes
    .optional()
    .describe(
      'After how long without a commander the room is nudged, three times at most; absent: never. `within_minutes` of the role is what the card shows',
    ),
  invite,
  place,
});
export type Severity = z.infer<typeof Severity>;

export const Kind = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read, such as Security'),
  meaning: z.string().min(1).max(70).describe('When to choose it; shown beside the name in forms'),
  explanation: longText.optional().describe('More of it, for the handbook'),
  examples: z.array(text).max(20).default([]).describe('What was like it, one line each'),
  emoji: emoji.optional().describe('Shown on the card'),
  aliases,
  unsettled: z
    .boolean()
    .default(false)
    .describe('Whether it means "not known yet": it must be settled before it can be resolved'),
  settle_within_minutes: minutes.optional().describe('By when an unsettled kind must be settled'),
  forces: z
    .strictObject({
      severity: keyOf('severity', 'the severity it is at least').optional(),
      private: z.boolean().optional().describe('Whether it is private from the start'),
      escalation: keyOf('escalation', 'the escalation path that is climbed').optional(),
    })
    .prefault({})
    .describe('What follows from it, whatever was chosen'),
  invite,
  place,
});
export type Kind = z.infer<typeof Kind>;

export const Module = z.strictObject({
  key,
  name: z.string().min(1).max(75).describe('What people read'),
  aliases,
  meaning: text.optional().describe('What it does'),
  owner: keyOf('team', 'the team that owns it; its members are invited').optional(),
  raises_to: keyOf('severity', 'the severity it is at least when this is affected').optional(),
  becomes: keyOf(
    'kind',
    'the kind it is when this is affected, instead of those in `instead_of`',
  ).optional(),
  instead_of: keysOf('kind', 'the kinds that `becomes` replaces').default([]),
  scope: z
    .array(text)
    .max(20)
    .default([])
    .describe('What counts as how bad here, one line each, for the handbook and the forms'),
  invite: people.default([]),
});
export type Module = z.infer<typeof Module>;
