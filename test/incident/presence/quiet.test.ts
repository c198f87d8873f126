import { expect, test } from 'vitest';
import { Story } from '../story.ts';
import { promising } from './policy.ts';

const day = 24 * 60;

test('an operator who gives up that the room is asked whether it goes on silences nobody else', () => {
  const policy = { ...promising, cadences: [], audiences: [] };
  const story = new Story({ severity: 'sev3' }, policy)
    .does({ type: 'take_role', by: 'UADA', role: 'commander' })
    .at(3 * day);
  const keys = story.due().flatMap(({ key }) => (key.startsWith('gone_quiet') ? [key] : []));
  expect(keys).toHaveLength(1);
  story.does({ type: 'fire_timers', keys, dropped: true });
  story.at(3 * day + 1).ticks();
  expect(story.told().map(({ to, fact }) => `${to} ${fact.type}`)).toContain('room still_there');
});
