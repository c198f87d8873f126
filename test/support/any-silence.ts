import fc from 'fast-check';
import { condition, each, maybe, maybeOne, type Names, named } from './any-parts.ts';

/** What policies that are made up say of silence: news that is promised, who is called, what a drill asks. */

export function silenceParts(names: Names): Record<string, fc.Arbitrary<unknown>> {
  const { roles, audiences } = names;
  const ladders = ['ladder0', 'ladder1'];
  return {
    cadences: each(['news0', 'news1'], (key) =>
      fc.record({
        key: fc.constant(key),
        audience: maybeOne(audiences),
        when: condition(names),
        steps: fc.constantFrom(
          [{ every_minutes: 5, until_minutes: 6 }, { every_minutes: 20 }],
          [{ every_minutes: 60 }],
        ),
      }),
    ),
    presence: fc.record({
      ask_after_minutes: maybe(fc.constantFrom(6, 30)),
      answer_within_minutes: fc.constantFrom(1, 10),
      deputy: maybeOne(roles.slice(1)),
      escalates: maybeOne(ladders),
      handover_within_minutes: fc.constantFrom(1, 10),
      relief_after_hours: maybe(fc.constantFrom(1, 4)),
    }),
    escalation: each(ladders, (key) => ladder(key, names)),
    on_call: fc.constant([
      { key: 'first', name: 'First', people: ['U01AAAAAAAA'], backup: 'second' },
      { key: 'second', name: 'Second', people: ['U02AAAAAAAA'], answer_within_minutes: 12 },
    ]),
    drills: fc.constant([
      {
        ...{ key: 'drill', name: 'Drill', type: 'fire_drill', pace: 6, lasts_minutes: 240 },
        injects: [{ key: 'first', after_minutes: 30, text: 'It spreads' }],
      },
    ]),
  };
}

function ladder(key: string, names: Names): fc.Arbitrary<Record<string, unknown>> {
  return named(key, {
    when: condition(names),
    while: fc.constantFrom(
      ...['unacknowledged', 'no_commander', 'not_mitigated', 'not_resolved', 'update_overdue'],
    ),
    repeat: fc.nat(2),
    levels: fc.constantFrom<unknown>(
      [{ name: 'By hand', to: ['U01AAAAAAAA'] }],
      [{ name: 'Desk', contact: 'desk', after_minutes: 0 }],
      [
        { name: 'L1', on_call: 'first', after_minutes: 0 },
        { name: 'L2', to: ['role:role0'], after_minutes: 5 },
        { name: 'L3', to: ['U03AAAAAAAA'], channel: '#general', after_minutes: 60 },
      ],
    ),
  });
}
