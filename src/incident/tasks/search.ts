import type { Runbook } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { isCommon, isUnspaced, plainText, termsOf } from './terms.ts';

/** Finds the runbook that somebody means who says what they see, in their own words. */

export interface FoundRunbook {
  runbook: Runbook;
  /** About 5 for each rare word that stands among the runbook's own words, less for all else. */
  score: number;
}

/** Runbooks that have something in common with a text, best first. */
export function searchRunbooks(policy: Policy, text: string): FoundRunbook[] {
  const { entries, rarity } = indexOf(policy);
  const asked = { terms: termsOf(text), text: plainText(text) };
  return entries
    .map((entry) => ({ runbook: entry.runbook, score: scoreOf(entry, asked, rarity) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
}

interface Entry {
  runbook: Runbook;
  /** What a term counts where it stands. */
  weights: Map<string, number>;
  /** Words of complaints of several terms, which count once more when they stand as they are. */
  phrases: string[];
}

interface Asked {
  terms: string[];
  text: string;
}

interface Index {
  entries: Entry[];
  /** From 1 for a term of one runbook down to little for one of all. */
  rarity: (term: string) => number;
}

/** How much a term says by where it stands. */
const weigh = {
  words: 5,
  name: 4,
  trigger: 3,
  symptoms: 3,
  phrases: 2.5,
  impact: 1.5,
  diagnosis: 1.2,
  steps: 1,
} as const;
const PHRASE = 4;
/** A term of most complaints counts so much of another. */
const COMMON = 0.3;

/** Policies never change once they are read. */
const indexes = new WeakMap<Policy, Index>();

function indexOf(policy: Policy): Index {
  const known = indexes.get(policy);
  if (known) return known;
  const entries = policy.runbooks.map(entryOf);
  const counts = new Map<string, number>();
  for (const { weights } of entries) {
    for (const term of weights.keys()) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  const all = Math.log(1 + entries.length);
  const rarity = (term: string) => {
    const share = Math.log(1 + entries.length / (counts.get(term) ?? 1)) / all;
    return isCommon(term) ? share * COMMON : share;
  };
  const index = { entries, rarity };
  indexes.set(policy, index);
  return index;
}

function entryOf(runbook: Runbook): Entry {
  const steps = (list: Runbook['steps']) =>
    list
      .flatMap((step) => [step, ...step.steps])
      .map((each) => `${each.text} ${each.command ?? ''}`);
  const words = [...runbook.words, ...runbook.aliases];
  const texts: Record<keyof typeof weigh, string[]> = {
    words: words.filter((word) => !word.includes(' ')),
    // A part of "response time" says less than a word that stands alone.
    phrases: words.filter((word) => word.includes(' ')),
    name: [runbook.name, runbook.key.replaceAll('_', ' ')],
    trigger: [runbook.trigger ?? ''],
    symptoms: runbook.symptoms,
    impact: runbook.impact,
    diagnosis: steps(runbook.diagnosis),
    steps: steps(runbook.steps),
  };
  const weights = new Map<string, number>();
  for (const [place, weight] of Object.entries(weigh)) {
    for (const term of termsOf(texts[place as keyof typeof weigh].join('\n'))) {
      weights.set(term, Math.max(weights.get(term) ?? 0, weight));
    }
  }
  const phrases = words
    .map(plainText)
    .filter((phrase) => phrase.includes(' ') || (isUnspaced(phrase) && phrase.length > 2));
  return { runbook, weights, phrases };
}

function scoreOf(entry: Entry, asked: Asked, rarity: Index['rarity']): number {
  const said = entry.phrases.filter((phrase) => hasPhrase(asked.text, phrase));
  return asked.terms.reduce(
    (sum, term) => sum + bestMatch(entry, term, rarity),
    said.length * PHRASE + substrings(entry, asked, rarity),
  );
}

function hasPhrase(text: string, phrase: string): boolean {
  if (isUnspaced(phrase)) return text.replaceAll(' ', '').includes(phrase.replaceAll(' ', ''));
  return ` ${text} `.includes(` ${phrase} `);
}

/** The most that one asked term can mean here: itself, a longer or shorter form, or a slip of the finger. */
function bestMatch({ weights }: Entry, asked: string, rarity: Index['rarity']): number {
  const exact = weights.get(asked);
  if (exact !== undefined) return exact * rarity(asked);
  let best = 0;
  for (const [term, weight] of weights) {
    const alike = likeness(asked, term);
    if (alike > 0) best = Math.max(best, alike * weight * rarity(term));
  }
  return best;
}

function likeness(asked: string, term: string): number {
  const [short, long] = asked.length < term.length ? [asked, term] : [term, asked];
  if (short.length < 4 || isUnspaced(asked)) return 0;
  if (long.startsWith(short)) {
    // "Invoic" is of "invoicing", but "post" is hardly of "postgr".
    return short.length > 4 && short.length / long.length > 0.6 ? 0.7 : 0.3;
  }
  return isOneSlip(short, long) ? 0.6 : 0;
}

/**
 * Whether one letter more, less or other, or two swapped, turn one word into the other. Of four
 * letters only a swap is a slip: card and cart are two words.
 */
function isOneSlip(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const isSwap = short[at] === long[at + 1] && short[at + 1] === long[at];
  if (isSwap && short.slice(at + 2) === long.slice(at + 2)) return true;
  if (short.length < 5) return false;
  return short.slice(at + (long.length > short.length ? 0 : 1)) === long.slice(at + 1);
}

/** Where no spaces are written, words are found inside others that were cut differently. */
function substrings({ weights }: Entry, asked: Asked, rarity: Index['rarity']): number {
  if (!isUnspaced(asked.text)) return 0;
  const text = asked.text.replaceAll(' ', '');
  let sum = 0;
  for (const [term, weight] of weights) {
    const isNew = isUnspaced(term) && term.length > 2 && !asked.terms.includes(term);
    if (isNew && text.includes(term)) sum += 0.8 * weight * rarity(term);
  }
  return sum;
}
