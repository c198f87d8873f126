import { describe, expect, it } from 'vitest';
import { validateBlocks, validateView } from '../../sandbox/blocks/validate.ts';
import { hostileWords } from '../support/hostile-words.ts';
import type { Picture } from './gallery.ts';
import { sketch } from './sketch.ts';

/** What is wrong with a picture by Slack's rules. */
export function faultsOf(picture: Picture): unknown[] {
  if (picture.surface === 'message') return validateBlocks(picture.shows.blocks, 'message');
  return validateView(picture.shows);
}

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

    it.each(hostileWords.map((text) => [JSON.stringify(text.slice(0, 60)), text]))(
      'shows %s literally',
      (_name, typed) => {
        const known = [...everywhere, ...ours];
        for (const [title, picture] of Object.entries(pictures(typed))) {
          for (const piece of mrkdwnIn(picture.shows).flatMap(
            (text) => text.match(/<[^>]*>?/g) ?? [],
          )) {
            expect(known.some((pattern) => pattern.test(piece)) ? '' : `${title}: ${piece}`).toBe(
              '',
            );
          }
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

/** What our own code makes. */
const everywhere = [
  /^<@U(ADA|BEN|NEW|REPORTER)>$/,
  /^<#C(ROOM|NEWS)>$/,
  /^<!date\^\d+\^\{(date_short_pretty\} \{time|time)\}\|[\d: -]+ UTC>$/,
  /^<https?:\/\/[^\s<>|]+>$/,
];

function mrkdwnIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(mrkdwnIn);
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as Record<string, unknown>;
  return [
    ...(type === 'mrkdwn' && typeof text === 'string' ? [text] : []),
    ...Object.values(part).flatMap(mrkdwnIn),
  ];
}
