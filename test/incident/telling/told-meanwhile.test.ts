import { expect, test } from 'vitest';
import { Audience, Template } from '../../../src/policy/language/telling.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const policy = {
  ...defaultPolicy,
  templates: [Template.parse({ key: 'news', name: 'News', text: '{title}' })],
  audiences: [
    Audience.parse({
      ...{ key: 'customers', name: 'Customers', outside: true },
      told: { closed: 'news' },
    }),
  ],
};
const sent = (by: string, after: number) =>
  ({
    ...{ type: 'message_sent', by, text: 'We are back', proof: '' },
    about: { audience: 'customers', template: 'news', after },
  }) as const;

test('of two who write to the same people at once, the second learns of the first and may still go on', () => {
  const story = new Story({}, policy).at(1).does({ ...sent('UADA', 0), type: 'message_sent' });
  expect(story.at(2).refuses({ ...sent('UBEN', 0), type: 'message_sent' })).toEqual({
    code: 'told_meanwhile',
    audience: 'customers',
    by: 'UADA',
    at: minutesAfterNoon(1),
  });
  story.does({ ...sent('UBEN', 1), type: 'message_sent' });
  expect(story.incident.state.messages).toMatchObject([{ status: 'sent', by: 'UBEN' }]);
});
