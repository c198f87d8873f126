import { expect, test } from 'vitest';
import {
  isLikenessChanged,
  likenessOf,
  publishedWords,
} from '../../../src/incident/links/likeness.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import type { ReviewStatus } from '../../../src/incident/postmortem/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const by = 'UADA';
const policy = {
  ...defaultPolicy,
  postmortem: Postmortem.parse({ required: { severity: ['sev1'] } }),
};
const kept = (number: number) => ({ number, words: ['pool', 'full'], kind: null, modules: [] });
const asks = ({ effects }: Story, type: string) =>
  effects.filter((effect) => effect.type === type).length;

function resolved(): Story {
  const story = new Story({ severity: 'sev1', title: 'Cards refused' }, policy).at(60);
  return story.does({ type: 'resolve', by, reason: 'over' });
}

test('what looks like it is looked for once, when the postmortem begins, and stays as it was found', () => {
  const story = new Story({ severity: 'sev1' }, policy);
  story.does({ type: 'similar_found', kept: [kept(1)], isFinal: false });
  expect(story.incident.state.similar).toEqual({ kept: [kept(1)], isFinal: false, told: [1] });
  expect(asks(story, 'find_similar')).toBe(0);
  story.at(60).does({ type: 'resolve', by, reason: 'over' });
  expect(asks(story, 'find_similar')).toBe(1);
  story.does({ type: 'similar_found', kept: [2, 3, 4, 5].map(kept), isFinal: true });
  const found = { kept: [2, 3, 4].map(kept), isFinal: true, told: [1] };
  expect(story.incident.state.similar).toEqual(found);
  // What the room was told comes late, or comes twice.
  story.does({ type: 'similar_found', kept: [kept(9)], isFinal: false });
  story.does({ type: 'similar_found', kept: [kept(9)], isFinal: true });
  expect(story.incident.state.similar).toEqual(found);
  story.does({ type: 'take_postmortem', by });
  expect(asks(story, 'find_similar')).toBe(0);
  // What the room was told of is known, however late.
  const other = new Story({ severity: 'sev1' }, policy);
  other.does({ type: 'similar_found', kept: [], isFinal: true });
  other.does({ type: 'similar_found', kept: [kept(9)], isFinal: false });
  expect(other.incident.state.similar).toEqual({ kept: [], isFinal: true, told: [9] });
  // It is taken out of that when it becomes private, although the document says nothing of it.
  other.does({ type: 'tie_changed', number: 9, tie: null });
  expect(asks(other, 'forget_similar')).toBe(1);
  story.does({ type: 'tie_changed', number: 8, tie: null });
  expect(asks(story, 'forget_similar')).toBe(0);
});

test('words of a published postmortem belong to what it is found by, until it is a draft or they are taken out', () => {
  const story = resolved();
  const step = (from: ReviewStatus, status: ReviewStatus) =>
    story.does({ type: 'set_postmortem_status', by, from, status, anyway: true });
  const words = () => likenessOf(story.incident).words;
  story.does({ type: 'edit_section', by, key: 'cause', text: 'The gasket', revision: 0 });
  step('draft', 'in_review');
  step('in_review', 'reviewed');
  story.does({ type: 'words_found', words: ['gasket'] });
  expect([asks(story, 'find_words'), words().includes('gasket')]).toEqual([0, false]);
  step('reviewed', 'published');
  expect(asks(story, 'find_words')).toBe(1);
  const before = story.incident;
  story.does({ type: 'words_found', words: ['gasket'] });
  expect(words()).toContain('gasket');
  expect(isLikenessChanged(before, story.incident)).toBe(true);
  expect(likenessOf({ ...story.incident, isPrivate: true }).words).toEqual([]);
  // Written on, it is read again; what is taken out is gone at once.
  story.does({ type: 'edit_section', by, key: 'cause', text: 'The old gasket', revision: 1 });
  expect(asks(story, 'find_words')).toBe(1);
  story.does({ type: 'erase_text', lines: [3], reason: 'a name' });
  expect([asks(story, 'find_words'), words().includes('gasket')]).toEqual([1, false]);
  story.does({ type: 'words_found', words: ['gasket'] });
  step('published', 'draft');
  expect(words()).not.toContain('gasket');
});

test('these are the words of its causes and lessons, without lines that were emptied', () => {
  const row = (seq: number, key: string, text: string, isErased = false): TimelineRow => ({
    ...{
      seq,
      at: minutesAfterNoon(seq),
      type: 'edit_section',
      actor: { kind: 'person', userId: by },
    },
    ...{ data: isErased ? {} : { key, text, revision: seq }, isErased },
  });
  const rows = [
    row(1, 'cause', 'The gasket leaked'),
    row(2, 'well', 'Everybody came'),
    row(3, 'lessons', 'กาต้มน้ำเก่า'),
    row(4, 'factors', 'Jane Roe', true),
  ];
  const found = publishedWords(policy, rows);
  expect(found).toEqual(expect.arrayContaining(['gasket', 'leaked']));
  expect(found).not.toContain('everybody');
  expect(found.some((word) => word.startsWith('กา'))).toBe(true);
  expect(found).not.toContain('roe');
  const own = {
    ...policy,
    postmortem: Postmortem.parse({ sections: [{ key: 'root', name: 'Root problem' }] }),
  };
  expect(publishedWords(own, [row(1, 'root', 'The gasket')])).toEqual(['gasket']);
});
