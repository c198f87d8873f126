import type { Weakness } from './types.ts';

export function weakness(_text: string): { how: Weakness; words: string } | null {
  return null;
}

export function refusedWords(_text: string, _refused: readonly string[]): string | null {
  return null;
}
