import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../src/incident/decide.ts';
import { isOpen } from '../../../src/incident/lookup.ts';
import { mayKnow } from '../../../src/incident/telling/messages.ts';
import { timersFor } from '../../../src/incident/timers.ts';
import type { Command, Effect, Incident } from '../../../src/incident/types.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { readState } from '../../../src/store/state.ts';
import { tellingPolicy } from '../../support/telling-policy.ts';
import { noon, Story } from '../story.ts';

const loaded = await loadPolicyFile(tellingPolicy());
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const policy: Policy = loaded.policy;

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const by = oneOf('U01AAAAAAAA', 'U02AAAAAAAA', 'U03AAAAAAAA');
const text = oneOf('', 'x', 'ก'.repeat(900), '"'.repeat(1000), '🔥'.repeat(2900), 'y'.repeat(2901));
const audience = oneOf('staff', 'customers', 'board', 'partners', 'nobody');
const about = fc.oneof(
  fc.record({ message: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ audience, template: oneOf('', 'customers_next', 'nothing') }),
);
const obligation = oneOf('regulator', 'contract:acme', 'contract:bolt', 'insurer', 'contract', 'x');
const as = oneOf(['mona@example.com'], []);
const nextMinutes = oneOf(undefined, 30, 60);

function command(type: Command['type'], rest: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ type: fc.constant(type), by, ...rest }) as fc.Arbitrary<Command>;
}

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  command('keep_message', { about, text }),
  command('approve_message', { about, text, as }),
  command('send_message', { about, text, nextMinutes }),
  command('message_sent', { about, text, proof: text, nextMinutes }),
  command('drop_message', { about, reason: text }),
  command('ask_feedback', { about, text }),
  command('open_obligation', { obligation, reason: text }),
  command('meet_obligation', { obligation, proof: text, text }),
  command('excuse_obligation', { obligation, reason: text }),
  command('follow', { everyMinutes: oneOf(null, 5, 30, 1441) }),
  command('unfollow', {}),
  command('post_update', { know: text, doing: text, need: fc.constant('') }),
  command('change_severity', { severity: oneOf('sev1', 'sev4'), reason: fc.constant('so') }),
  command('change_kind', { kind: oneOf('outage', 'breach'), reason: fc.constant('so') }),
  command('change_status', { status: oneOf('identified', 'monitoring'), reason: text }),
  command('resolve', { reason: fc.constant('over') }),
  command('close', { reason: fc.constant('over') }),
  command('reopen', { reason: fc.constant('again') }),
  command('cancel', { reason: fc.constant('none') }),
);

const happening = fc.record({ after: oneOf(0, 1, 5, 31, 300, 20_000), command: anyCommand });

/** What is sent to others by a decision: to which audience, or as what. */
function beyond(effects: Effect[]): string[] {
  return effects.flatMap((effect) => {
    if (effect.type !== 'announce') return [];
    const { to, fact } = effect;
    return fact.type === 'audience_told' && to.place !== 'dm' ? [fact.audience] : [];
  });
}

function expectSound(incident: Incident): void {
  const { messages, obligations, followers } = incident.state;
  const ids = messages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(messages.length).toBeLessThanOrEqual(60);
  for (const { status, text: kept, sentAt } of messages) {
    expect(sentAt === null).toBe(status === 'prepared');
    if (status !== 'prepared') expect(kept).toBeNull();
  }
  for (const { status, endedAt, proof } of Object.values(obligations)) {
    expect(endedAt === null && proof === null).toBe(status === 'open');
  }
  expect(Object.keys(followers).length).toBeLessThanOrEqual(200);
  const json = JSON.stringify(incident.state);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(32_768);
  expect(readState(JSON.parse(json), 1)).toEqual(incident.state);
  const timers = timersFor(incident, policy);
  expect(new Set(timers.map(({ key }) => key)).size).toBe(timers.length);
  if (isOpen(incident.phase)) return;
  // What is owed outlives the end, and nothing else of it does.
  const kinds = timers.map(({ kind }) => kind).filter((kind) => !kind.startsWith('obligation_'));
  expect(kinds.filter((kind) => kind !== 'archive_room')).toEqual([]);
}

function expectTold(incident: Incident, effects: Effect[], command: Command): void {
  for (const key of beyond(effects)) {
    const told = policy.audiences.find((each) => each.key === key);
    expect(told && mayKnow(incident, told) && !told.outside).toBe(true);
    // Nothing reaches who needs an approval but what was approved just now or before.
    if (told && told.approval.length > 0) {
      expect(['approve_message', 'send_message']).toContain(command.type);
    }
  }
}

test('whatever people do, nobody is told what they may not know, and the state stays sound', () => {
  fc.assert(
    fc.property(
      fc.record({ severity: oneOf('sev1', 'sev4'), isPrivate: fc.boolean() }),
      fc.array(happening, { maxLength: 50, size: 'max' }),
      (beginning, story) => {
        let { incident } = new Story(beginning, policy);
        let now = noon;
        expectSound(incident);
        for (const { after, command: next } of story) {
          now = new Date(now.getTime() + after * 60_000);
          const keys = timersFor(incident, policy)
            .filter(({ dueAt }) => dueAt <= now)
            .map(({ key }) => key);
          const ticked = decide(incident, { type: 'fire_timers', keys }, policy, now);
          if (ticked.ok) incident = ticked.incident;
          expect(timersFor(incident, policy).filter(({ dueAt }) => dueAt <= now)).toEqual([]);
          const frozen = JSON.stringify(incident);
          const decision = decide(incident, next, policy, now);
          expect(JSON.stringify(incident)).toBe(frozen);
          if (!decision.ok) continue;
          expectTold(decision.incident, decision.effects, next);
          incident = decision.incident;
          expectSound(incident);
        }
      },
    ),
    { numRuns: Number(process.env['STORIES'] ?? 100) },
  );
});
