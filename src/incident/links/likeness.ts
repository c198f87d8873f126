import type { Policy } from '../../policy/schema.ts';
import { isDropped } from '../lookup.ts';
import type { TimelineRow } from '../places.ts';
import { isLeftToPeople, sectionsOf } from '../postmortem/sections.ts';
import { textsIn } from '../postmortem/texts.ts';
import type { Incident } from '../types.ts';

/** What an incident is found by when another one looks like it. Pure. */

/** Its title, and the words and marks that it shares with what is like it. */
export interface Likeness {
  title: string;
  words: string[];
}

/** As many words are kept of one incident; those said first. */
const mostWords = 300;
const longestWord = 40;

/** Marks are no words: a colon is in none. */
const mark = { kind: 'kind:', module: 'module:' } as const;

/**
 * What it is found by; nothing of what is private, of an exercise, and of what turned out to be none
 * or went on as another one, so that nothing of these is in the index.
 */
export function likenessOf(incident: LikenessSource): Likeness {
  if (!isFound(incident)) return { title: '', words: [] };
  const { title, state } = incident;
  const words = [...wordsOf(textsOf(incident)), ...state.postmortem.words];
  return { title, words: [...marksOf(state), ...new Set(words)] };
}

type LikenessSource = Pick<Incident, 'title' | 'phase' | 'isPrivate' | 'isDrill' | 'state'>;

/** Whether what it is found by is not what it was. */
export function isLikenessChanged(before: LikenessSource, after: LikenessSource): boolean {
  const told = (each: LikenessSource) =>
    isFound(each)
      ? JSON.stringify([marksOf(each.state), textsOf(each), each.state.postmortem.words])
      : '';
  return told(before) !== told(after);
}

/** What is asked for when others like it are looked for; it may be private itself. */
export function askedBy(incident: Pick<Incident, 'title' | 'state'>): Likeness {
  return {
    title: incident.title,
    words: [...marksOf(incident.state), ...wordsOf(textsOf(incident))].slice(0, mostAsked),
  };
}

/** More words make the question dearer and the answer no better. */
const mostAsked = 40;

function isFound({ isPrivate, isDrill, phase }: LikenessSource): boolean {
  return !isPrivate && !isDrill && !isDropped(phase);
}

function marksOf({ kind, modules }: Incident['state']): string[] {
  return [
    ...(kind === null ? [] : [`${mark.kind}${kind}`]),
    ...modules.map((module) => `${mark.module}${module}`),
  ];
}

/** What was said of it: what happened, why, how it ended. */
function textsOf({ title, state }: Pick<Incident, 'title' | 'state'>): string[] {
  const { summary, outcome, milestones, fields } = state;
  return [
    title,
    summary,
    outcome ?? '',
    ...Object.values(milestones).map(({ text }) => text),
    ...Object.values(fields).filter((value) => typeof value === 'string'),
  ].filter((text) => text !== '');
}

/** So many words of a postmortem are kept: the state has little room. */
const mostPublished = 100;
const telling: readonly string[] = ['cause', 'factors', 'lessons'];

/**
 * The words of a published postmortem that say why it happened and what was learnt: of the sections
 * called so, or, where the policy calls its own differently, of all that only people write. `rows` are
 * the lines of the timeline that hold its texts; one that was emptied has none.
 */
export function publishedWords(policy: Policy, rows: readonly TimelineRow[]): string[] {
  const sections = sectionsOf(policy).filter(isLeftToPeople);
  const named = sections.filter(({ key }) => telling.includes(key));
  const texts = textsIn(rows);
  const written = (named.length > 0 ? named : sections).map(
    ({ key }) => texts.get(key)?.text ?? '',
  );
  return wordsOf(written).slice(0, mostPublished);
}

// Thai and Japanese put no spaces between words; the dictionaries that come with Node know them.
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The words of texts, each once, without those that say nothing. */
export function wordsOf(texts: readonly string[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const { segment, isWordLike } of segmenter.segment(text.normalize('NFKC'))) {
      const word = segment.toLowerCase().replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '');
      if (isWordLike && says(word)) found.add(word.slice(0, longestWord));
      if (found.size === mostWords) return [...found];
    }
  }
  return [...found];
}

/** One letter says nothing, but where one sign is a word. */
function says(word: string): boolean {
  return !emptyWords.has(word) && (word.length > 1 || /\p{Script=Han}/u.test(word));
}

/** Words of every text; what is common in an organisation's own incidents, the index counts. */
const emptyWords = new Set(
  [
    'a an and are as at be been but by can cannot do does for from had has have in into is it its no not now of on or since so some that the their then there they this to up was we were when which while will with you',
    'ada akan atau dalam dan dari dengan di ini itu karena ke pada saat sudah tidak untuk yang',
    'และ ของ ที่ ใน จาก เป็น มี ไม่ ได้ ให้ แล้ว กับ ว่า ไป มา จะ ก็ ถูก',
    'の が は を に で と も から まで より する した して いる ある ない です ます た て',
  ].flatMap((words) => words.split(' ')),
);
