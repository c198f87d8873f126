import { z } from 'zod';
import type { ClockRecord, ClocksState } from '../incident/clocks/types.ts';
import type { CourseState } from '../incident/course/types.ts';
import type { DrillsState } from '../incident/drills/types.ts';
import type { EscalationState, Ladder, Page } from '../incident/escalation/types.ts';
import type { KindsState } from '../incident/kinds/types.ts';
import type { LinksState } from '../incident/links/types.ts';
import type { PresenceState } from '../incident/presence/types.ts';
import type { AddedTask, MeasureState, TaskState, TasksState } from '../incident/tasks/types.ts';
import type { ObligationState, OutMessage, TellingState } from '../incident/telling/types.ts';
import { EscalationPath, ladderWhile } from '../policy/language/on-call.ts';

/**
 * The parts of an incident's state that its process keeps, as they are stored. Everything has a
 * default, because a state of version 1 has none of it.
 */

export const instant = z.string().transform((text) => new Date(text));

export const by = z.object({ by: z.string(), at: instant });

/** Optional keys that JSON left out stay out. */
export function whole<T>(schema: z.ZodType<{ [K in keyof T]: T[K] | undefined }>) {
  return schema.transform((value) => value as T);
}

export const storedKinds = {
  kind: z.string().nullable().default(null),
  kindSince: instant.nullable().default(null),
  modules: z.array(z.string()).default([]),
  criteria: z.record(z.string(), by.extend({ yes: z.boolean() })).default({}),
  fields: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
    .default({}),
  place: z.enum(['channel', 'thread', 'record']).default('channel'),
} satisfies Shape<KindsState>;

const task = whole<TaskState>(
  by.extend({
    status: z.enum(['open', 'waiting', 'made', 'done', 'skipped']),
    assignee: z.string().optional(),
    note: z.string().optional(),
    untilAt: instant.optional(),
    maker: z.string().optional(),
  }) as never,
);

const measure = whole<MeasureState>(
  z.object({
    status: z.enum(['in_force', 'undone', 'excused']),
    since: instant,
    by: z.string(),
    note: z.string().optional(),
    endedAt: instant.optional(),
  }) as never,
);

const addedTask: z.ZodType<AddedTask> = by.extend({
  id: z.number(),
  text: z.string(),
  assignee: z.string().nullable(),
  doneAt: instant.nullable(),
});

export const storedTasks = {
  lists: z
    .record(
      z.string(),
      z.object({
        at: instant,
        by: z.string().nullable(),
        parameters: z.record(z.string(), z.string()),
      }),
    )
    .default({}),
  tasks: z.record(z.string(), task).default({}),
  addedTasks: z.array(addedTask).default([]),
  measures: z.record(z.string(), measure).default({}),
} satisfies Shape<TasksState>;

export const storedCourse = {
  stage: z.object({ key: z.string(), since: instant }).nullable().default(null),
  publicState: z
    .object({ key: z.string(), since: instant, by: z.string() })
    .nullable()
    .default(null),
  approvals: z.record(z.string(), z.array(by)).default({}),
  milestones: z
    .record(
      z.string(),
      z.object({
        at: instant,
        by: z.string().nullable(),
        people: z.array(z.string()),
        text: z.string(),
      }),
    )
    .default({}),
  call: z
    .object({
      link: z.string(),
      startedAt: instant,
      by: z.string(),
      joined: z.array(z.string()),
      endedAt: instant.nullable(),
    })
    .nullable()
    .default(null),
} satisfies Shape<CourseState>;

const outMessage: z.ZodType<OutMessage> = z.object({
  id: z.number(),
  audience: z.string(),
  template: z.string(),
  occasion: z.string(),
  at: instant,
  status: z.enum(['prepared', 'sent', 'dropped']),
  text: z.string().nullable(),
  by: z.string().nullable(),
  sentAt: instant.nullable(),
  proof: z.string().nullable(),
  nextMinutes: z.number().nullable(),
});

const obligation: z.ZodType<ObligationState> = z.object({
  openedAt: instant,
  opened: z.enum(['policy', 'step', 'hand']),
  dueAt: instant.nullable(),
  status: z.enum(['open', 'met', 'excused']),
  by: z.string().nullable(),
  endedAt: instant.nullable(),
  proof: z.string().nullable(),
});

export const storedTelling = {
  messages: z.array(outMessage).default([]),
  obligations: z.record(z.string(), obligation).default({}),
  followers: z
    .record(
      z.string(),
      z.object({ everyMinutes: z.number().nullable(), lastAt: instant.nullable() }),
    )
    .default({}),
} satisfies Shape<TellingState>;

