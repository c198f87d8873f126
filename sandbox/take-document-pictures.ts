import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { documentPdf } from '../src/document/pdf.ts';
import { documentWords } from '../src/document/words.ts';
import { documentFonts } from '../src/integrations/fonts.ts';
import { loadPolicyFile } from '../src/policy/load.ts';
import { sampleDocument } from '../test/support/sample-document.ts';

/**
 * Takes the picture of a page of a PDF anew: `npx tsx sandbox/take-document-pictures.ts [en|th|ja]
 * [page]` writes it to docs/pictures/. Look at it before it is committed.
 */
const root = join(import.meta.dirname, '..');
const language = (['en', 'th', 'ja'] as const).find((each) => each === process.argv[2]) ?? 'th';
const number = Number(process.argv[3] ?? 1);

interface Drawn {
  canvas: { encode(kind: 'png'): Promise<Uint8Array> };
}

const name = language === 'th' ? '000-mana.yaml' : 'example.yaml';
const loaded = await loadPolicyFile(join(root, 'policies', name));
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const document = sampleDocument(language, 14);
const words = documentWords(loaded.policy, document);
const bytes = await documentPdf(document, words, await documentFonts());
const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
const page = await pdf.getPage(number);
const viewport = page.getViewport({ scale: 1.2 });
// pdf.js brings its own canvas to where there is no browser, and types only the browser's.
const factory = pdf.canvasFactory as { create(width: number, height: number): Drawn };
const drawn = factory.create(viewport.width, viewport.height);
await page.render({ canvas: drawn.canvas as unknown as null, viewport }).promise;
const folder = join(root, 'docs/pictures');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, `postmortem-pdf-${language}.png`), await drawn.canvas.encode('png'));
await pdf.destroy();
