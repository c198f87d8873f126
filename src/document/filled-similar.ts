import { dayAt } from '../incident/links/days.ts';
import { isOpen } from '../incident/lookup.ts';
import { sameCounted, similarReasons } from '../views/links/similar.ts';
import { sayPlain } from '../views/say.ts';
import { type Given, table, texts } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** Past incidents that look like it, why, and what ended them; and how often the same happened. */
export function similar(given: Given): DocumentBlock[] {
  const { policy, similar: found = [], again = [] } = given;
  const rows = found.map((each) => [
    sayPlain(policy, 'fill.incident', { number: each.number, title: each.title }),
    dayAt(each.declaredAt, policy.calendar.zone),
    isOpen(each.phase) ? sayPlain(policy, 'fill.open') : (each.outcome ?? ''),
    similarReasons(policy, each).map(given.plain).join('; '),
  ]);
  const head = (['past', 'when', 'ended', 'why'] as const).map((key) =>
    sayPlain(policy, `fill.${key}`),
  );
  const count = again.length > 1 ? given.plain(sameCounted(policy, again)) : null;
  return [...table(head, rows), ...texts(count)];
}
