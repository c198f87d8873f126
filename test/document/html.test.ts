import { beforeAll, describe, expect, it } from 'vitest';
import { documentHtml } from '../../src/document/html.ts';
import type { PostmortemDocument } from '../../src/document/model.ts';
import { documentWords } from '../../src/document/words.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { sampleDocument } from '../support/sample-document.ts';

let policy: Policy;

beforeAll(async () => {
  const result = await loadPolicyFile('policies/example.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  ({ policy } = result);
});

const html = (document: PostmortemDocument) =>
  documentHtml(document, documentWords(policy, document));

function written(text: string): string {
  const document = sampleDocument('en', 1);
  const [section] = document.sections;
  if (!section) throw new Error('no section');
  return html({ ...document, sections: [{ ...section, filled: [], text }] });
}

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
];

describe('the HTML of a postmortem', () => {
  it('stands alone: nothing is loaded and nothing runs', () => {
    const page = html(sampleDocument('en'));
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|form|base)\b/i);
    expect(page).not.toMatch(/\son[a-z]+=|url\(|@import/i);
    for (const look of ['prefers-color-scheme: dark', '@media print', 'width=device-width']) {
      expect(page).toContain(look);
    }
  });

  it.each(hostile)('shows %s wherever it was typed, and is not changed by it', (typed) => {
    const document = sampleDocument('en', 1);
    const page = html({
      ...document,
      title: typed,
      facts: [{ label: typed, value: typed }],
      sections: [
        {
          key: typed,
          title: typed,
          asks: [typed],
          filled: [
            { type: 'text', text: typed },
            { type: 'list', items: [typed] },
            { type: 'table', head: [typed], rows: [[typed]] },
          ],
          text: `${typed}\n\n- ${typed}\n\n\`${typed}\`\n\n[${typed}](https://a.example/${typed})\n\n> ${typed}`,
          revision: 1,
        },
      ],
    });
    const tags = [...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag?.toLowerCase());
    expect(tags.filter((tag) => tag === 'script' || tag === 'svg' || tag === 'img')).toEqual([]);
    expect(tags.filter((tag) => tag === 'style' || tag === 'title')).toHaveLength(4);
    // Within tags, no attribute but ours.
    const attributes = [...page.matchAll(/<[a-z0-9]+((?:\s+[a-z-]+="[^"]*")*)\s*>/gi)].flatMap(
      ([, all = '']) => [...all.matchAll(/\s([a-z-]+)="/g)].map(([, name]) => name),
    );
    expect(attributes.filter((name) => name?.startsWith('on'))).toEqual([]);
  });

  it.each([
    ['[a](javascript:alert(1))', null],
    ['[a](JaVaScRiPt:alert(1))', null],
    ['[a](&#106;avascript:alert(1))', null],
    ['[a](data:text/html,x)', null],
    ['[a](vbscript:x)', null],
    ['[a](file:///etc/passwd)', null],
    ['[a](//evil.example)', null],
    ['<javascript:alert(1)>', null],
    ['![a](javascript:alert(1))', null],
    ['[a](https://a.example/?q="x")', 'https://a.example/?q=&quot;x&quot;'],
    ['[a](http://a.example)', 'http://a.example'],
    ['[a](mailto:a@b.example)', 'mailto:a@b.example'],
    ['![a](https://a.example/x.png)', 'https://a.example/x.png'],
  ])('of %s makes the link %s', (markdown, href) => {
    const found = /<a href="([^"]*)"/.exec(written(markdown))?.[1] ?? null;
    expect(found).toBe(href);
  });

  it('renders what people write with', () => {
    const page = written(
      '# one\n\n### three\n\na **b** *c* ~~d~~ `e`\nf\n\n1. x\n   - y\n\n- [x] z\n\n| h |\n|--|\n| c |\n\n---\n\n```\n<k>\n```',
    );
    for (const part of [
      '<h3>one</h3>',
      '<h5>three</h5>',
      'a <strong>b</strong> <em>c</em> <del>d</del> <code>e</code><br>f',
      '<ol><li>x<ul><li>y</li></ul></li></ol>',
      '<li class="box">☑ z</li>',
      '<th scope="col">h</th>',
      '<td>c</td>',
      '<hr>',
      '<pre><code>&lt;k&gt;</code></pre>',
    ]) {
      expect(page).toContain(part);
    }
  });

  it.each([
    ['quotes in quotes', '>'.repeat(20_000)],
    ['lists in lists', '- '.repeat(20_000)],
    ['brackets', '['.repeat(20_000)],
    ['stars', '*a _b '.repeat(20_000)],
  ])('is made of %s without end', (_, markdown) => {
    expect(written(markdown)).toContain('</html>');
  });

  it('says what is private, what is a drill, what nobody wrote yet, and when it was made', () => {
    const page = html({ ...sampleDocument('en'), isPrivate: true, isDrill: true });
    expect(page).toContain(
      '<p class="mark private">PRIVATE: for those who are in it, and nobody else</p>',
    );
    expect(page).toContain('<p class="mark drill">Drill: nothing was really broken</p>');
    expect(page).toContain('Nothing written yet.');
    expect(page).toContain('Made at 2026-11-24 09:30 UTC (2026-11-24 16:30 Asia/Bangkok)');
    expect(html(sampleDocument('en'))).not.toContain('class="mark');
  });
});
