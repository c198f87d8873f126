import type { Weakness } from './types.ts';
import { type WeakWords, weakWords } from './weak-words.ts';

/**
 * Items that change nothing: they say how somebody should be, not what will be different. A hint, not
 * a judgement; who is sure sends it again.
 */

interface Rule {
  how: Weakness;
  words: RegExp;
}

interface Language {
  script: RegExp;
  rules: Rule[];
  real: RegExp[];
}

const languages: readonly Language[] = weakWords.map(compiled);

function compiled({ script, weak, real }: WeakWords): Language {
  const rules = (Object.keys(weak) as Weakness[]).flatMap((how) =>
    weak[how].map((words) => ({ how, words: new RegExp(words, 'iu') })),
  );
  return { script, rules, real: real.map((words) => new RegExp(words, 'iu')) };
}

/** How it is weak, and the words that say so; null: it says what will change, or nothing is known against it. */
export function weakness(text: string): { how: Weakness; words: string } | null {
  const said = text.normalize('NFC').trim();
  if (isReal(said)) return null;
  for (const { script, rules } of languages) {
    if (!script.test(said)) continue;
    for (const { how, words } of rules) {
      const found = words.exec(said)?.[0].trim();
      if (found) return { how, words: found };
    }
  }
  return null;
}

/** Whether it says what is done to a thing, in any of the languages. */
function isReal(said: string): boolean {
  return languages.some(
    ({ script, real }) => script.test(said) && real.some((words) => words.test(said)),
  );
}

/**
 * The words of a policy's `refused_words` that a text rests on; null: none. A word may stand between
 * them ("be more careful"), and what is done to a thing does not rest on them.
 */
export function refusedWords(text: string, refused: readonly string[]): string | null {
  const said = text.normalize('NFC').trim();
  if (refused.length === 0 || isReal(said)) return null;
  return refused.find((words) => spelt(words).test(said)) ?? null;
}

function spelt(words: string): RegExp {
  const parts = words.normalize('NFC').trim().split(/\s+/).map(literally);
  const phrase = parts.join(String.raw`\s+(?:\S+\s+)?`);
  return new RegExp(
    String.raw`(?<![\p{L}\p{N}])${phrase}(?![\p{L}\p{N}])|${ofNoSpaces(parts)}`,
    'iu',
  );
}

/** Thai and Japanese are written without spaces: there the words may stand inside others. */
function ofNoSpaces(parts: string[]): string {
  const whole = parts.join(String.raw`\s*`);
  return /^[ -\u024f]*$/u.test(whole) ? '(?!)' : whole;
}

function literally(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
