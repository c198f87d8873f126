import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { isEnded, isOpen, openPhases } from '../../src/incident/lookup.ts';
import { steps } from '../../src/incident/steps.ts';
import { limits } from '../../src/incident/text.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type {
  Command,
  Decision,
  Effect,
  Incident,
  PersonCommand,
} from '../../src/incident/types.ts';
import { Role } from '../../src/policy/language/roles.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { readState } from '../../src/store/state.ts';
import { defaultPolicy, noon, outage } from './story.ts';

/** A policy at the edges of what a policy may say: short cadences, many reminders, crowds, no wait. */
const extremePolicy: Policy = {
  ...defaultPolicy,
  severities: defaultPolicy.severities.map((severity, index) => ({
    ...severity,
    update_every_minutes: index === 0 ? 1 : 43_200,
    commander_within_minutes: 1,
  })),
  roles: [
    Role.parse({ key: 'commander', name: 'Commander', max: 20, duties: [] }),
    Role.parse({ key: 'constructor', name: 'Constructor', max: 20, duties: ['x'] }),
  ],
  updates: {
    ...defaultPolicy.updates,
    warn_before_minutes: 43_200,
    overdue_every_minutes: 1,
    overdue_reminders: 20,
  },
  room: { ...defaultPolicy.room, archive_after_days: 0 },
};

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const by = oneOf('U01AAAAAAAA', 'U02AAAAAAAA', 'U03AAAAAAAA', 'U04AAAAAAAA');
const role = oneOf('commander', 'deputy', 'responder', 'constructor', 'nothing');
const severity = oneOf('sev1', 'sev2', 'sev3', 'sev4', 'nothing');
const status = oneOf('investigating', 'identified', 'monitoring', 'nothing');
/** Ordinary, hostile and long texts: quotes double in JSON, emoji take four bytes. */
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 20 }) },
  oneOf('', ' ', '🔥'.repeat(700), '"'.repeat(limits.reason), '\n\\'.repeat(400), 'x'.repeat(3001)),
);
const minutes = oneOf(0, 1, 5, 10, 30, 240, 1440, 0.5, Number.NaN);
const source = fc.record({
  channelId: fc.constant('C1'),
  ts: fc.constant('1.1'),
  authorId: fc.constant(null),
  permalink: fc.constant(null),
  text,
});

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

function command<T extends PersonCommand['type']>(
  type: T,
  rest: { [K in Exclude<keyof Of<T>, 'type'>]?: fc.Arbitrary<unknown> },
): fc.Arbitrary<Command> {
  return fc.record({ type: fc.constant(type), by, ...rest }) as fc.Arbitrary<Command>;
}

const expectHolders = fc.option(fc.record({ holders: fc.array(by, { maxLength: 1 }) }), {
  nil: undefined,
});

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  command('take_role', { role, expect: expectHolders }),
  command('assign_role', { role, userId: by, expect: expectHolders }),
  command('give_up_role', { role }),
  command('offer_handover', { role, to: by }),
  command('accept_handover', { role }),
  command('decline_handover', { role }),
  command('change_severity', { severity, reason: text }),
  command('change_status', { status, reason: text }),
  command('change_title', { title: text, reason: text }),
  command('post_update', {
    know: text,
    doing: text,
    need: text,
    status: fc.option(status, { nil: undefined }),
    nextInMinutes: fc.option(minutes, { nil: undefined }),
  }),
  command('snooze_update', { minutes, reason: text }),
  command('own_update', {}),
  command('add_note', { kind: oneOf('note', 'decision'), text }),
  command('edit_message', { source }),
  command('join_room', {}),
  command('leave_room', {}),
  command('resolve', { reason: text }),
  command('close', { reason: text }),
  command('reopen', { reason: text }),
  command('cancel', { reason: text }),
  command('retry_step', { step: oneOf(...steps) }),
  command('ask_timeline_file', {}),
  fc.record({ type: fc.constant('step_failed' as const), step: oneOf(...steps), error: text }),
  fc.record({ type: fc.constant('step_done' as const), step: oneOf(...steps) }),
  fc.record({
    type: fc.constant('room_lost' as const),
    why: oneOf('archived' as const, 'deleted' as const),
  }),
);

/** Something somebody does some minutes later; a late clock has not fired in between. */
const happening = fc.record({
  after: oneOf(0, 0, 1, 4, 5, 10, 31, 60, 300, 20_000),
  clockWorks: fc.boolean(),
  command: anyCommand,
});

const beginning = fc.record({
  severity: oneOf('sev1', 'sev3', 'sev4'),
  summary: text,
  isPrivate: fc.boolean(),
});

function begin(
  policy: Policy,
  changes: { severity: string; summary: string; isPrivate: boolean },
): Incident {
  const declared = declare(
    { ...outage, ...changes, summary: changes.summary.slice(0, 2000) },
    policy,
    noon,
  );
  if (!declared.ok) throw new Error(declared.refusal.code);
  return { ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: 'hash' };
}

