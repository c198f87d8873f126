import { z } from 'zod';
import {
  noReview,
  type PostmortemState,
  type Review,
  reviewStatuses,
} from '../incident/postmortem/types.ts';
import { by, instant, type Shape } from './process-state.ts';

const review: z.ZodType<Review> = z.object({
  choice: by.extend({ hold: z.boolean() }).nullable(),
  shownAt: instant.nullable(),
  author: by.extend({ userId: z.string() }).nullable(),
  where: z.string(),
  status: z.enum(reviewStatuses),
  sections: z.record(z.string(), by.extend({ revision: z.number(), length: z.number() })),
  readBy: z.array(z.string()),
  words: z.array(z.string()).default([]),
});

/** What is kept of the postmortem; its texts are in the timeline. */
export const storedPostmortem = {
  postmortem: review.default(noReview),
} satisfies Shape<PostmortemState>;
