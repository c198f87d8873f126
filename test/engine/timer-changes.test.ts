import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Indexed, timerChanges } from '../../src/engine/rows.ts';
import { isUrgent } from '../../src/engine/urgent-timers.ts';
import type { Timer } from '../../src/incident/types.ts';

/** A few timers with few instants, so that two drawn lists have much in common. */
const timers = fc.uniqueArray(
  fc
    .record({
      kind: fc.constantFrom<Timer['kind']>('update_due', 'clock_missed'),
      what: fc.constantFrom('a', 'b'),
      dueAt: fc.integer({ min: 1, max: 3 }).map((n) => new Date(n)),
    })
    .map(({ kind, what, dueAt }): Timer => ({ key: `${kind}:${what}`, kind, dueAt })),
  { selector: ({ key }) => key },
);

/** As the database would have them; now and then one is not as urgent as its kind is by now. */
const index = timers.map((drawn) =>
  drawn.map(
    ({ key, kind, dueAt }): Indexed => ({
      key,
      dueAt,
      isUrgent: isUrgent(kind) && !key.endsWith('b'),
    }),
  ),
);

const asIndexed = (list: Timer[]): Indexed[] =>
  list.map(({ key, kind, dueAt }) => ({ key, dueAt, isUrgent: isUrgent(kind) }));

/** What the statement makes of an index. */
function written(indexed: Indexed[], { armed, vanished }: ReturnType<typeof timerChanges>) {
  const now = new Map(indexed.map((each) => [each.key, each]));
  for (const key of vanished) now.delete(key);
  for (const each of asIndexed(armed)) now.set(each.key, each);
  return [...now.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

const inOrder = (list: Timer[]) => written([], { armed: list, vanished: [] });

describe('the index of timers, changed by difference', () => {
  it('is what the rules say afterwards, where it was what they said before', () => {
    fc.assert(
      fc.property(timers, timers, (before, after) => {
        const changes = timerChanges(before, after);
        expect(written(asIndexed(before), changes)).toEqual(inOrder(after));
      }),
    );
  });

  it('is put right where it lagged behind and was read', () => {
    fc.assert(
      fc.property(timers, timers, index, (before, after, lagging) => {
        const changes = timerChanges(before, after, lagging);
        expect(written(lagging, changes)).toEqual(inOrder(after));
      }),
    );
  });

  it('is right too where it was read before somebody else changed it', () => {
    fc.assert(
      fc.property(timers, timers, index, (before, after, stale) => {
        const changes = timerChanges(before, after, stale);
        expect(written(asIndexed(before), changes)).toEqual(inOrder(after));
      }),
    );
  });

  it('gets what it lacks with any change, also where nobody read it', () => {
    fc.assert(
      fc.property(timers, timers, (before, after) => {
        const { armed, vanished } = timerChanges(before, after);
        if (armed.length > 0 || vanished.length > 0) expect(armed).toEqual(after);
      }),
    );
  });

  it('leaves alone what stays as it is', () => {
    fc.assert(
      fc.property(timers, (same) => {
        expect(timerChanges(same, same, asIndexed(same))).toEqual({ armed: [], vanished: [] });
        expect(timerChanges(same, same)).toEqual({ armed: [], vanished: [] });
      }),
    );
  });
});
