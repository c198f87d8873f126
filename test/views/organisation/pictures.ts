import type { ToldTo } from '../../../src/organisation/content.ts';
import { type Counted, countedUp } from '../../../src/organisation/report.ts';
import type { OrganisationFact } from '../../../src/organisation/types.ts';
import { Policy } from '../../../src/policy/schema.ts';
import { organisationMessage } from '../../../src/views/organisation/facts.ts';
import { statsMessage } from '../../../src/views/organisation/report.ts';
import { testPolicy } from '../../support/engine.ts';
import type { Picture } from '../gallery.ts';

/** Every view of what comes again, with any text in the place of what people type. */

export function organisationPolicy(typed = 'Payments'): Policy {
  const name = typed.slice(0, 75).trim() || 'x';
  return Policy.parse({
    ...testPolicy,
    calendar: { zone: 'Asia/Bangkok' },
    kinds: [
      { key: 'outage', name, meaning: 'Nothing works' },
      { key: 'security', name: 'Security', meaning: 'Somebody got in' },
    ],
    fields: [{ key: 'loss', name, type: 'money', currency: 'USD' }],
    reports: [
      { key: 'monthly', name, every: 'month', by: typed.slice(0, 300), about: typed.slice(0, 300) },
    ],
    drills: [
      { key: 'tabletop', name, type: 'tabletop', every: 'quarter' },
      { key: 'fire', name: 'Fire drill', type: 'fire_drill', every: 'half_year' },
      { key: 'review', name: 'Review', type: 'review', every: 'year' },
    ],
    directory: {
      readiness: [
        {
          key: 'vault',
          name,
          owner: typed.slice(0, 300),
          link: 'https://example.com/vault',
          next_test: '2026-07-01',
        },
        { key: 'bare', name: 'Restore', next_test: '2026-07-01' },
      ],
    },
    metrics: {
      track: ['mttd', 'mtta', 'mttr', 'count_by_severity', 'count_by_kind', 'recurrence_rate'],
      targets: [{ severity: 'sev1', resolve_within_minutes: 240 }],
    },
  });
}

export const noon = new Date('2026-06-10T12:00:00Z');
export const minutesLater = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

/** One incident that a report counts: of sev1, resolved after an hour. */
export function counted(changes: Partial<Counted> = {}): Counted {
  return {
    number: 1,
    severity: 'sev1',
    kind: 'outage',
    declaredAt: noon,
    resolvedAt: minutesLater(60),
    isOpen: false,
    milestones: {},
    onTime: 0,
    late: 0,
    fields: {},
    isAgain: false,
    ...changes,
  };
}

const month = {
  fromAt: new Date('2026-05-31T17:00:00Z'),
  toAt: new Date('2026-06-30T17:00:00Z'),
  at: new Date('2026-07-01T02:00:00Z'),
};

