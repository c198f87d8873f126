import { describe, expect, it, test } from 'vitest';
import { timelineFile } from '../../src/views/timeline-file.ts';
import { bookmarkTitle, purposeText, topicText } from '../../src/views/topic.ts';
import { Story } from '../incident/story.ts';
import { hostileWords as hostile } from '../support/hostile-words.ts';
import { gallery } from './gallery.ts';
import { entriesWith, rowsOf, storiesOf, viewOf } from './samples.ts';

/** What Slack would act on: everything between angle brackets. */
function live(text: string): string[] {
  return text.match(/<[^>]*>?/g) ?? [];
}

/** What our own code makes: known people, channels, dates, and links that show where they lead. */
const ours = [
  /^<@U(ADA|BEN|NEW|REPORTER)>$/,
  /^<#C(ROOM|NEWS)>$/,
  /^<!date\^\d+\^\{(date_short_pretty\} \{time|time)\}\|[\d: -]+ UTC>$/,
  /^<https:\/\/acme\.slack\.com\/archives\/CROOM\/p3000001\|message>$/,
  /^<https?:\/\/[^\s<>|]+>$/,
  /^<https:\/\/meet\.example\.com\/war-room\|(The call|https:\/\/meet\.example\.com\/war-room)>$/,
  /^<!subteam\^S0SRE>$/,
  // What the policy of the samples says of contacts and pages.
  /^<tel:\+62215550\d+\|[\d +]+>$/,
  /^<mailto:send@mail\.example\|send@mail\.example>$/,
  /^<https:\/\/status\.example\/\|Open the status page>$/,
];

function textsOf(part: unknown, texts: string[] = []): string[] {
  if (Array.isArray(part)) for (const each of part) textsOf(each, texts);
  else if (part !== null && typeof part === 'object') {
    const { type, text } = part as Record<string, unknown>;
    if (type === 'mrkdwn' && typeof text === 'string') texts.push(text);
    for (const each of Object.values(part)) textsOf(each, texts);
  }
  return texts;
}

/** All mrkdwn and all fallback texts of every view, with this text typed everywhere. */
function shownWith(typed: string): string[] {
  const stories = Object.values(storiesOf(typed));
  return [
    ...Object.values(gallery(typed)).flatMap((picture) => [
      ...(picture.surface === 'message' ? [picture.shows.text] : []),
      ...textsOf(picture.shows.blocks),
    ]),
    ...stories.flatMap((story) => [topicText(viewOf(story)), purposeText(viewOf(story))]),
  ];
}

describe('what people type is shown literally', () => {
  it.each(hostile.map((text) => [JSON.stringify(text.slice(0, 60)), text]))(
    '%s',
    (_name, typed) => {
      for (const text of shownWith(typed)) {
        for (const piece of live(text)) {
          expect(ours.some((pattern) => pattern.test(piece)) ? '' : piece).toBe('');
        }
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
        expect(text).not.toMatch(/[\u0000-\u0008\u202A-\u202E\u2066-\u2069]|\p{Surrogate}/u);
        // An ampersand always begins one of the three entities Slack knows.
        expect(text.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
      }
    },
  );

  it('says everything it was told, with entities undone', () => {
    const shown = shownWith('a < b & c > d').join('\n');
    expect(shown).toContain('a &lt; b &amp; c &gt; d');
  });

  it('turns nothing else than web addresses into links', () => {
    const shown = shownWith('see https://status.example/x?a=1&b=2.').join('\n');
    expect(shown).toContain('see <https://status.example/x?a=1&amp;b=2>.');
  });
});

describe('topics, purposes, bookmarks and files', () => {
  it.each(hostile.map((text) => [JSON.stringify(text.slice(0, 60)), text]))(
    'stay within their limits for %s',
    (_name, typed) => {
      for (const story of Object.values(storiesOf(typed))) {
        const view = viewOf(story);
        expect(topicText(view).length).toBeLessThanOrEqual(250);
        expect(purposeText(view).length).toBeLessThanOrEqual(250);
        expect(bookmarkTitle(view).length).toBeLessThanOrEqual(250);
      }
    },
  );

  it('the file holds every line, and no Markdown that somebody typed', () => {
    const story = storiesOf('x')['updated'];
    if (!story) throw new Error('no such story');
    const rows = entriesWith('# heading\n[link](https://evil.example) <b>');
    const { content } = timelineFile(viewOf(story), rows, (id) => (id === 'UADA' ? 'ada' : null));
    expect(content.match(/^- \*\*/gm)).toHaveLength(rows.length);
    expect(content).not.toMatch(/^\s*# heading/m);
    expect(content).not.toMatch(/(?<!\\)\]\(/);
    expect(content).not.toMatch(/(?<!\\)<b/);
    expect(content).toContain('@ada');
  });
});

test.each([
  ['a heading under itself', 'a title\n---', '\n  \\---\n'],
  ['a heading under equals signs', 'a title\n===', '\n  \\===\n'],
  ['a list', 'so:\n- one\n+ two\n3) three', '\n  \\- one\n  \\+ two\n  3\\) three\n'],
  ['code', 'so:\n\n      rm -rf', '\n  rm -rf\n'],
  ['an entity', '&copy; &lt;', '\\&copy; \\&lt;'],
])('the timeline as a file makes no Markdown of %s', (_what, typed, shown) => {
  const story = new Story().does({ type: 'add_note', by: 'UADA', kind: 'note', text: typed });
  expect(timelineFile(viewOf(story), rowsOf(story)).content).toContain(shown);
});
