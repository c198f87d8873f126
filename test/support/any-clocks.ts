import fc from 'fast-check';
import { condition, maybe, type Names, named, oneOf, type Written } from './any-parts.ts';

/** What policies that are made up say by when. */

const minutes = fc.constantFrom(1, 5, 12, 60, 240, 4000);

/** By when somebody answers and it is resolved. */
export const ofSeverity = {
  respond_within_minutes: maybe(fc.constantFrom(0, 15, 60)),
  resolve_within_minutes: maybe(minutes),
};

/** By when a status or a stage is over: all of them at once, because none may end before one that comes first. */
export const ofWindow = {
  window: maybe(fc.constant({ from_minutes: 3, to_minutes: 30 })),
};

/** Kinds that are not known yet, and by when they are settled. */
export const unsettled = fc.constantFrom(
  {},
  { unsettled: true },
  { unsettled: true, settle_within_minutes: 12 },
);

/** Where a runbook leads that does not help. */
export const ofRunbook = {
  escalation: fc.array(
    fc.record({
      after_minutes: maybe(minutes),
      to: fc.constantFrom([], ['role:role0'], ['U01AAAAAAAA']),
      text: fc.constant('Go further'),
    }),
    { maxLength: 2 },
  ),
};

/** The policy's own clocks, and all else that is said of time in one place. */
export function clockParts(names: Names): Record<string, fc.Arbitrary<unknown>> {
  const { severities } = names;
  return {
    clocks: fc
      .array(ownClock(names), { maxLength: 3 })
      .map((clocks) =>
        clocks.map((clock, index) => ({ ...clock, key: `clock${index}`, name: `Clock ${index}` })),
      ),
    clock: fc.record({
      warn_at: fc.constantFrom(0.5, 0.8),
      quiet_below_minutes: fc.constantFrom(0, 10),
      nag_every_minutes: fc.constantFrom(5, 60),
      stale_after_hours: maybe(fc.constantFrom(1, 48)),
    }),
    calendar: fc.record({
      zone: fc.constantFrom('UTC', 'Asia/Bangkok', 'Europe/Berlin'),
      holidays: maybe(fc.constant('DE')),
    }),
    postmortem: maybe(
      fc.record({
        within_days: fc.constantFrom(1, 5),
        business_days: fc.boolean(),
        required: condition(names),
      }),
    ),
    status_page: fc.record({ update_every_minutes: maybe(minutes) }),
    metrics: fc.record({
      targets:
        severities.length === 0
          ? fc.constant([])
          : fc.array(fc.record({ severity: oneOf(severities), resolve_within_minutes: minutes }), {
              maxLength: 1,
            }),
    }),
  };
}

function ownClock(names: Names): Written {
  const { milestones, roles, audiences } = names;
  return named('clock', {
    when: condition(names),
    of: oneOf(['declared', 'detected', 'resolved', ...milestones]),
    within_minutes: minutes,
    working_time: fc.boolean(),
    until: fc.oneof(
      fc.record({ milestone: oneOf(['mitigated', 'team_assembled', 'closed', ...milestones]) }),
      fc.record({ role: oneOf(roles) }),
      fc.constant({ update: 'posted' }),
      fc.constant({ postmortem: 'booked' }),
      ...(audiences.length > 0 ? [fc.record({ told: oneOf(audiences) })] : []),
    ),
    pausable: fc.boolean(),
    escalates: maybe(fc.constantFrom('ladder0', 'ladder1')),
    tells: fc.constantFrom([], ['role:role0'], ['U01AAAAAAAA']),
  });
}

/** By when it is decided, settled, filled or joined. */
export const within = maybe(minutes);
