/** Typed text in HTML and in Markdown, where nothing of it becomes markup. The handbook writes by it too. */

/** Text as HTML shows it, between tags and in an attribute. */
export function escapedHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text that Markdown shows as it is: no emphasis, entity or link, and no list or rule by how a line begins. */
export function literalMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^[ \t]*([-+=])/gm, '\\$1')
    .replace(/^[ \t]*(\d+)([.)])/gm, '$1\\$2');
}

/** The same for whole lines: what stands in front of one makes it no code either. */
export function literalLines(text: string): string {
  return literalMarkdown(text).replace(/^[ \t]+/gm, '');
}

/** Text as code in Markdown, in a fence longer than any in it. */
export function fencedMarkdown(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
