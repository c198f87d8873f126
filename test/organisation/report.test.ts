import { expect, it } from 'vitest';
import { countedUp } from '../../src/organisation/report.ts';
import { counted, minutesLater, organisationPolicy } from '../views/organisation/pictures.ts';

const policy = organisationPolicy();

it('counts by severity in the order of the policy, with medians and what was within the target', () => {
  const { bySeverity, count, open } = countedUp(
    [
      counted({ severity: 'sev2', resolvedAt: minutesLater(10) }),
      counted({ resolvedAt: minutesLater(60) }),
      counted({ resolvedAt: minutesLater(240) }),
      counted({ resolvedAt: minutesLater(600) }),
      counted({ resolvedAt: null, isOpen: true }),
      counted({ severity: null, resolvedAt: null }),
    ],
    policy,
  );
  expect({ count, open }).toEqual({ count: 6, open: 1 });
  expect(bySeverity).toEqual([
    { key: 'sev1', count: 4, resolved: 3, median: 240, target: { minutes: 240, met: 2 } },
    { key: 'sev2', count: 1, resolved: 1, median: 10, target: null },
    { key: null, count: 1, resolved: 0, median: null, target: null },
  ]);
});

it('measures from when it began to when it was noticed, answered and resolved, as people corrected it', () => {
  const { medians } = countedUp(
    [
      counted({
        milestones: {
          started: minutesLater(-30),
          detected: minutesLater(-10),
          acknowledged: minutesLater(2),
          resolved: minutesLater(90),
        },
      }),
      // Nobody said when this one began; what was noticed before it began counts for nothing.
      counted({ milestones: { acknowledged: minutesLater(4) } }),
      counted({ milestones: { started: minutesLater(5) }, resolvedAt: null }),
    ],
    policy,
  );
  expect(medians).toEqual({ detect: 20, acknowledge: 8, resolve: 75 });
});

it('adds up money and numbers, news in time, and what came again, of the kinds that are asked for', () => {
  const rows = [
    counted({ fields: { loss: 1000, other: 7 }, onTime: 3, late: 1, isAgain: true }),
    counted({ fields: { loss: 500 }, onTime: 1 }),
    counted({ kind: 'security', fields: { loss: 9 } }),
    counted({ kind: null }),
  ];
  expect(countedUp(rows, policy, { field: { loss: { at_least: 500 } } }).count).toBe(2);
  expect(countedUp(rows, policy, { kinds: ['outage'] })).toMatchObject({
    count: 2,
    totals: [{ field: 'loss', sum: 1500, count: 2 }],
    onTime: 4,
    late: 1,
    again: 1,
  });
  expect(countedUp(rows, policy).byKind).toEqual([
    { key: 'outage', count: 2 },
    { key: 'security', count: 1 },
    { key: null, count: 1 },
  ]);
  expect(countedUp([], policy).medians).toEqual({ detect: null, acknowledge: null, resolve: null });
});
