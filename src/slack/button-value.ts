import { z } from 'zod';
import type { Expect, MessageRef, Step } from '../incident/types.ts';
import type { ButtonValue } from '../views/action-words.ts';
import { isStep } from '../views/failed-steps.ts';
import type { FormMetadata } from '../views/inputs.ts';

/**
 * What comes back from a button or a form is input like any other: whoever can speak to us can send
 * anything in it.
 */

const userId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);
const incident = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const word = z.string().max(60);

const at = z.union([z.iso.datetime().transform((instant) => new Date(instant)), z.null()]);

const expect = z
  .object({
    severity: word.nullable().optional(),
    kind: word.nullable().optional(),
    status: word.optional(),
    title: z.string().max(300).optional(),
    holders: z.array(userId).max(50).optional(),
    nextDueAt: at.optional(),
    meeting: at.optional(),
  })
  .transform((values): Expect => withoutUndefined(values));

const messageRef: z.ZodType<MessageRef> = z.object({
  channelId: z.string().regex(/^[CGD][A-Z0-9]{2,}$/),
  ts: z.string().regex(/^\d{1,12}\.\d{1,8}$/),
  authorId: userId.nullable(),
  permalink: z.url({ protocol: /^https?$/ }).nullable(),
  text: z.string().max(3000),
});

const buttonValue = z
  .object({
    incident: incident.optional(),
    role: word.optional(),
    step: z
      .string()
      .refine((step): step is Step => isStep(step))
      .optional(),
    expect: expect.optional(),
    before: z.number().int().positive().optional(),
    typed: z.string().max(3000).optional(),
    severity: word.optional(),
    status: word.optional(),
    kind: word.optional(),
    minutes: z.number().int().positive().max(99_999).optional(),
    arg: z.string().max(200).optional(),
    gates: z.array(word).max(40).optional(),
    yes: z.boolean().optional(),
  })
  .transform((values): ButtonValue => withoutUndefined(values));

const formMetadata = z
  .object({
    incident: incident.optional(),
    role: word.optional(),
    expect: expect.optional(),
    holders: z.record(word, z.array(userId).max(50)).optional(),
    key: z.uuid().optional(),
    origin: messageRef.optional(),
    shown: z.record(word, z.string().max(10)).optional(),
    arg: z.string().max(200).optional(),
    gates: z.array(word).max(40).optional(),
  })
  .transform((values): FormMetadata => withoutUndefined(values));

/** What a button carries; empty when it is none of ours. */
export function readButton(value: string | undefined): ButtonValue {
  return read(buttonValue, value) ?? {};
}

/** What a form carries; null when it is none of ours. */
export function readMetadata(metadata: string): FormMetadata | null {
  return read(formMetadata, metadata);
}

function read<T>(schema: z.ZodType<T>, text: string | undefined): T | null {
  if (!text) return null;
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Optional keys that are there but undefined are left out. */
function withoutUndefined<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
