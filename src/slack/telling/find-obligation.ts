import { folded } from '../../incident/lookup.ts';
import { owedBy, owedName } from '../../incident/telling/obligations.ts';
import type { ViewContext } from '../../views/context.ts';

/**
 * The obligation that the first words name: by its key, its name, or the only one that begins so.
 * Words that name none are handed back as its key, for the refusal to say.
 */
export function findObligation(
  { policy }: Pick<ViewContext, 'policy'>,
  text: string,
): { key: string; rest: string } {
  const keys = policy.obligations.flatMap(({ key, per_client }) =>
    per_client ? policy.clients.map((client) => `${key}:${client.key}`) : [key],
  );
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  for (let count = Math.min(8, tokens.length); count > 0; count -= 1) {
    const words = tokens
      .slice(0, count)
      .join(' ')
      .replace(/[,:]+$/, '');
    const key = named(keys, (each) => spellings(policy, each), folded(words));
    if (key) return { key, rest: tokens.slice(count).join(' ') };
  }
  return { key: tokens[0] ?? '', rest: tokens.slice(1).join(' ') };
}

function spellings(policy: ViewContext['policy'], key: string): string[] {
  const owed = owedBy(policy, key);
  return [key, ...(owed ? [owedName(owed)] : [])].map(folded);
}

function named(
  keys: string[],
  spelt: (key: string) => string[],
  wanted: string,
): string | undefined {
  const exact = keys.find((key) => spelt(key).includes(wanted));
  if (exact) return exact;
  const near = keys.filter((key) => spelt(key).some((each) => each.startsWith(wanted)));
  return near.length === 1 ? near[0] : undefined;
}