export const storedLinks = {
  related: z
    .array(
      z.object({
        number: z.number(),
        how: z.enum(['related', 'same', 'parent', 'sub', 'merged_here']),
        title: z.string().default(''),
        status: z.string().nullable().default(null),
        isOver: z.boolean().default(false),
      }),
    )
    .default([]),
  mergedInto: z.number().nullable().default(null),
  isPast: z.boolean().default(false),
  files: z
    .array(
      by.extend({
        id: z.string(),
        name: z.string(),
        field: z.string().nullable(),
        permalink: z.string().nullable(),
        sha256: z.string().nullable(),
        copiedTo: z.string().nullable(),
      }),
    )
    .default([]),
  adopted: z
    .object({
      channelId: z.string(),
      by: z.string(),
      latest: z.number(),
      done: z.boolean(),
    })
    .nullable()
    .default(null),
  similar: z
    .object({
      kept: z.array(
        z.object({
          number: z.number(),
          words: z.array(z.string()),
          kind: z.string().nullable(),
          modules: z.array(z.string()),
        }),
      ),
      isFinal: z.boolean(),
      told: z.array(z.number()).optional(),
    })
    .nullable()
    .default(null),
} satisfies Shape<LinksState>;

const clock = whole<ClockRecord>(
  z.object({
    breaches: z.array(z.object({ dueAt: instant, at: instant })),
    pause: by.extend({ reason: z.string() }).optional(),
    pausedMs: z.number().optional(),
    endedAt: instant.optional(),
    warnedFor: instant.optional(),
    nagged: z.number().optional(),
  }),
);

export const storedClocks = {
  clocks: z.record(z.string(), clock).default({}),
} satisfies Shape<ClocksState>;

export const storedPresence = {
  lastWordAt: instant.nullable().default(null),
  askedQuietAt: instant.nullable().default(null),
  watch: z
    .object({
      userId: z.string(),
      heardAt: instant,
      asked: z.object({ who: z.enum(['commander', 'deputy', 'up']), at: instant }).nullable(),
      reliefAt: instant.nullable(),
    })
    .nullable()
    .default(null),
  kept: z.record(z.string(), z.object({ onTime: z.number(), late: z.number() })).default({}),
} satisfies Shape<PresenceState>;

const page: z.ZodType<Page> = z.object({
  id: z.number(),
  at: instant,
  by: z.string().nullable(),
  who: z.array(z.string()),
  asked: z.array(z.string()),
  reason: z.string(),
  ladder: z.object({ path: z.string(), level: z.number(), round: z.number() }).nullable(),
  instead: z.number().nullable(),
  reached: z.array(z.string()),
  failed: z.array(z.object({ who: z.string(), error: z.string() })),
  quiet: z.array(z.object({ userId: z.string(), untilAt: instant.nullable() })),
  acknowledged: z.array(z.object({ userId: z.string(), at: instant })),
  cannot: z.array(z.string()),
  movedOnAt: instant.nullable(),
  endedAt: instant.nullable(),
});

const ladder = whole<Ladder>(
  z.object({
    path: z.string(),
    name: z.string(),
    while: z.enum(ladderWhile),
    repeat: z.number(),
    // An exercise climbs in parts of minutes.
    levels: z.array(
      EscalationPath.shape.levels.element.extend({ after_minutes: z.number().optional() }),
    ),
    startedAt: instant,
    by: z.string().nullable(),
    isLed: z.literal(true).optional(),
    fromAt: instant,
    next: z.number(),
    waiting: z.array(z.number()),
    round: z.number(),
    climbedAt: instant.nullable(),
    ended: z
      .object({
        at: instant,
        why: z.enum(['acknowledged', 'condition', 'at_the_top', 'stopped']),
        by: z.string().nullable(),
      })
      .nullable(),
  }),
);

export const storedEscalation = {
  pages: z.array(page).default([]),
  ladders: z.record(z.string(), ladder).default({}),
} satisfies Shape<EscalationState>;

export const storedDrills = {
  drill: z
    .object({
      key: z.string().nullable(),
      pace: z.number(),
      people: z.array(z.string()),
      commanderAt: instant.nullable(),
      updateAt: instant.nullable(),
      gatesPast: z.number(),
      scoredAt: instant.nullable(),
    })
    .nullable()
    .default(null),
} satisfies Shape<DrillsState>;

/** A schema for each key of a part of the state. */
export type Shape<T> = { [K in keyof T]: z.ZodType<T[K]> };