export function pictures(typed = 'Payments'): Record<string, Picture> {
  const policy = organisationPolicy(typed);
  const busy = countedUp(
    [
      counted({
        milestones: { started: minutesLater(-12), acknowledged: minutesLater(3) },
        ...{ onTime: 3, late: 1, fields: { loss: 120_000 } },
      }),
      counted({ number: 2, resolvedAt: minutesLater(600), fields: { loss: 500.5 }, isAgain: true }),
      counted({ number: 3, severity: 'sev2', kind: null, resolvedAt: null, isOpen: true }),
    ],
    policy,
  );
  const calm = countedUp([], policy);
  const message = (
    fact: OrganisationFact,
    content: Parameters<typeof organisationMessage>[1]['content'],
  ): Picture => ({
    surface: 'message',
    shows: organisationMessage(policy, {
      fact,
      content,
      to: 'channel' satisfies ToldTo,
      now: month.at,
    }),
  });
  const report = (missed: number) =>
    ({ type: 'report_due', report: 'monthly', missed, ...month }) as const;
  const due = { at: month.at, missed: 0 };
  const item = (id: number, dueOn: string) => ({
    ...{ id, kind: 'prevent', text: typed.slice(0, 120), owner: 'UADA', dueOn, priority: null },
    ...{ link: null, by: 'UBEN', at: month.fromAt, moved: 0, policy: null, ended: null },
  });
  const work = {
    incident: { id: 7, number: 7, title: typed.slice(0, 120), severity: 'sev1', isDrill: false },
    ...{
      items: [item(1, '2026-03-01'), item(2, '2026-03-20')],
      tasks: 3,
      closing: 1,
      postmortem: null,
    },
  };
  const owed = (id: number) => ({
    ...{ incident: { ...work.incident, isPrivate: false }, item: item(id, '2026-03-01') },
    ...{ readers: null, holders: {} },
  });
  const nagged: OrganisationFact = {
    type: 'action_items_due',
    ...{ ...due, sinceAt: month.at, to: 'UADA', refs: [], incidents: [] },
  };
  const drill = (key: string) => ({ what: 'drill' as const, key, missed: 0 });
  const test = (key: string) => ({ what: 'readiness' as const, key, missed: 0 });
  return {
    'a report': message(report(0), { of: 'report', report: busy }),
    'a report of nothing': message(report(0), { of: 'report', report: calm }),
    'a report after two were missed': message(report(2), { of: 'report', report: busy }),
    'a report that the policy has no more': message(
      { ...report(0), report: 'gone' },
      { of: 'report', report: busy },
    ),
    'the numbers of this month': {
      surface: 'message',
      shows: statsMessage(policy, month.fromAt, busy),
    },
    'a review': message(
      { type: 'review_due', ...due },
      {
        of: 'review',
        work: [
          { ...work, postmortem: { dueAt: month.toAt } },
          { ...work, closing: 0, tasks: 0 },
          { ...work, items: [], closing: 0, tasks: 0, postmortem: { dueAt: null } },
        ],
        before: 2,
      },
    ),
    'a long review after one was missed': message(
      { type: 'review_due', ...due, missed: 1 },
      { of: 'review', work: Array(25).fill(work), before: 25 },
    ),
    'a review of nothing any more': message(
      { type: 'review_due', ...due },
      { of: 'review', work: [], before: 2 },
    ),
    'a review when there is a newer one': message(
      { type: 'review_retired', at: due.at },
      { of: 'nothing' },
    ),
    'a review while nobody decided yet': message(
      { type: 'review_due', ...due },
      { of: 'review', work: [], before: 2, undecided: 3 },
    ),
    'what somebody has to do': message(nagged, {
      ...{ of: 'action_items', more: 3 },
      nag: { own: [owed(1), owed(2)], overseen: [owed(3)], unheard: [] },
    }),
    'much that somebody has to do': message(nagged, {
      ...{ of: 'action_items', more: 0 },
      nag: {
        own: Array(40).fill(owed(1)),
        overseen: Array(40).fill(owed(3)),
        unheard: Array(40).fill(owed(3)),
      },
    }),
    'what is late with others': message(nagged, {
      ...{ of: 'action_items', more: 0 },
      nag: { own: [], overseen: [owed(3)], unheard: [] },
    }),
    'what is with somebody who is not in the room': message(nagged, {
      ...{ of: 'action_items', more: 0 },
      nag: { own: [], overseen: [], unheard: [owed(3)] },
    }),
    'exercises and tests': message(
      {
        ...{ type: 'exercises_due', at: month.at, missed: 0 },
        due: [drill('tabletop'), drill('fire'), drill('review'), test('vault'), test('bare')],
      },
      { of: 'exercises', last: new Map([['tabletop', { number: 3, at: noon }]]) },
    ),
    'one test that was missed': message(
      { type: 'exercises_due', at: month.at, missed: 1, due: [test('bare')] },
      { of: 'exercises', last: new Map() },
    ),
  };
}
