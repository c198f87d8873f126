import { describe, expect, it } from 'vitest';
import { runningClocks } from '../../src/incident/clocks/clocks.ts';
import type { Declare } from '../../src/incident/types.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { noon, Story } from '../incident/story.ts';
import { policyOf } from './policy-of.ts';

/** What the five processes want by when, as clocks of an incident that run, are missed and are told. */

const [p001, p002, p003] = await Promise.all([
  policyOf('001-small-team.yaml'),
  policyOf('002-rekberkan.yaml'),
  policyOf('003-customer-portal.yaml'),
]);
const by = 'UADA';

/** Minutes after noon at which clocks are due, by key. */
function due({ incident, policy }: Story): Record<string, number> {
  return Object.fromEntries(
    runningClocks(incident, policy).map(({ key, targetAt }) => [
      key,
      (targetAt.getTime() - noon.getTime()) / 60_000,
    ]),
  );
}

/** Keys of clocks that the room was told were missed, by the last thing that happened. */
function missed(story: Story): string[] {
  return story
    .told()
    .flatMap(({ fact }) => (fact.type === 'clocks_missed' ? fact.clocks : []))
    .map(({ key }) => key);
}

function declared(policy: Policy, changes: Partial<Declare>): Story {
  const story = new Story({ severity: null, ...changes }, policy);
  return story;
}

describe('the clocks of five processes', () => {
  it('001-13 the parts are taken within 1 minute of the decision that it is an incident', () => {
    const story = declared(p001, {}).at(3);
    story.does({ type: 'confirm_incident', by, reason: 'the site is down' });
    const parts = Object.entries(due(story)).filter(([key]) => key.startsWith('role.'));
    expect(parts).toEqual([
      ['role.communicator', 4],
      ['role.investigator', 4],
      ['role.recorder', 4],
    ]);
    story.does({ type: 'take_role', by: 'UBEN', role: 'recorder' });
    story.at(4).ticks();
    expect(missed(story)).toEqual(expect.arrayContaining(['role.communicator']));
    expect(missed(story)).not.toContain('role.recorder');
  });

  it('001 whether it is an incident is decided in time, or the room is told', () => {
    const within = p001.triage.within_minutes ?? 0;
    const story = declared(p001, {}).at(1);
    story.does({
      ...{ type: 'set_milestone', by, milestone: p001.triage.of },
      ...{ at: story.now, reason: '' },
    });
    expect(due(story)).toMatchObject({ triage: 1 + within });
    story.at(1 + within).ticks();
    expect(missed(story)).toContain('triage');
  });

  it('002 an S1 is answered at once, an S2 within the hour', () => {
    expect(due(declared(p002, { severity: 's1' }))).toMatchObject({ respond: 1 });
    expect(due(declared(p002, { severity: 's2' }))).toMatchObject({ respond: 60 });
  });

  it('002-71 each severity is late when its target is over', () => {
    const late = ['s1', 's2', 's3', 's4'].map((severity) => {
      const story = declared(p002, { severity });
      return (due(story)['resolve'] ?? 0) / 60;
    });
    expect(late).toEqual([4, 8, 24, 72]);
    const story = declared(p002, { severity: 's1' }).at(240).ticks();
    expect(missed(story)).toContain('resolve');
  });

  it('002-42 the review is held within 7 days', () => {
    expect(reviewIsMissed(p002, 's1').toISOString()).toBe('2026-03-09T13:00:00.000Z');
  });

  it('002-76 a review after every S1 and S2, and nobody is asked for one of what was not so bad', () => {
    expect(reviewIsMissed(p002, 's2').toISOString()).toBe('2026-03-09T13:00:00.000Z');
    expect(due(resolvedAt(p002, 's3', 60))).not.toHaveProperty('postmortem');
  });

  it('003-29 a P1 or P2 is reviewed within 3 business days', () => {
    // Monday afternoon and three days of work: Thursday at its end.
    expect(reviewIsMissed(p003, 'p1').toISOString()).toMatch(/^2026-03-05/);
    expect(reviewIsMissed(p003, 'p2').toISOString()).toMatch(/^2026-03-05/);
    expect(due(resolvedAt(p003, 'p3', 60))).not.toHaveProperty('postmortem');
  });
});

/** When the review of one that was resolved after an hour is missed, which it is then. */
function reviewIsMissed(policy: Policy, severity: string): Date {
  const story = resolvedAt(policy, severity, 60);
  const [clock] = runningClocks(story.incident, policy).filter(({ key }) => key === 'postmortem');
  if (!clock) throw new Error('nobody is asked for a review');
  story.at((clock.targetAt.getTime() - noon.getTime()) / 60_000).ticks();
  expect(story.last?.data['fired']).toContainEqual(
    expect.objectContaining({ kind: 'clock_missed', about: expect.stringContaining('postmortem') }),
  );
  return clock.targetAt;
}

/** Resolved so many minutes after noon, past what its gates ask. */
function resolvedAt(policy: Policy, severity: string, minutes: number): Story {
  const story = declared(policy, { severity }).at(minutes);
  if (story.incident.phase === 'triage') {
    const active = policy.statuses.find(({ phase }) => phase === 'active');
    if (active) story.does({ type: 'change_status', by, status: active.key, reason: 'on it' });
  }
  const gates = policy.gates.map(({ key }) => key);
  story.does({ type: 'resolve', by, reason: 'rolled back', past: { gates, reason: 'a test' } });
  return story;
}
