import { describe, expect, it, test } from 'vitest';
import { timelineFile } from '../../src/views/timeline-file.ts';
import { bookmarkTitle, purposeText, topicText } from '../../src/views/topic.ts';
import { Story } from '../incident/story.ts';
import { packsForTitles } from '../support/hostile-packs.ts';
import { faultsOf, gallery } from './gallery.ts';
import { mischiefIn } from './literal.ts';
import { entriesWith, rowsOf, storiesOf, viewOf } from './samples.ts';

/** What our own code makes besides: the samples' policy, and a link to a message. */
const ours = [
  /^<https:\/\/acme\.slack\.com\/archives\/CROOM\/p3000001\|message>$/,
  /^<https:\/\/meet\.example\.com\/war-room\|(The call|https:\/\/meet\.example\.com\/war-room)>$/,
  /^<!subteam\^S0SRE>$/,
  /^<tel:\+62215550\d+\|[\d +]+>$/,
  /^<mailto:send@mail\.example\|send@mail\.example>$/,
  /^<https:\/\/status\.example\/\|Open the status page>$/,
];

/** What is said in topics and descriptions. */
function abouts(typed: string): string[] {
  return Object.values(storiesOf(typed)).flatMap((story) => [
    topicText(viewOf(story)),
    purposeText(viewOf(story)),
  ]);
}

/** All texts of every view and of every topic, with this text typed everywhere. */
function shownWith(typed: string): string {
  return [JSON.stringify(gallery(typed)), ...abouts(typed)].join('\n');
}

describe('what people type is shown literally', () => {
  it.each(packsForTitles().map((typed, index) => [index + 1, typed] as const))(
    'in every view, %i',
    (index, typed) => {
      for (const [title, picture] of Object.entries(gallery(typed))) {
        // That Slack takes them is what costs time, and topics of their own have it looked at each time.
        const faults = index % 8 === 0 ? faultsOf(picture) : [];
        expect([...mischiefIn(picture, ours), ...faults], title).toEqual([]);
      }
      for (const text of abouts(typed)) {
        expect(mischiefIn({ surface: 'message', shows: { text, blocks: [] } }, ours)).toEqual([]);
      }
    },
  );

  it('says everything it was told, with entities undone', () => {
    const shown = shownWith('a < b & c > d');
    expect(shown).toContain('a &lt; b &amp; c &gt; d');
  });

  it('turns nothing else than web addresses into links', () => {
    const shown = shownWith('see https://status.example/x?a=1&b=2.');
    expect(shown).toContain('see <https://status.example/x?a=1&amp;b=2>.');
  });
});

describe('topics, purposes, bookmarks and files', () => {
  it.each(packsForTitles().map((typed, index) => [index + 1, typed] as const))(
    'stay within their limits, %i',
    (_index, typed) => {
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
