import { describe, expect, it } from 'vitest';
import { validateBlocks, validateView } from '../../../sandbox/blocks/validate.ts';
import { hostileWords } from '../../support/hostile-words.ts';
import type { Picture } from '../gallery.ts';
import { sketch } from '../sketch.ts';
import { kindsPictures } from './pictures.ts';

function faultsOf(picture: Picture): unknown[] {
  if (picture.surface === 'message') return validateBlocks(picture.shows.blocks, 'message');
  return validateView(picture.shows);
}

describe('every view of kinds', () => {
  it.each(Object.entries(kindsPictures()))('%s is one that Slack takes', (_name, picture) => {
    expect(faultsOf(picture)).toEqual([]);
  });

  it.each(Object.entries(kindsPictures('x'.repeat(100_000))))(
    '%s is one that Slack takes when 100,000 characters were typed',
    (_name, picture) => {
      expect(faultsOf(picture)).toEqual([]);
    },
  );

  it.each(hostileWords.map((text) => [JSON.stringify(text.slice(0, 60)), text]))(
    'shows %s literally',
    (_name, typed) => {
      for (const [name, picture] of Object.entries(kindsPictures(typed))) {
        for (const piece of mrkdwnIn(picture.shows).flatMap(
          (text) => text.match(/<[^>]*>?/g) ?? [],
        )) {
          expect(ours.some((pattern) => pattern.test(piece)) ? '' : `${name}: ${piece}`).toBe('');
        }
      }
    },
  );

  it('look as they did when somebody last looked', async () => {
    const text = Object.entries(kindsPictures())
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
