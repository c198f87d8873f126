import { expect, it } from 'vitest';
import { milestoneAt } from '../../../src/incident/course/milestones.ts';
import type { PersonCommand } from '../../../src/incident/types.ts';
import { minutesAfterNoon, Story } from '../story.ts';
import { policyWith } from './course-policy.ts';

const link = 'https://meet.example.com/war-room';
const start: PersonCommand = { type: 'start_call', by: 'UADA', link: '' };
const join: PersonCommand = { type: 'join_call', by: 'UB' };
const end: PersonCommand = { type: 'end_call', by: 'UB' };
const standing = policyWith({ call: { link } });

it('a call is started, joined and ended, with the times and the people', () => {
  const story = new Story({}, standing).at(2).does(start).at(3).does(join).at(60).does(end);
  expect(story.incident.state.call).toEqual({
    link,
    startedAt: minutesAfterNoon(2),
    by: 'UADA',
    joined: ['UADA', 'UB'],
    endedAt: minutesAfterNoon(60),
  });
  expect(milestoneAt(story.incident, 'call_started')).toEqual(minutesAfterNoon(2));
  expect(milestoneAt(story.incident, 'call_ended')).toEqual(minutesAfterNoon(60));
});

it('a second call keeps when the first began and says when the last ended', () => {
  const story = new Story({}, standing).at(2).does(start).at(10).does(end);
  story.at(20).does(start).at(30).does(end);
  expect(milestoneAt(story.incident, 'call_started')).toEqual(minutesAfterNoon(2));
  expect(milestoneAt(story.incident, 'call_ended')).toEqual(minutesAfterNoon(30));
});

it('joining again is no news', () => {
  const story = new Story({}, standing).does(start).does(join).does(join);
  expect(story.entries.map(({ type }) => type)).toEqual(['declare', 'start_call', 'join_call']);
});

it.each<[string, PersonCommand, string]>([
  ['without an address', start, 'no_call_link'],
  ['at what is none', { ...start, link: 'the kitchen' } as PersonCommand, 'bad_call_link'],
  ['that nobody started: joining', join, 'no_call'],
  ['that nobody started: ending', end, 'no_call'],
])('a call %s is refused', (_title, command, code) => {
  expect(new Story().refuses(command).code).toBe(code);
});

it('while one is on, another is not started', () => {
  expect(new Story({}, standing).does(start).refuses(start)).toEqual({
    code: 'call_on',
    link,
    by: 'UADA',
  });
});

it('a call ends with its incident, and that is said', () => {
  const story = new Story({}, standing)
    .does(start)
    .does({ type: 'resolve', by: 'UADA', reason: 'x' });
  expect(story.incident.state.call?.endedAt).toBeNull();
  story.at(9).does({ type: 'close', by: 'UADA', reason: 'x' });
  expect(story.incident.state.call?.endedAt).toEqual(minutesAfterNoon(9));
  expect(milestoneAt(story.incident, 'call_ended')).toEqual(minutesAfterNoon(9));
  expect(story.told()).toContainEqual({ to: 'room', fact: { type: 'call_ended', by: null } });
  expect(story.last?.data['also']).toContainEqual({ type: 'call_ended_with_it' });
});
