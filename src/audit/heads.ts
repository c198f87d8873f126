/**
 * Where each chain ended when somebody looked: `#12 7 <sha256>`, one a line. Kept where who writes the
 * database cannot write, it shows a chain that was made anew or cut short.
 */
export interface Head {
  /** `#12`, or `organisation`. */
  name: string;
  line: number;
  hash: string;
}

export function formatHeads(heads: readonly Head[]): string {
  return heads.map(({ name, line, hash }) => `${name} ${line} ${hash}\n`).join('');
}

/** Throws, in words, for a line that is no head. */
export function parseHeads(text: string): Head[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const [, name, seq, hash] =
        /^(#\d+|organisation) (\d+) ([0-9a-f]{64})$/.exec(line.trim()) ?? [];
      if (name === undefined || hash === undefined) {
        throw new Error(`Line ${index + 1} is no head: "muster verify --heads" writes them.`);
      }
      return { name, line: Number(seq), hash };
    });
}
