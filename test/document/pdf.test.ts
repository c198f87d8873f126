import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentSection, PostmortemDocument } from '../../src/document/model.ts';
import { documentPdf } from '../../src/document/pdf.ts';
import { documentWords } from '../../src/document/words.ts';
import { documentFonts } from '../../src/integrations/fonts.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { sampleDocument } from '../support/sample-document.ts';

let policy: Policy;

beforeAll(async () => {
  const result = await loadPolicyFile('policies/example.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  ({ policy } = result);
});

async function make(document: PostmortemDocument): Promise<Uint8Array> {
  return documentPdf(document, documentWords(policy, document), await documentFonts());
}

interface ReadBack {
  pages: string[];
  info: Record<string, unknown>;
  links: string[];
  outline: string[];
}

/** What a reader of PDF finds: the text of each page without its blanks, which are told by places. */
async function readBack(bytes: Uint8Array): Promise<ReadBack> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: string[] = [];
  const links: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(
      items
        .map((item) => ('str' in item ? item.str : ''))
        .join('')
        .replace(/\s/g, ''),
    );
    const annotations: { url?: string }[] = await page.getAnnotations();
    links.push(...annotations.flatMap(({ url }) => (url === undefined ? [] : [url])));
  }
  const info = { ...(await pdf.getMetadata()).info };
  const outline = ((await pdf.getOutline()) ?? []).map(({ title }) => title);
  await pdf.destroy();
  return { pages, info, links, outline };
}

/** Without blanks, and a Thai sara am as the two signs that are drawn for it. */
const packed = (text: string): string =>
  text.replace(/\s/g, '').replace(/([\u0e48-\u0e4b]?)\u0e33/g, '\u0e4d$1\u0e32');

function written(text: string): PostmortemDocument {
  const document = sampleDocument('en', 1);
  const [, cause] = document.sections as [DocumentSection, DocumentSection];
  return { ...document, sections: [{ ...cause, asks: [], text }] };
}

describe('the PDF of a postmortem', () => {
  it.each(['en', 'th', 'ja'] as const)(
    'holds 2,000 rows of timeline and all that was written, in %s',
    async (language) => {
      const document = sampleDocument(language, 2000);
      const { pages, info, outline } = await readBack(await make(document));
      const whole = pages.join('');
      const rows = document.sections[0]?.filled[0];
      if (rows?.type !== 'table') throw new Error('no table');
      const missing = rows.rows.filter((row) => !includesAll(pages, row));
      expect(missing).toEqual([]);
      expect(whole).toContain(packed(document.title));
      for (const { label, value } of document.facts) {
        expect(whole).toContain(packed(`${label}${value}`));
      }
      // Every page of the table says what its columns are, and each page which one it is.
      const head = packed(rows.head.join(''));
      expect(pages.filter((page) => page.includes(head)).length).toBeGreaterThan(30);
      for (const [at, page] of pages.entries()) {
        expect(page.endsWith(`${at + 1}/${pages.length}`)).toBe(true);
        expect(page).toContain(packed(`#42 ${document.title}`));
      }
      expect(info).toMatchObject({
        Title: `Postmortem of #42 – ${document.title}`,
        Language: 'en',
      });
      expect(outline).toEqual(document.sections.map(({ title }) => title));
    },
    30_000,
  );

  it('has its fonts in it, and only the letters that it needs of them', async () => {
    const bytes = await make(sampleDocument('ja', 5));
    const text = Buffer.from(bytes).toString('latin1');
    const fonts = [...text.matchAll(/\/BaseFont \/(\S+)/g)].map(([, name]) => name ?? '');
    expect(fonts.length).toBeGreaterThan(0);
    expect(fonts.filter((name) => !/^[A-Z]{6}\+MPLUS1p-(Regular|Bold)$/.test(name))).toEqual([]);
    expect(text).toContain('/FontFile2');
    expect(bytes.length).toBeLessThan(100_000);
  });

  it('is the same for the same document, so that its SHA-256 names it', async () => {
    const sums = [];
    for (const document of [sampleDocument('th', 3), sampleDocument('th', 3), written('other')]) {
      sums.push(
        createHash('sha256')
          .update(await make(document))
          .digest('hex'),
      );
    }
    expect(sums[1]).toBe(sums[0]);
    expect(sums[2]).not.toBe(sums[0]);
  });

  it('says on every page that it is private, and at its head that it is a drill', async () => {
    const mark = 'PRIVATE:forthosewhoareinit,andnobodyelse';
    const secret = { ...sampleDocument('en', 120), isPrivate: true, isDrill: true };
    const { pages } = await readBack(await make(secret));
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.filter((page) => !page.includes(mark))).toEqual([]);
    expect(pages[0]).toContain('Drill:nothingwasreallybroken');
    const { pages: open } = await readBack(await make(sampleDocument('en', 120)));
    expect(open.join('')).not.toContain('PRIVATE');
  });

  it('says when it was made in UTC and in the zone of its reader', async () => {
    const { pages } = await readBack(await make(sampleDocument('en', 1)));
    expect(pages[0]).toContain('Madeat2026-11-2409:30UTC(2026-11-2416:30Asia/Bangkok)');
  });

  it('draws Markdown and leads nowhere but to the web and to mail', async () => {
    const { pages, links } = await readBack(
      await make(
        written(
          'a **bold** [web](https://a.example/x) [post](mailto:a@b.example) [no](javascript:alert(1)) [file](file:///etc/passwd)\n\n<img src=x onerror=y>\n\n- [x] done\n- [ ] open\n\n3. third\n4. fourth',
        ),
      ),
    );
    expect(links).toEqual(['https://a.example/x', 'mailto:a@b.example']);
    const text = pages.join('');
    for (const part of [
      'aboldwebpost',
      '<imgsrc=xonerror=y>',
      '☑done',
      '☐open',
      '3.third',
      '4.fourth',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('breaks a row that fills pages, and lets no word run off the paper', async () => {
    const long = 'every word of this stays '.repeat(900);
    const address = `https://example.com/${'x'.repeat(900)}`;
    const { pages } = await readBack(
      await make(written(`| a | b |\n|--|--|\n| ${long} | ${address} |\n\n${address}`)),
    );
    const text = pages.join('');
    expect(text.match(/everywordofthisstays/g)?.length ?? 0).toBeGreaterThan(400);
    // The column beside it is read in between; each letter is there all the same.
    expect(text.match(/x/g)?.length ?? 0).toBeGreaterThanOrEqual(1800);
    expect(pages.length).toBeGreaterThan(3);
  });

  it('puts a box where no font has the character, and nothing for what only changes others', async () => {
    const { pages } = await readBack(await make(written('fire 🔥 thumb 👍🏽 heart ❤️ 한')));
    expect(pages.join('')).toMatch(/fire□thumb□heart.□/u);
  });

  it('piles the marks of Thai as people write them', async () => {
    const bytes = await make(written('น้ำท่วมต่ำกว่า ที่นี่ ปี่'));
    const { pages } = await readBack(bytes);
    // The ring below the tone mark; what is copied is what was typed, by /ActualText.
    expect(pages.join('')).toContain('น\u0e4d\u0e49าท่วมต\u0e4d\u0e48ากว่า');
    expect(pages.join('')).toContain('ที่นี่ปี่');
  });
});

/** Whether one page has all cells, whichever way the reader orders broken ones. */
function includesAll(pages: readonly string[], row: readonly string[]): boolean {
  return pages.some((page) => row.every((cell) => page.includes(packed(cell))));
}
