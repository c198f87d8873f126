import { describe, expect, it } from 'vitest';
import { packsForTitles } from '../support/hostile-packs.ts';
import { faultsOf, type Picture } from './gallery.ts';
import { mischiefIn } from './literal.ts';
import { sketch } from './sketch.ts';

interface Topic {
  name: string;
  /** Every view of it, with this text typed everywhere where one is given. */
  pictures: (typed?: string) => Record<string, Picture>;
  /** Its snapshot, relative to the test that asks. */
  snapshot: string;
  /** What else its own code makes between angle brackets. */
  ours?: readonly RegExp[];
}

/** What must hold of the views of every topic. */
export function describeViews({ name, pictures, snapshot, ours = [] }: Topic): void {
  describe(`every view of ${name}`, () => {
    it.each(Object.entries(pictures()))('%s is one that Slack takes', (_name, picture) => {
      expect(faultsOf(picture)).toEqual([]);
    });

    it.each(Object.entries(pictures('x'.repeat(100_000))))(
      '%s is one that Slack takes when 100,000 characters were typed',
      (_name, picture) => {
        expect(faultsOf(picture)).toEqual([]);
      },
    );

    it.each(packsForTitles().map((typed, index) => [index + 1, typed] as const))(
      'shows what is hostile literally, %i',
      (_index, typed) => {
        for (const [title, picture] of Object.entries(pictures(typed))) {
          expect([...mischiefIn(picture, ours), ...faultsOf(picture)], title).toEqual([]);
        }
      },
    );

    it('look as they did when somebody last looked', async () => {
      const text = Object.entries(pictures())
        .map(([title, picture]) => `──── ${title}\n${sketch(picture)}`)
        .join('\n');
      // `npx vitest run test/views -u` draws them anew; read what changed.
      await expect(text).toMatchFileSnapshot(snapshot);
    });
  });
}
