import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextOccurrence } from '../../src/calendar/recurrence.ts';
import { Policy } from '../../src/policy/schema.ts';
import { testPolicy } from '../support/engine.ts';
import { deciding } from './life.ts';

const start = new Date('2026-02-20T00:00:00Z');
const hour = 3_600_000;

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Bangkok'];
const lines = ['0 9 * * *', '30 2 * * *', '15 1,13 * * 1-5', '0 0 L * *', '*/30 2 * * sun'];

/** Pauses of Muster in hours: most often it looks every hour, at times it is away for weeks. */
const pauses = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 30 }) },
    { weight: 1, arbitrary: fc.integer({ min: 24 * 7, max: 24 * 40 }) },
  ),
  { minLength: 1, maxLength: 60 },
);

it('whenever Muster looks, each occurrence was told once or is counted as missed, and none twice', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...lines),
      pauses,
      (zone, line, hours) => {
        const policy = Policy.parse({
          ...testPolicy,
          calendar: { zone },
          announce: { channel: '#incidents' },
          reports: [{ key: 'r', name: 'R', every: 'week', at: line }],
        });
        const firedBy = deciding(policy, start);
        let now = start;
        let counted = 0;
        const told: number[] = [];
        let until = Number.NEGATIVE_INFINITY;
        for (const pause of hours) {
          now = new Date(now.getTime() + pause * hour);
          const effects = firedBy(now, (key) => key.includes(':action_items:'));
          expect(effects.length).toBeLessThanOrEqual(1);
          for (const effect of effects) {
            if (!('fact' in effect) || effect.fact.type !== 'report_due') continue;
            const { at, missed, fromAt, toAt } = effect.fact;
            told.push(at.getTime());
            counted += 1 + missed;
            // One after the other, without a hole between them.
            if (until > Number.NEGATIVE_INFINITY) expect(fromAt.getTime()).toBe(until);
            expect(fromAt <= toAt).toBe(true);
            until = toAt.getTime();
          }
        }
        let occurrences = 0;
        let at = nextOccurrence(line, start, zone);
        while (at && at <= now) {
          occurrences += 1;
          at = nextOccurrence(line, at, zone);
        }
        expect(counted).toBe(occurrences);
        expect(new Set(told).size).toBe(told.length);
      },
    ),
    { numRuns: 150 },
  );
});
