import { documentStyle } from './html-style.ts';
import { escapedHtml as escaped } from './markup.ts';
import type { DocumentBlock, DocumentSection, PostmortemDocument } from './model.ts';
import { type Prose, type ProseItem, proseOf, type Run } from './prose.ts';
import type { DocumentWords } from './words.ts';

/**
 * The document as one HTML file that needs nothing else: its style is in it, nothing is loaded, and no
 * script runs in it. Nothing that people typed can become markup.
 */
export function documentHtml(document: PostmortemDocument, words: DocumentWords): string {
  return `<!doctype html>
<html lang="${escaped(words.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">
<title>${escaped(`${words.title} – ${document.title}`)}</title>
<style>${documentStyle}</style>
</head>
<body>
<main>
<header>
${marks(words)}<p class="over">${escaped(words.title)} <span class="status">${escaped(words.status)}</span></p>
<h1>${escaped(document.title)}</h1>
${factsHtml(document)}</header>
${document.sections.map((section) => sectionHtml(section, words)).join('\n')}
</main>
<footer>${escaped(words.made)}</footer>
</body>
</html>
`;
}

function marks({ isPrivate, isDrill }: DocumentWords): string {
  const mark = (text: string | null, kind: string) =>
    text === null ? '' : `<p class="mark ${kind}">${escaped(text)}</p>\n`;
  return mark(isPrivate, 'private') + mark(isDrill, 'drill');
}

function factsHtml({ facts }: PostmortemDocument): string {
  if (facts.length === 0) return '';
  const rows = facts.map(
    ({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${lines(value)}</dd></div>`,
  );
  return `<dl>${rows.join('')}</dl>\n`;
}

function sectionHtml(section: DocumentSection, words: DocumentWords): string {
  const { key, title, asks, filled, text } = section;
  const asked = asks.length > 0 ? `<p class="asks">${asks.map(escaped).join('<br>')}</p>\n` : '';
  const prose = proseOf(text);
  const isEmpty = prose.length === 0 && filled.length === 0;
  return `<section id="${escaped(key)}">
<h2>${escaped(title)}</h2>
${asked}${filled.map(filledHtml).join('\n')}${prose.map(proseHtml).join('\n')}${isEmpty ? `<p class="empty">${escaped(words.nothingYet)}</p>` : ''}
</section>`;
}

function filledHtml(block: DocumentBlock): string {
  switch (block.type) {
    case 'text':
      return `<p>${lines(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`;
    case 'table':
      return filledTable(block);
    default:
      return block satisfies never;
  }
}

/** Its rows become blocks on a phone, where each cell then says what it is. */
function filledTable({ head, rows }: Extract<DocumentBlock, { type: 'table' }>): string {
  const top = head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('');
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => {
      const look = isFigures.test(cell) ? ' class="figures"' : '';
      return `<td${look} data-label="${escaped(head[at] ?? '')}">${lines(cell)}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table class="filled"><thead><tr>${top}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

/** Times and numbers, which nobody wants broken in two. */
const isFigures = /^[\d\s:.,%+-]{1,20}$/;

/** Takes what is HTML already. */
function tableHtml(head: string[], rows: string[][]): string {
  const top = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`);
  // Wider than a phone, it is pushed aside on its own and not the page with it.
  return `<div class="table" tabindex="0"><table><thead><tr>${top}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function proseHtml(prose: Prose): string {
  switch (prose.type) {
    case 'paragraph':
      return `<p>${runsHtml(prose.runs)}</p>`;
    case 'heading': {
      // h1 is the document's, h2 the section's.
      const tag = `h${Math.min(prose.level + 2, 6)}`;
      return `<${tag}>${runsHtml(prose.runs)}</${tag}>`;
    }
    case 'list':
      return listHtml(prose.start, prose.items);
    case 'quote':
      return `<blockquote>${prose.blocks.map(proseHtml).join('')}</blockquote>`;
    case 'code':
      return `<pre><code>${escaped(prose.text)}</code></pre>`;
    case 'table':
      return tableHtml(
        prose.head.map(runsHtml),
        prose.rows.map((row) => row.map(runsHtml)),
      );
    case 'rule':
      return '<hr>';
    default:
      return prose satisfies never;
  }
}

function listHtml(start: number | null, items: ProseItem[]): string {
  const inner = items.map(itemHtml).join('');
  if (start === null) return `<ul>${inner}</ul>`;
  return `<ol${start === 1 ? '' : ` start="${start}"`}>${inner}</ol>`;
}

function itemHtml({ isChecked, blocks }: ProseItem): string {
  const [first, ...rest] = blocks;
  const lead = first?.type === 'paragraph' ? runsHtml(first.runs) : first ? proseHtml(first) : '';
  const box = isChecked === null ? '' : isChecked ? '☑ ' : '☐ ';
  const look = isChecked === null ? '' : ' class="box"';
  return `<li${look}>${box}${lead}${rest.map(proseHtml).join('')}</li>`;
}

function runsHtml(runs: Run[]): string {
  return runs.map(runHtml).join('');
}

function runHtml({ text, bold, italic, code, struck, href }: Run): string {
  let html = lines(text);
  if (code) html = `<code>${html}</code>`;
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  if (struck) html = `<del>${html}</del>`;
  return href === undefined ? html : `<a href="${escaped(href)}" rel="noreferrer">${html}</a>`;
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}
