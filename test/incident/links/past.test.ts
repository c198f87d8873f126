import { describe, expect, test } from 'vitest';
import { declare } from '../../../src/incident/declare.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { minutesAfterNoon, noon, outage, Story } from '../story.ts';

const hours = (count: number) => minutesAfterNoon(-60 * count);

describe('a past incident', () => {
  test('has its own times, and nothing in it waits or reminds', () => {
    const past = { startedAt: hours(5), resolvedAt: hours(3) };
    const story = new Story({ past }, linksPolicy);
    const { phase, resolvedAt, declaredAt, state } = story.incident;
    expect({ phase, resolvedAt, declaredAt }).toEqual({
      phase: 'resolved',
      resolvedAt: hours(3),
      declaredAt: noon,
    });
    expect(state.milestones['started']?.at).toEqual(hours(5));
    expect(state).toMatchObject({ isPast: true, place: 'record', outcome: outage.summary });
    expect(story.timers()).toEqual([]);
    expect(story.told().map(({ to }) => to)).toEqual(['dm:UREPORTER']);
    const others = story.effects.filter(({ type }) => type !== 'announce');
    expect(others).toEqual([{ family: 'sync', type: 'sync_home', userId: 'UREPORTER' }]);
    expect(state.obligations).toEqual({});
  });

  test.each([
    [{ startedAt: minutesAfterNoon(1), resolvedAt: null }, 'past_in_future'],
    [{ startedAt: hours(2), resolvedAt: minutesAfterNoon(1) }, 'past_in_future'],
    [{ startedAt: hours(2), resolvedAt: hours(3) }, 'past_turned_around'],
  ])('with times that cannot be so is refused', (past, code) => {
    const decision = declare({ ...outage, past }, linksPolicy, noon);
    expect(decision).toMatchObject({ ok: false, refusal: { code } });
  });
});
