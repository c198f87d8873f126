import { describe, expect, test } from 'vitest';
import { decide } from '../../src/incident/decide.ts';
import { metOf, otherHalf } from '../../src/incident/links/pairs.ts';
import { stateRoom, stateTakes } from '../../src/incident/room-left.ts';
import { mostFollowers } from '../../src/incident/telling/followers.ts';
import type { Command } from '../../src/incident/types.ts';
import { Client, Obligation } from '../../src/policy/language/telling.ts';
import { linksPolicy } from '../support/links-policy.ts';
import { noon, Story } from './story.ts';

const many = 260;
/** More is owed to clients than an incident can hold. */
const owing = {
  ...linksPolicy,
  clients: Array.from({ length: many }, (_, index) =>
    Client.parse({ key: `client_${index}`, name: `Client ${index}`, notice_within_minutes: 60 }),
  ),
  obligations: [
    Obligation.parse({
      ...{ key: 'notice', name: 'Notice', to: 'The client', evidence: 'The receipt' },
      ...{ manual: true, per_client: true },
    }),
  ],
};
const own = (index: number): Command => ({
  ...{ type: 'open_obligation', by: 'UADA', reason: '' },
  obligation: `notice:client_${index}`,
});

describe('an incident that holds as much as it can', () => {
  const story = new Story({}, owing).at(1);
  let next = 0;
  for (; next < many && decide(story.incident, own(next), owing, noon).ok; next += 1) {
    story.does(own(next));
  }

  test('takes no more of what adds to it, and says so', () => {
    expect(next).toBeLessThan(many - 5);
    const decided = [0, 1, 2].map((more) => decide(story.incident, own(next + more), owing, noon));
    expect(decided.some(({ ok }) => ok)).toBe(false);
    expect(story.refuses(own(next)).code).toBe('incident_full');
    const follow = { type: 'follow', by: 'UEVE', everyMinutes: null } as const;
    expect(story.refuses(follow).code).toBe('incident_full');
  });

  test('goes on, and ends', () => {
    story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
    story.does({ type: 'resolve', by: 'UADA', reason: 'x'.repeat(900) });
    expect(stateTakes(story.incident)).toBeGreaterThan(stateRoom.all);
  });
});

test('of two crowds that follow only as many come along as one incident takes', () => {
  const crowd = (number: number) => {
    const story = new Story({}, linksPolicy).at(1);
    story.incident = { ...story.incident, id: number, number };
    for (let index = 0; index < mostFollowers; index += 1) {
      story.does({ type: 'follow', by: `U${number * 1000 + index}`, everyMinutes: 60 });
    }
    return story;
  };
  const [double, whole] = [crowd(12), crowd(7)];
  const met = metOf(whole.incident);
  const merge = { type: 'merge', by: 'UADA', other: 7, met, reason: '' } as const;
  const half = otherHalf(merge, double.incident, whole.incident, []);
  double.does(merge);
  if (half) whole.does(half);
  const followers = Object.keys(whole.incident.state.followers);
  expect(followers).toHaveLength(mostFollowers);
  expect(followers.every((userId) => userId.startsWith('U7'))).toBe(true);
});