function expectSound(incident: Incident, policy: Policy): void {
  const timers = timersFor(incident, policy);
  expect(new Set(timers.map((timer) => timer.key)).size).toBe(timers.length);
  expect(timers.every((timer) => !Number.isNaN(timer.dueAt.getTime()))).toBe(true);
  if (!isOpen(incident.phase)) {
    expect(timers.filter((timer) => timer.kind !== 'archive_room')).toEqual([]);
    expect(incident.state.updates.nextDueAt).toBeNull();
  }
  if (isEnded(incident.phase)) expect(incident.state.offers).toEqual({});
  expect(isEnded(incident.phase)).toBe(incident.closedAt !== null);
  expect(Object.keys(incident.state.fired).length).toBeLessThanOrEqual(mostTimers);
  for (const each of policy.roles) {
    const holders = Object.hasOwn(incident.state.roles, each.key)
      ? (incident.state.roles[each.key] ?? [])
      : [];
    expect(holders.length).toBeLessThanOrEqual(each.max);
    expect(new Set(holders.map((holder) => holder.userId)).size).toBe(holders.length);
  }
  const commander = Object.hasOwn(incident.state.roles, 'commander');
  expect(incident.state.commanderlessSince === null).toBe(commander);
  const json = JSON.stringify(incident.state);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(16_384);
  expect(readState(JSON.parse(json), 1)).toEqual(incident.state);
}

function expectFollows(
  before: Incident,
  decision: Extract<Decision, { ok: true }>,
  now: Date,
): void {
  const after = decision.incident;
  expect(after.version).toBe(before.version + (decision.entry ? 1 : 0));
  expect(after.updatedAt).toEqual(now);
  for (const key of [
    'id',
    'teamId',
    'number',
    'declaredBy',
    'declaredAt',
    'isPrivate',
    'isDrill',
    'policyHash',
  ] as const) {
    expect(after[key]).toEqual(before[key]);
  }
  const places = decision.effects.filter(
    (effect) => effect.family === 'sync' && effect.type !== 'sync_invite',
  );
  expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(places.length);
  if (after.isPrivate) expect(decision.effects.filter(isPublic)).toEqual([]);
}

function isPublic(effect: Effect): boolean {
  if (effect.type === 'sync_news') return true;
  return effect.type === 'announce' && effect.to.place === 'origin';
}

function fireAll(incident: Incident, policy: Policy, now: Date): Incident {
  const keys = timersFor(incident, policy)
    .filter((timer) => timer.dueAt <= now)
    .map((timer) => timer.key);
  if (keys.length === 0) return incident;
  const decision = decide(incident, { type: 'fire_timers', keys }, policy, now);
  if (!decision.ok) throw new Error('the clock was refused');
  expectFollows(incident, decision, now);
  const reminders = decision.effects.filter((effect) => effect.type === 'announce');
  // Two in the room; and two people each learn that an offer of a role is void.
  const inRoom = reminders.filter(({ to }) => to.place === 'room');
  expect(inRoom.length).toBeLessThanOrEqual(2);
  const offers = Object.keys(incident.state.offers).length;
  expect(reminders.length - inRoom.length).toBeLessThanOrEqual(2 * offers);
  expect(reminders.length === 0 || openPhases.some((phase) => phase === incident.phase)).toBe(true);
  const due = timersFor(decision.incident, policy).filter((timer) => timer.dueAt <= now);
  expect(due).toEqual([]);
  return decision.incident;
}

/** A warning, the update itself, twenty reminders, three nudges since it was declared and as many since it was reopened, the room. */
const mostTimers = 29;

const mayLeaveTheEnd = new Set<Command['type']>(['reopen']);

test.each([
  ['default', defaultPolicy],
  ['extreme', extremePolicy],
])(
  'whatever people do, in whatever order, an incident under the %s policy stays sound',
  (_, policy) => {
    fc.assert(
      fc.property(
        beginning,
        fc.array(happening, { maxLength: 60, size: 'max' }),
        (start, story) => {
          let incident = begin(policy, start);
          let now = noon;
          expectSound(incident, policy);
          for (const { after, clockWorks, command: next } of story) {
            now = new Date(now.getTime() + after * 60_000);
            if (clockWorks) incident = fireAll(incident, policy, now);
            const frozen = JSON.stringify(incident);
            const decision = decide(incident, next, policy, now);
            expect(JSON.stringify(incident)).toBe(frozen);
            if (!decision.ok) continue;
            expectFollows(incident, decision, now);
            if (isEnded(incident.phase) && !mayLeaveTheEnd.has(next.type)) {
              expect(decision.incident.phase).toBe(incident.phase);
            }
            incident = decision.incident;
            expectSound(incident, policy);
          }
          fireAll(incident, policy, new Date(now.getTime() + 400 * 24 * 60 * 60_000));
        },
      ),
      { numRuns: Number(process.env['STORIES'] ?? 150) },
    );
  },
);
