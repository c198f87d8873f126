import { expect, test } from 'vitest';
import { lastSent } from '../../../src/incident/telling/audiences.ts';
import { Audience, Template } from '../../../src/policy/language/telling.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

test('what was begun first and sent last is the last that they heard, and numbers are given once', () => {
  const story = new Story(
    {},
    {
      ...defaultPolicy,
      templates: [Template.parse({ key: 'news', name: 'News', text: '{title}' })],
      audiences: [
        Audience.parse({
          ...{ key: 'staff', name: 'Staff', channels: ['#staff'] },
          told: { closed: 'news' },
        }),
      ],
    },
  );
  const begin = { by: 'UADA', about: { audience: 'staff', template: 'news' } } as const;
  story.at(1).does({ type: 'keep_message', ...begin, text: 'The first' });
  story.at(2).does({ type: 'send_message', ...begin, text: 'The second' });
  story.at(3).does({ type: 'send_message', by: 'UADA', about: { message: 1 }, text: 'The first' });
  expect(lastSent(story.incident, 'staff')?.sentAt).toEqual(minutesAfterNoon(3));
  story.at(4).does({ type: 'keep_message', ...begin, text: 'The third' });
  expect(story.incident.state.messages.at(-1)?.id).toBe(3);
});
