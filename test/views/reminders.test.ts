import { expect, test } from 'vitest';
import type { Fact } from '../../src/incident/types.ts';
import { reminderFact } from '../../src/views/fact-updates.ts';
import { minutesAfterNoon, Story } from '../incident/story.ts';
import { viewOf } from './samples.ts';

type Reminder = Extract<Fact, { type: 'update_reminder' }>;

const dueAt = minutesAfterNoon(30);
const decided = (stage: Reminder['stage']): Reminder => ({
  type: 'update_reminder',
  stage,
  dueAt,
  lastAt: minutesAfterNoon(0),
});

test.each([
  ['warning', 25, 'the next update is due'],
  ['warning', 31, 'an update is due now'],
  ['warning', 90, 'is 1 h late'],
  ['due', 30, 'an update is due now'],
  ['due', 40, 'is 10 min late'],
  ['overdue', 45, 'is 15 min late'],
] as const)('a %s that is sent %i minutes after noon says what is true then', (stage, at, said) => {
  const story = new Story().does({ type: 'take_role', by: 'UADA', role: 'commander' });
  const { text } = reminderFact({ ...viewOf(story), now: minutesAfterNoon(at) }, decided(stage));
  expect(text).toContain('<@UADA>');
  expect(text).toContain(said);
});
