import { beforeAll, describe, expect, it } from 'vitest';
import { markdownFault } from '../../sandbox/server/canvases.ts';
import { documentCanvas } from '../../src/document/canvas.ts';
import type { PostmortemDocument } from '../../src/document/model.ts';
import { documentWords } from '../../src/document/words.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { hostileCorpus } from '../support/hostile-packs.ts';
import { liveInCanvas } from '../support/live-text.ts';
import { sampleDocument } from '../support/sample-document.ts';

let policy: Policy;

beforeAll(async () => {
  const result = await loadPolicyFile('policies/example.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  ({ policy } = result);
});

const canvas = (document: PostmortemDocument) =>
  documentCanvas(document, documentWords(policy, document));

/** A document in which this was typed everywhere. */
function typedEverywhere(typed: string): string {
  return canvas({
    ...sampleDocument('en', 1),
    title: typed,
    facts: [{ label: typed, value: typed }],
    sections: [
      {
        key: 'cause',
        title: typed,
        asks: [typed],
        filled: [
          { type: 'text', text: typed },
          { type: 'list', items: [typed, typed] },
          { type: 'table', head: [typed], rows: [[typed, typed]] },
        ],
        text: typed,
        revision: 1,
      },
    ],
  });
}

const mention = '![](@U0DBA)';
const hostile = [
  mention,
  '![](#C0ROOM)',
  '<!channel> <@U0DBA> <#C0ROOM>',
  '<img src=x onerror=alert(1)>',
  '[here](javascript:alert(1))',
  `[here](<https://example.com/)${mention}>)`,
  `[here](<https://example.com/\\)${mention}>)`,
  `| a | b |\n| - | - |\n| \`x \\| ${mention}\` | y |`,
  `> - \`\`\`\n> ${mention}`,
  `\`a\n\n${mention}\``,
  `- [ ] ${mention}\n  # ${mention}`,
  `\`\`\`\n${mention}\n\`\`\`\`\n${mention}`,
  `[x]: https://example.com "${mention}"\n[x]`,
  '::: {.callout}\n\n:::\nopen',
  '1. one\n   - dots below\n     1. and numbers\n\n10. ten\n\n    > said\n\n- [ ] a box\n- none\n  - [x] below',
];

describe('the canvas of a postmortem', () => {
  it.each(hostile)('has nothing live in it where somebody typed %j', (typed) => {
    const markdown = typedEverywhere(typed);
    expect(liveInCanvas(markdown)).toEqual([]);
    expect(markdownFault(markdown)).toBeNull();
  });

  it('nor where somebody typed anything that is hostile elsewhere', () => {
    const live = hostileCorpus.flatMap((typed) => liveInCanvas(typedEverywhere(typed)));
    expect(live).toEqual([]);
  });

  it('keeps lists that Slack takes: one kind all the way down, boxes where all have one', () => {
    const [section] = sampleDocument('en', 1).sections;
    const written = (text: string, isPlain = false) => {
      const document = {
        ...sampleDocument('en', 1),
        sections: section ? [{ ...section, filled: [], asks: [], text }] : [],
      };
      const markdown = documentCanvas(document, documentWords(policy, document), isPlain);
      expect(markdownFault(markdown)).toBeNull();
      return markdown.slice(markdown.indexOf('## '));
    };
    expect(written('9. one\n10. two\n    - below\n      - deeper')).toMatch(
      /\n9\. one\n10\. two\n {4}1\. below\n {7}1\. deeper$/,
    );
    expect(written('- [x] done\n- [ ] not\n  - [ ] below')).toMatch(
      /\n- \[x] done\n- \[ ] not\n {2}- \[ ] below$/,
    );
    expect(written('- [x] done\n- a word')).toMatch(/\n- ☑ done\n- a word$/);
    // For where Slack takes no such thing after all.
    const all =
      '> said\n\n| a | b |\n| - | - |\n| c | d |\n\n1. one\n   1. below\n\n```\nx\ny\n```';
    expect(written(all, true)).toMatch(
      /\n\nsaid\n\n- a · b\n- c · d\n\n- one\n- below\n\n- x\n- y$/,
    );
  });

  it('leaves no gap where a cell is empty', () => {
    const [section] = sampleDocument('en', 1).sections;
    const filled = [{ type: 'table' as const, head: ['a', 'b', 'c'], rows: [['x', '', 'y']] }];
    const sections = section ? [{ ...section, filled }] : [];
    expect(canvas({ ...sampleDocument('en', 1), sections })).toMatch(/\n- x · y(\n|$)/);
  });

  it('says a mention where one would be live: what looks for them finds them', () => {
    expect(liveInCanvas(`a ${mention} b <b>c</b>`)).toHaveLength(3);
    expect(
      liveInCanvas(`- x\n  - ${mention}\n\n| ${mention} |\n| - |\n| ${mention} |`),
    ).toHaveLength(3);
    expect(liveInCanvas('[a](https://example.com) \\<!here\\>')).toEqual([]);
  });
});
