import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aboveLines, documentMarkdown } from '../../src/document/markdown.ts';
import { readHead } from '../../src/document/markers.ts';
import type { DocumentBlock, PostmortemDocument } from '../../src/document/model.ts';
import {
  longestMarkdown,
  merged,
  mergedSections,
  readMarkdown,
} from '../../src/document/read-markdown.ts';
import { cleanText } from '../../src/incident/text.ts';
import { processorMs } from '../support/processor-time.ts';

const words = {
  ...{ title: 'Postmortem of #12', status: 'Draft', made: 'Made now' },
  ...{ isPrivate: null, isDrill: null, writeBelow: 'Write below -- this line' },
};
const marks = { ours: 'Here:', theirs: 'There:', end: 'So far.', outside: 'Outside:' };

/** Whatever people write: Markdown, titles, markers of ours, odd spaces, any letters. */
const line = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('The pool was full.', '- Nobody knew', 'a', 'b', '') },
  fc.constantFrom(
    ...[
      '## Cause',
      '<!-- muster:end -->',
      '<!-- muster:section cause 3 ab | x -->',
      '```',
      '| a |',
    ],
    ...['<!--\\ muster:end -->', '  indented', '__proto__', 'constructor', '> quoted', '---'],
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const text = fc
  .array(line, { maxLength: 12 })
  .map((lines) => cleanText(lines.join('\n'), 12_000).text);
const block: fc.Arbitrary<DocumentBlock> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(text, { maxLength: 4 }) }),
  fc.array(fc.tuple(text, text), { maxLength: 4 }).map((rows) => ({
    type: 'table' as const,
    head: ['When', 'What'],
    rows,
  })),
);
const document: fc.Arbitrary<PostmortemDocument> = fc
  .array(
    fc.record({
      title: text.map((each) => each.replace(/\n/g, ' ')),
      asks: fc.array(
        text.map((each) => each.replace(/\n/g, ' ')),
        { maxLength: 2 },
      ),
      filled: fc.array(block, { maxLength: 3 }),
      text,
      revision: fc.nat(50),
    }),
    { maxLength: 6 },
  )
  .map((sections) => ({
    ...{ number: 12, title: 'API is down', isDrill: false, isPrivate: false, status: 'draft' },
    ...{ zone: 'Asia/Bangkok', madeAt: new Date('2026-03-02T12:00:00Z') },
    facts: [{ label: 'Severity', value: 'SEV1' }],
    sections: sections.map((each, index) => ({ key: `s_${index}`, ...each })),
  }));

const known = ({ sections }: PostmortemDocument) =>
  sections.map((section) => ({
    key: section.key,
    above: aboveLines(section),
    revisions:
      section.revision === 0 && section.text === ''
        ? []
        : [{ key: section.key, text: section.text, revision: section.revision }],
  }));

describe('a document as Markdown', () => {
  it('comes back as it went out, whatever stands in it, with line ends of any system', () => {
    fc.assert(
      fc.property(document, fc.boolean(), (given, isWindows) => {
        const markdown = documentMarkdown(given, words);
        const read = readMarkdown(isWindows ? markdown.replaceAll('\n', '\r\n') : markdown);
        expect(read.map(({ key, revision, text: own }) => ({ key, revision, own }))).toEqual(
          given.sections.map(({ key, revision, text: own }) => ({ key, revision, own })),
        );
        expect(mergedSections(read, known(given), marks)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps what somebody writes below the marker of an end, above that of a beginning, and anew', () => {
    const given: PostmortemDocument = {
      ...{ number: 12, title: 'API is down', isDrill: false, isPrivate: false, status: 'draft' },
      ...{ zone: 'Asia/Bangkok', madeAt: new Date('2026-03-02T12:00:00Z'), facts: [] },
      sections: [
        {
          ...{ key: 'cause', title: 'Cause', asks: ['Why?'], text: 'A pool.', revision: 1 },
          filled: [{ type: 'text', text: 'Known so far.' }],
        },
        { key: 'well', title: 'Well', asks: [], filled: [], text: '', revision: 0 },
      ],
    };
    const markdown = documentMarkdown(given, words);
    expect(readHead(markdown)).toEqual({ number: 12, zone: 'Asia/Bangkok' });
    const edited = `${markdown
      .replace('> Why?', '> Why?\n\nBecause of this')
      .replace(
        '<!-- muster:end -->',
        '<!-- muster:end -->\n\nBelow the end',
      )}\n## My own\n\nAt last\n`;
    expect(mergedSections(readMarkdown(edited), known(given), marks)).toEqual([
      {
        ...{ key: 'cause', revision: 1, isClash: false },
        text: 'A pool.\n\nBelow the end\n\n**Outside:**\n\nBecause of this',
      },
      { key: 'well', text: '## My own\n\nAt last', revision: 0, isClash: false },
    ]);
  });

  // While it is read nobody else's click is answered, and Slack waits three seconds for that.
  it('is read in one go however many markers it has', () => {
    const marker = '<!-- muster:section a 1 1-->\n';
    const ms = processorMs(() => {
      const read = readMarkdown(marker.repeat(longestMarkdown / marker.length));
      expect(read).toEqual([{ key: 'a', revision: 1, sum: '1', text: '', above: [] }]);
    });
    expect(ms).toBeLessThan(3_000);
  });

  it('loses no line that either side wrote, and keeps none that both took away', () => {
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const lines = count(merged(ours, base, theirs, marks).text);
        const [before, here, there] = [count(base), count(ours), count(theirs)];
        for (const each of new Set([...here.keys(), ...there.keys()])) {
          // Blanks between paragraphs are nobody's words.
          if (each.trim() === '') continue;
          const [was, one, other] = [
            before.get(each) ?? 0,
            here.get(each) ?? 0,
            there.get(each) ?? 0,
          ];
          // What one side has, but for what the other side took away. By counting alone nobody can
          // tell a line that was moved from one that was taken away here and written there.
          const left = Math.max(one - Math.max(0, was - other), other - Math.max(0, was - one));
          expect(lines.get(each) ?? 0, each).toBeGreaterThanOrEqual(Math.min(1, left));
        }
        for (const each of lines.keys()) {
          const isTheirs = here.has(each) || there.has(each) || each.startsWith('**');
          expect(isTheirs || each.trim() === '', each).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes what is written on one side alone as it is', () => {
    fc.assert(
      fc.property(text, text, (base, changed) => {
        expect(merged(changed, base, base, marks)).toEqual({ text: changed, isClash: false });
        expect(merged(base, base, changed, marks)).toEqual({ text: changed, isClash: false });
        expect(merged(changed, base, changed, marks)).toEqual({ text: changed, isClash: false });
      }),
    );
  });
});

function count(of: string): Map<string, number> {
  const counted = new Map<string, number>();
  for (const each of of.split('\n')) counted.set(each, (counted.get(each) ?? 0) + 1);
  return counted;
}
