import { describe, expect, it } from 'vitest';
import { readTimeline } from '../../src/apply/read-timeline.ts';
import { processorMs } from '../support/processor-time.ts';

const at = (time: string) => new Date(`2026-11-22T${time}Z`);
const both = [
  { at: at('10:05:00'), who: 'enzo', text: 'Payments, "all", time out' },
  { at: at('10:07:30'), who: 'U01AB', text: 'rolled back' },
];

describe('a timeline that was kept elsewhere', () => {
  it.each<[string, string]>([
    [
      'JSON',
      `{"timeline": [
        {"at": "2026-11-22T10:05Z", "who": "@enzo", "text": "Payments, \\"all\\", time out"},
        {"at": "2026-11-22 11:07:30+01:00", "who": "U01AB", "text": " rolled back "}]}`,
    ],
    [
      'CSV',
      'at,who,text\r\n2026-11-22 10:05,enzo,"Payments, ""all"", time out"\r\n2026-11-22 10:07:30 UTC,U01AB,rolled back\r\n',
    ],
    [
      'CSV as some spreadsheets write it',
      '\uFEFF"at";"who";"text"\n' +
        '2026-11-22 10:05;enzo;"Payments, ""all"", time out"\n2026-11-22T10:07:30Z;U01AB;rolled back',
    ],
    [
      'a list of Markdown',
      '# What happened\n\n- 2026-11-22 10:05 UTC @enzo: Payments, "all", time out\n* 2026-11-22 10:07:30 – U01AB: rolled back\n',
    ],
    [
      'a table of Markdown',
      '| at | who | text |\n|---|---|---|\n| 2026-11-22 10:05 | enzo | Payments, "all", time out |\n| 2026-11-22T10:07:30Z | U01AB | rolled back |',
    ],
  ])('is read as %s', (_, content) => {
    expect(readTimeline(content)).toEqual({ lines: both, faults: [] });
  });

  it('goes on over several lines in Markdown, and in quotes in CSV', () => {
    expect(readTimeline('- 2026-11-22 9:05 ann: first\n  second').lines).toEqual([
      { at: at('09:05:00'), who: 'ann', text: 'first\nsecond' },
    ]);
    expect(readTimeline('at,who,text\n2026-11-22 09:05,ann,"first\nsecond"').lines[0]?.text).toBe(
      'first\nsecond',
    );
  });

  it.each<[string, string]>([
    ['', 'the file is empty'],
    [
      '[{"at": "yesterday", "who": "ann", "text": "x"}]',
      'entry 1 has no time that can be read: yesterday',
    ],
    ['[{"at": "2026-02-30T10:00Z", "who": "ann", "text": " "}]', 'entry 1 says nothing'],
    ['{"at": 1}', 'the JSON is no list of {"at", "who", "text"}'],
    ['at,who,text\nnoon,ann,x', 'row 2 has no time that can be read: noon'],
    ['we began at ten', 'line 1 begins with no time: we began at ten'],
  ])('says what it cannot read: %s', (content, fault) => {
    expect(readTimeline(content)).toEqual({ lines: [], faults: [fault] });
  });

  it('names broken JSON, and takes nobody for a question mark', () => {
    expect(readTimeline('[{').faults).toEqual([expect.stringMatching(/^no JSON: /)]);
    expect(readTimeline('[{"at": "2026-11-22 10:05", "text": "x"}]').lines[0]?.who).toBe('?');
  });

  it('takes who wrote it as one line without control characters', () => {
    const who = JSON.stringify('an\u0000n\n2026-11-22 bob: yes\u001b[2J');
    const [line] = readTimeline(`[{"at": "2026-11-22 10:05", "who": ${who}, "text": "x"}]`).lines;
    expect(line?.who).toBe('ann 2026-11-22 bob: yes[2J');
  });

  it('reads what is large and odd without looking at it again and again', () => {
    const ms = processorMs(() => {
      const blanks = ' '.repeat(50_000);
      const odd = `- 2026-11-22 10:05 ann: a${blanks}b\n- 2026-11-22 10:06 ann ${'| '.repeat(50_000)}x`;
      expect(readTimeline(odd).lines[0]?.text).toBe(`a${blanks}b`);
      const cell = '""'.repeat(500_000);
      expect(readTimeline(`at,who,text\n2026-11-22 10:05,ann,"${cell}"`).lines).toHaveLength(1);
      expect(readTimeline(`at,who,text\n2026-11-22 10:05,ann,"${cell}`).lines).toHaveLength(0);
    });
    // With a pattern that looks again from each blank it was minutes.
    expect(ms).toBeLessThan(5_000);
  });
});
