import { escapedHtml as escaped } from '../document/markup.ts';
import type { Policy } from '../policy/schema.ts';
import { sayPlain } from '../views/say.ts';
import { partsOf } from './inline.ts';
import type { Block, Inline, Item, Line, Page } from './page.ts';

/** A page as a whole HTML document. Nothing that a policy says can become markup. */
export function htmlPage(policy: Policy, pages: readonly Page[], page: Page): string {
  const title = page.slug === 'index' ? page.title : `${page.title} – ${policy.name}`;
  const trail = trailOf(pages, page);
  return `<!doctype html>
<html lang="${escaped(sayPlain(policy, 'handbook.language'))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<header>
<a class="home" href="index.html">${escaped(policy.name)}</a>
<details>
<summary>${escaped(sayPlain(policy, 'handbook.menu'))}</summary>
<nav><ul>${menu(pages, page)}</ul></nav>
</details>
</header>
<main>
${trail}<h1>${escaped(page.title)}</h1>
${onThisPage(policy, page)}${page.blocks.map(blockHtml).join('\n')}
</main>
<footer><a href="index.html">${escaped(policy.name)}</a></footer>
</body>
</html>
`;
}

function trailOf(pages: readonly Page[], { under }: Page): string {
  const parent = pages.find(({ slug }) => slug === under);
  if (!parent) return '';
  return `<p class="trail">${anchor(`${parent.slug}`, parent.title)}</p>\n`;
}

function menu(pages: readonly Page[], current: Page): string {
  return pages
    .filter(({ under }) => under === undefined)
    .map(({ slug, title }) => {
      const here = slug === current.slug ? ' aria-current="page"' : '';
      return `<li><a href="${slug}.html"${here}>${escaped(title)}</a></li>`;
    })
    .join('');
}

/** Long pages begin with their own contents. */
const worthContents = 5;

function onThisPage(policy: Policy, { blocks, slug, under }: Page): string {
  const headings = blocks.flatMap((block) =>
    block.type === 'heading' && block.level === 2 ? [block] : [],
  );
  // Who opens a runbook wants its steps.
  if (headings.length < worthContents || slug === 'index' || under !== undefined) return '';
  const links = headings.map(
    ({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`,
  );
  const label = escaped(sayPlain(policy, 'handbook.on_this_page'));
  return `<nav class="contents" aria-label="${label}"><ul>${links.join('')}</ul></nav>\n`;
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'heading': {
      const tag = `h${block.level}`;
      return `<${tag} id="${escaped(block.id)}">${escaped(block.text)}</${tag}>`;
    }
    case 'text':
      return `<p>${lineHtml(block.line)}</p>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map(itemHtml).join('')}</${tag}>`;
    }
    case 'facts':
      return `<dl>${block.rows
        .map(({ label, line }) => `<div><dt>${escaped(label)}</dt><dd>${lineHtml(line)}</dd></div>`)
        .join('')}</dl>`;
    case 'table':
      return tableHtml(block);
    case 'code':
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case 'message':
      return `<pre class="message">${escaped(block.text)}</pre>`;
    case 'note':
      return `<p class="note ${block.tone}">${lineHtml(block.line)}</p>`;
    default:
      return block satisfies never;
  }
}

function itemHtml({ id, line, blocks }: Item): string {
  const anchored = id === undefined ? '' : ` id="${escaped(id)}"`;
  return `<li${anchored}>${lineHtml(line)}${(blocks ?? []).map(blockHtml).join('')}</li>`;
}

function tableHtml({ head, rows }: Extract<Block, { type: 'table' }>): string {
  const top = head.map((cell) => `<th>${escaped(cell)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td>${lineHtml(cell)}</td>`).join('')}</tr>`)
    .join('');
  return `<div class="table"><table><thead><tr>${top}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function lineHtml(line: Line): string {
  return line.map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  if (typeof inline === 'string') return textHtml(inline);
  if ('code' in inline) return `<code>${escaped(inline.code)}</code>`;
  if ('strong' in inline) return `<strong>${escaped(inline.strong)}</strong>`;
  return anchor(inline.to, inline.text);
}

function textHtml(text: string): string {
  return partsOf(text)
    .map((part) => {
      if (part.kind === 'code') return `<code>${escaped(part.text)}</code>`;
      if (part.kind === 'address') return anchor(part.text, part.text);
      return escaped(part.text).replaceAll('\n', '<br>');
    })
    .join('');
}

function anchor(to: string, text: string): string {
  return `<a href="${escaped(isOutside(to) ? to : inSite(to, 'html'))}">${escaped(text)}</a>`;
}

export function isOutside(to: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/.test(to);
}

/** `roles#role-commander` as `roles.html#role-commander`. */
export function inSite(to: string, ending: string): string {
  const [slug = '', id] = to.split('#');
  return id === undefined ? `${slug}.${ending}` : `${slug}.${ending}#${id}`;
}
