import { expect, test } from 'vitest';
import { beginLadder } from '../../../src/incident/escalation/begin.ts';
import type { Command, Declare } from '../../../src/incident/types.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import { noon, Story } from '../story.ts';
import { pagedBy } from './told.ts';

/** What ends a ladder besides an answer, and what begins it again. */

const story = (changes: Partial<Declare> = {}) =>
  new Story({ severity: 'sev1', ...changes }, escalationPolicy);
const ladder = (told: Story, path: string) => told.incident.state.ladders[path];
const field = (key: string, given: string): Command => ({
  type: 'set_fields',
  by: 'UADA',
  fields: { [key]: given },
});

test('a ladder ends where the incident turns out to be another than it is meant for, but not where a clock led to it', () => {
  const lowered = story()
    .at(1)
    .does({
      ...{ type: 'change_severity', by: 'UADA', severity: 'sev3', reason: 'one customer only' },
    });
  expect(ladder(lowered, 'technical')?.ended?.why).toBe('condition');
  expect(lowered.incident.state.pages.every(({ endedAt }) => endedAt !== null)).toBe(true);
  expect(pagedBy(lowered.at(40).ticks().effects)).toEqual([]);
  const raised = lowered.does({
    ...{ type: 'change_severity', by: 'UADA', severity: 'sev1', reason: 'all of them' },
  });
  expect(ladder(raised, 'technical')).toMatchObject({ ended: null, startedAt: raised.now });
  const felt = story({ severity: 'sev4' }).does(field('impact', 'yes'));
  expect(ladder(felt, 'impact')?.ended).toBeNull();
  felt.does(field('impact', 'no'));
  expect(ladder(felt, 'impact')?.ended?.why).toBe('condition');
  const led = story({ severity: 'sev2' });
  led.does({ type: 'stop_escalation', by: 'UADA', path: 'technical', reason: 'later' });
  const scene = { incident: led.incident, policy: led.policy, now: led.now };
  led.incident = beginLadder(scene, 'technical').after;
  led.does({ type: 'change_severity', by: 'UADA', severity: 'sev4', reason: 'small' });
  expect(ladder(led, 'technical')?.ended).toBeNull();
});

test('a ladder begins anew at the second late update, although it was at its top after the first', () => {
  const late = {
    ...escalationPolicy,
    escalation: escalationPolicy.escalation.map((path) =>
      path.key === 'impact' ? { ...path, when: {}, while: 'update_overdue' as const } : path,
    ),
  };
  const told = new Story({ severity: 'sev1' }, late);
  const dueAt = () => (told.incident.state.updates.nextDueAt?.getTime() ?? 0) - noon.getTime();
  const isBoss = (each: string) => each.endsWith(':UBOSS');
  const tickWhenLate = () => {
    const minutes = dueAt() / 60_000;
    const paged = pagedBy(told.at(minutes).ticks().effects).filter(isBoss);
    told.at(minutes + 6).ticks();
    return paged;
  };
  const update = { type: 'post_update', by: 'UADA', know: 'a', doing: 'b', need: '' } as const;
  expect(tickWhenLate()).toHaveLength(1);
  expect(ladder(told, 'impact')?.ended?.why).toBe('at_the_top');
  told.does(update);
  expect(ladder(told, 'impact')?.ended?.why).toBe('condition');
  expect(tickWhenLate()).toHaveLength(1);
});
