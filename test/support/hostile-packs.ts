import { hostileFamilies } from './hostile-families.ts';
import { hostileWords } from './hostile-words.ts';

/** Every hostile text, those written by hand and those of the families. */
export const hostileCorpus: readonly string[] = [...new Set([...hostileWords, ...hostileFamilies])];

/**
 * The corpus in texts of at most `longest` characters, on lines of their own: what is true of each is
 * seen with few texts. Longer ones stand alone.
 */
export function packedCorpus(longest: number, words: readonly string[] = hostileCorpus): string[] {
  const packs: string[] = [];
  for (const word of words) {
    const last = packs.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= longest) {
      packs[packs.length - 1] = `${last}\n${word}`;
    } else {
      packs.push(word);
    }
  }
  return packs;
}

/** Every text of the corpus stands in the first 55 characters of one of these, which titles show. */
export function packsForTitles(): string[] {
  return packedCorpus(55).map((pack, index, packs) => {
    const more = [1, 2, 3, 4, 5].map((step) => packs[(index * 7 + step * 31) % packs.length] ?? '');
    return pack.length > 55 ? pack : [pack, ...more].join('\n').slice(0, 380);
  });
}
