import { describe, expect, test } from 'vitest';
import { catalogue, isSentenceKey } from '../../src/policy/catalogue.ts';
import { findTopic, helpAnswer, nearTopics } from '../../src/slack/help.ts';
import { words } from '../../src/slack/words.ts';
import { helpTopics } from '../../src/views/help-topics.ts';
import { defaultPolicy } from '../incident/story.ts';

const topic = {
  key: 'own',
  name: 'A customer writes to me',
  words: ['customer', 'mail from outside'],
  text: 'Thank them, and declare it.',
};
const policy = { ...defaultPolicy, help: { ...defaultPolicy.help, topics: [topic] } };
const topics = helpTopics(policy);

function shown(typed: string): string {
  return JSON.stringify(helpAnswer(policy, typed).blocks);
}

describe('a topic of the help', () => {
  test.each(words)('there is one for the word %s', (word) => {
    expect(isSentenceKey(`help.word.${word}`)).toBe(true);
    expect(shown(`/incident ${word}`)).toContain(catalogue[`help.word.${word}`].slice(0, 20));
  });

  test.each([
    ['own', 'own'],
    ['a CUSTOMER writes to me', 'own'],
    ['mail-from-outside', 'own'],
    ['mail', 'own'],
    ['sev', 'severities'],
    ['Severities', 'severities'],
    ['escal', null],
    ['xyzzy', null],
    ['ro', null],
  ])('%s means %s', (typed, key) => {
    expect(findTopic(topics, typed)?.key ?? null).toBe(key);
  });

  test.each([
    ['severty', 'severities'],
    ['custmer', 'own'],
    ['what are the roles here', 'roles'],
    ['how do customers write', 'own'],
  ])('near %s is %s', (typed, key) => {
    expect(nearTopics(topics, typed).map((each) => each.key)).toContain(key);
  });

  test('nothing is near to nothing', () => {
    expect(nearTopics(topics, 'xyzzy')).toEqual([]);
    expect(nearTopics(topics, '…')).toEqual([]);
  });

  test("a policy's own topic takes the place of the built-in one with its key", () => {
    const own = { ...topic, key: 'severities', name: 'How bad is it?' };
    const named = helpTopics({ ...policy, help: { ...policy.help, topics: [own] } });
    expect(named.filter(({ key }) => key === 'severities').map(({ name }) => name)).toEqual([
      'How bad is it?',
    ]);
  });

  test('what the policy does not have is not listed', () => {
    const keys = topics.map(({ key }) => key);
    expect(keys).toContain('severities');
    expect(keys).not.toContain('obligations');
    expect(keys).not.toContain('contacts');
  });
});
