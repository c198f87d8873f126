import { expect, test } from 'vitest';
import { Audience, Template } from '../../../src/policy/language/telling.ts';
import { defaultPolicy, Story } from '../story.ts';

const policy = {
  ...defaultPolicy,
  templates: ['first', 'next'].map((key) => Template.parse({ key, name: key, text: '{title}' })),
  audiences: [
    Audience.parse({
      ...{ key: 'board', name: 'Board', channels: ['#board'], approval: ['UMONA'] },
      told: { declared: 'first', update: 'next' },
    }),
  ],
};
const approve = { type: 'approve_message', by: 'UMONA', about: { message: 1 } } as const;
const notReached = {
  type: 'audience_not_reached',
  audience: 'board',
  where: '#board',
  error: 'channel_not_found',
} as const;

test('what was approved and reached nobody waits, and goes out again only with another approval', () => {
  const story = new Story({}, policy).at(1).does({ ...approve, text: 'Approved' });
  expect(story.told()).toMatchObject([{ to: 'channel' }]);
  story.at(2).does(notReached);
  expect(story.told()).toMatchObject([{ to: 'room', fact: { type: 'audience_not_reached' } }]);
  expect(story.incident.state.messages).toMatchObject([{ status: 'prepared', sentAt: null }]);
  story.at(3).does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'anything' });
  expect(story.told().map(({ to }) => to)).toEqual(['room']);
  const send = { type: 'send_message', by: 'UADA', about: { message: 1 }, text: 'Mine' } as const;
  expect(story.refuses(send).code).toBe('not_approved');
  story.at(4).does({ ...approve, text: 'Approved again' });
  expect(story.told()).toMatchObject([{ to: 'channel', fact: { text: 'Approved again' } }]);
});

test('an approval is used up by the message that it let out', () => {
  const story = new Story({}, policy).at(1).does({ ...approve, text: 'Approved' });
  expect(story.incident.state.approvals).toEqual({});
});
