import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * What Slack documents about a Web API method: how often it may be called, which scopes open it,
 * which arguments it takes and which error codes it may answer.
 */
const MethodFacts = z.object({
  /**
   * 1–4: Slack's rate tiers (1, 20, 50 and 100 calls a minute). A name: the method's own rule
   * (auth.test and chat.getPermalink 600 a minute, chat.postMessage 60 a minute per channel).
   */
  tier: z.union([
    z.literal(1),
    z.literal(2),
    z.literal(3),
    z.literal(4),
    z.literal('auth.test'),
    z.literal('chat.postMessage'),
    z.literal('chat.getPermalink'),
  ]),
  /** Any one of these opens the method to a bot token; empty means that no scope is needed. */
  scopes: z.array(z.string()),
  /** `list` is comma-separated or a JSON array; `json` is an object or array written as JSON. */
  args: z.record(
    z.string(),
    z.object({
      required: z.boolean(),
      type: z.enum(['string', 'boolean', 'integer', 'json', 'list']),
    }),
  ),
  /** Codes of this method alone, without those that every method shares. */
  errors: z.array(z.string()),
});

const Facts = z.object({
  commonErrors: z.array(z.string()),
  methods: z.record(z.string(), MethodFacts),
});

export type MethodFacts = z.infer<typeof MethodFacts>;
export type RateTier = MethodFacts['tier'];

const facts = Facts.parse(
  JSON.parse(readFileSync(new URL('../data/methods.json', import.meta.url), 'utf8')),
);

/** Names of all methods that this Slack knows, in alphabetical order. */
export const methodNames: readonly string[] = Object.keys(facts.methods).sort();

/** What is documented about `method`, or undefined when Slack would answer `unknown_method`. */
export function factsOf(method: string): MethodFacts | undefined {
  return Object.hasOwn(facts.methods, method) ? facts.methods[method] : undefined;
}

/** Every error code that `method` is documented to answer, with those that all methods share. */
export function documentedErrors(method: string): ReadonlySet<string> {
  return new Set([...facts.commonErrors, ...(factsOf(method)?.errors ?? [])]);
}
