import { describe, expect, it } from 'vitest';
import { validateBlocks, validateView } from '../../../sandbox/blocks/validate.ts';
import { hostileWords } from '../../support/hostile-words.ts';
import type { Picture } from '../gallery.ts';
import { sketch } from '../sketch.ts';
import { linksPictures } from './pictures.ts';

function faultsOf(picture: Picture): unknown[] {
  if (picture.surface === 'message') return validateBlocks(picture.shows.blocks, 'message');
  return validateView(picture.shows);
}

describe('every view of ties', () => {
  it.each(Object.entries(linksPictures()))('%s is one that Slack takes', (_name, picture) => {
    expect(faultsOf(picture)).toEqual([]);
  });

  it.each(Object.entries(linksPictures('x'.repeat(100_000))))(
    '%s is one that Slack takes when 100,000 characters were typed',
    (_name, picture) => {
      expect(faultsOf(picture)).toEqual([]);
    },
  );

  it.each(hostileWords.map((text) => [JSON.stringify(text.slice(0, 60)), text]))(
    'shows %s literally',
    (_name, typed) => {
      for (const [name, picture] of Object.entries(linksPictures(typed))) {
        for (const piece of mrkdwnIn(picture.shows).flatMap(
          (text) => text.match(/<[^>]*>?/g) ?? [],
        )) {
          expect(ours.some((pattern) => pattern.test(piece)) ? '' : `${name}: ${piece}`).toBe('');
        }
      }
    },
  );

  it('look as they did when somebody last looked', async () => {
    const text = Object.entries(linksPictures())
      .map(([name, picture]) => `──── ${name}\n${sketch(picture)}`)
      .join('\n');
    // `npx vitest run test/views -u` draws them anew; read what changed.
    await expect(text).toMatchFileSnapshot('./pictures.txt');
  });
});

/** What our own code makes. */
const ours = [
  /^<@U(ADA|BEN|NEW|REPORTER)>$/,
  /^<#C(ROOM|NEWS)>$/,
  /^<!date\^\d+\^\{(date_short_pretty\} \{time|time)\}\|[\d: -]+ UTC>$/,
  /^<https?:\/\/[^\s<>|]+>$/,
  // A file by its name: it leads to Slack, and what is special in the name is escaped.
  /^<https:\/\/[a-z]+\.acme\.example\/[^\s<>|]*\|[^<>|]*>$/,
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
