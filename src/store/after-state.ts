import { z } from 'zod';
import type { ActionItemsState } from '../incident/action-items/types.ts';
import type { BookingState } from '../incident/booking/types.ts';
import type { MeetingRun, MeetingState, SurveyAnswer } from '../incident/meeting/types.ts';
import { by, instant, type Shape, whole } from './process-state.ts';

/** What comes after an incident, as its state stores it: the booking, the meeting, the action items. */

export const storedBooking = {
  booking: z
    .object({
      slots: z
        .array(
          z.object({
            id: z.number(),
            fromAt: instant,
            toAt: instant,
            votes: z.array(z.string()),
            out: z.array(z.string()),
            outCount: z.number(),
          }),
        )
        .default([]),
      lastSlot: z.number().default(0),
      inVain: z.number().nullable().default(null),
      asked: z
        .object({ fromAt: instant.nullable(), minutes: z.number(), at: instant })
        .nullable()
        .default(null),
      proposedAt: instant.nullable().default(null),
      booked: z
        .object({
          fromAt: instant,
          toAt: instant,
          by: z.string(),
          at: instant,
          invited: z.array(z.string()),
          sequence: z.number(),
          where: z.string(),
          unmailed: z.array(z.object({ userId: z.string(), why: z.string() })),
        })
        .nullable()
        .default(null),
      told: z.array(z.string()).default([]),
      sequence: z.number().default(0),
    })
    .prefault({}),
} satisfies Shape<BookingState>;

const meetingRun: z.ZodType<MeetingRun> = z.object({
  startedAt: instant,
  by: z.string(),
  endsAt: instant,
  isTimed: z.boolean(),
  begun: z.object({ minutes: z.number(), of: z.number(), lateMinutes: z.number() }),
  step: z.number(),
  stepAt: instant,
  stepEndsAt: instant.nullable(),
  minutes: z.array(z.number()),
  paused: by.extend({ leftMinutes: z.number() }).nullable(),
  endedAt: instant.nullable(),
  isForgotten: z.boolean(),
});

const survey = z.object({
  askedAt: instant,
  asked: z.array(z.string()),
  isAnonymous: z.boolean(),
  marks: z.array(z.string()),
  answers: z.array(
    whole<SurveyAnswer>(
      z.object({ key: z.string(), given: z.string(), by: z.string().optional() }) as never,
    ),
  ),
  closedAt: instant.nullable(),
});

export const storedMeeting = {
  meeting: z
    .object({
      roles: z.record(z.string(), z.object({ userId: z.string(), at: instant })),
      run: meetingRun.nullable(),
      closing: z.record(z.string(), by),
      threads: z.record(z.string(), z.object({ upTo: z.string(), count: z.number() })).default({}),
      remindedAt: instant.nullable().default(null),
      survey: survey.nullable().default(null),
    })
    .nullable()
    .default(null),
} satisfies Shape<MeetingState>;

export const storedActionItems = {
  improving: z.boolean().default(false),
  actionItems: z
    .array(
      by.extend({
        id: z.number(),
        kind: z.string(),
        text: z.string(),
        owner: z.string(),
        dueOn: z.string(),
        priority: z.string().nullable(),
        link: z.string().nullable(),
        moved: z.number(),
        setAt: instant.optional(),
        policy: z
          .object({
            was: z.string(),
            change: z
              .object({
                was: z.string(),
                hash: z.string(),
                name: z.string(),
                lines: z.array(z.string()),
                more: z.number(),
                at: instant,
              })
              .nullable(),
          })
          .nullable()
          .default(null),
        ended: by.extend({ dropped: z.string().nullable() }).nullable(),
      }),
    )
    .default([]),
} satisfies Shape<ActionItemsState>;
