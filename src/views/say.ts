import { catalogue, type Gaps, type SentenceKey } from '../policy/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import { literal, Mrkdwn, type Value } from './mrkdwn.ts';

/** Nothing where the sentence has no gap, else one value for each. */
export type ValuesOf<K extends SentenceKey, V> = [Gaps<K>] extends [never]
  ? []
  : [values: Record<Gaps<K>, V>];

/**
 * A sentence of the catalogue, or the policy's own wording of it, as mrkdwn. Typed text in its gaps
 * is escaped; mentions, dates and links are passed as `Mrkdwn`.
 */
export function say<K extends SentenceKey>(
  policy: Policy,
  key: K,
  ...values: ValuesOf<K, Value>
): Mrkdwn {
  return new Mrkdwn(
    fill(wording(policy, key), values[0], (value) =>
      value instanceof Mrkdwn ? value.text : literal(String(value)).text,
    ),
  );
}

/** The same for places that take no mrkdwn: titles, labels, buttons, options. */
export function sayPlain<K extends SentenceKey>(
  policy: Policy,
  key: K,
  ...values: ValuesOf<K, string | number>
): string {
  return fill(wording(policy, key), values[0], String);
}

function wording(policy: Policy, key: SentenceKey): string {
  return Object.hasOwn(policy.messages, key) ? (policy.messages[key] ?? '') : catalogue[key];
}

/** Gaps are filled once: what stands in a value is never looked at again. */
function fill<V>(
  sentence: string,
  values: Record<string, V> | undefined,
  show: (value: V) => string,
): string {
  return sentence.replace(/\{([a-z_]+)\}/g, (gap, name: string) => {
    const value = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? gap : show(value);
  });
}
