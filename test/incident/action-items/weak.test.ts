import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { refusedWords, weakness } from '../../../src/incident/action-items/weak.ts';
import { markOf } from '../../../src/incident/text.ts';
import { Policy } from '../../../src/policy/schema.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { Story } from '../story.ts';

const Items = z.object({ bad: z.array(z.string()), good: z.array(z.string()) });

function read(name: string): unknown {
  const file = new URL(`../../data/action-items/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What was written later, in other words, by somebody who had not seen the rules. */
const others = z.record(z.string(), Items).parse(read('others'));

/** Every fourth item was kept unseen while the rules were tuned. */
const parts = {
  all: () => true,
  unseen: (_: string, index: number) => index % 4 === 3,
};

describe.each(['en', 'th', 'ja', 'id'])('items that change nothing, in %s', (language) => {
  const { bad, good } = Items.parse(read(language));

  test('are sixty of each sort, and no two the same', () => {
    expect([bad.length, good.length, new Set([...bad, ...good]).size]).toEqual([60, 60, 120]);
  });

  test.each(['all', 'unseen', 'others'] as const)(
    'are pointed out, and good ones are not (%s)',
    (part) => {
      const own = part !== 'others' && {
        bad: bad.filter(parts[part]),
        good: good.filter(parts[part]),
      };
      const some = own || Items.parse(others[language]);
      const missed = some.bad.filter((text) => !weakness(text));
      const wrong = some.good.filter((text) => weakness(text));
      expect(missed.length / some.bad.length, missed.join('\n')).toBeLessThanOrEqual(0.1);
      expect(wrong.length / some.good.length, wrong.join('\n')).toBeLessThanOrEqual(0.05);
    },
  );
});

describe('words that a policy refuses', () => {
  test.each([
    ['Be careful with the delete script', 'be careful'],
    ['be more Careful with the delete script', 'be careful'],
    ['Add a warning that says to be careful', null],
    ['Do your best', 'do your best'],
    ['Maybe carefulness', null],
    ['次回は気をつけるように伝える', '気をつける'],
  ])('%j', (text, words) => {
    expect(refusedWords(text, ['be careful', 'do your best', '気をつける'])).toBe(words);
  });
});

describe('an action item that changes nothing', () => {
  const add = (text: string) =>
    ({ type: 'add_action_item', by: 'UADA', kind: null, text, owner: null, due: null }) as const;

  test('is pointed out once, is taken when it is sent again as it is, and the timeline says so', () => {
    const story = new Story({}, linksPolicy).at(1);
    const text = 'Pay more attention to alerts';
    expect(story.refuses(add(text))).toMatchObject({ code: 'action_item_weak', how: 'care' });
    // Another text is looked at anew.
    expect(story.refuses({ ...add('Try harder'), sure: markOf(text) }).code).toBe(
      'action_item_weak',
    );
    story.does({ ...add(text), sure: markOf(text) });
    expect(story.last?.data).toMatchObject({ isWeak: true });
    const edit = { type: 'edit_action_item', by: 'UADA', id: 1, text: 'Be careful' } as const;
    expect(story.refuses(edit).code).toBe('action_item_weak');
    // What stands there already is not pointed out again.
    story.does({ ...edit, text, owner: 'UBEN' });
  });

  test('is never taken where the policy refuses its words', () => {
    const policy = Policy.parse({
      ...linksPolicy,
      action_items: { ...linksPolicy.action_items, refused_words: ['be careful'] },
    });
    const story = new Story({}, policy).at(1);
    const text = 'Be careful with the pool';
    expect(story.refuses({ ...add(text), sure: markOf(text) })).toEqual({
      ...{ code: 'action_item_refused', words: 'be careful' },
    });
  });
});
