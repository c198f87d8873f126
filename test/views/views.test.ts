import { describe, expect, it } from 'vitest';
import { faultsOf, gallery } from './gallery.ts';
import { sketch } from './sketch.ts';

const pictures = gallery();

describe('every view in every state', () => {
  it.each(Object.entries(pictures))('%s is one that Slack takes', (_name, picture) => {
    expect(faultsOf(picture)).toEqual([]);
  });

  it.each(Object.entries(gallery('x'.repeat(100_000))))(
    '%s is one that Slack takes when 100,000 characters were typed',
    (_name, picture) => {
      expect(faultsOf(picture)).toEqual([]);
    },
  );

  it('every message says in its text what its blocks show', () => {
    const mute = Object.entries(pictures).filter(
      ([, picture]) => picture.surface === 'message' && picture.shows.text.trim() === '',
    );
    expect(mute).toEqual([]);
  });
});

describe('how they look', () => {
  it('is as it was when somebody last looked', async () => {
    const text = Object.entries(pictures)
      .map(([name, picture]) => `──── ${name}\n${sketch(picture)}`)
      .join('\n');
    // `npx vitest run test/views -u` draws them anew; read what changed.
    await expect(text).toMatchFileSnapshot('./pictures.txt');
  });
});
