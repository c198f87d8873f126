import type { TimelineRow } from '../places.ts';
import type { Incident } from '../types.ts';
import type { PostmortemEntries, WrittenSection } from './types.ts';
import { writtenSection } from './written.ts';

/**
 * The texts of the document. They are too long for the state: each revision stands in the timeline,
 * which never changes, and what stands there now is what became of them.
 */

/** Types of the entries that hold them. */
export const textEntries = ['edit_section', 'add_to_section', 'import_postmortem'] as const;
type TextEntry = (typeof textEntries)[number];

/** Lines as a Markdown list; a line that is one already stays as it is. */
export function listOf(lines: readonly string[]): string {
  return lines.map((line) => (/^([-*+]|\d+[.)]) /.test(line) ? line : `- ${line}`)).join('\n');
}

/** Every revision of every section, oldest first. `rows` are in their order; others are left out. */
export function revisionsIn(rows: readonly TimelineRow[]): Map<string, WrittenSection[]> {
  const all = new Map<string, WrittenSection[]>();
  for (const { type, data, isErased } of rows) {
    // What was taken out for good is gone from here, too.
    if (!isTextEntry(type) || isErased) continue;
    for (const change of changesOf(type, data)) {
      const before = all.get(change.key) ?? [];
      const { key, revision } = change;
      const last = before.at(-1);
      // Where the one before it was taken out, an older text does not come back.
      const text = change.after(last?.revision === revision - 1 ? last.text : '');
      all.set(key, [...before, { key, revision, text }]);
    }
  }
  return all;
}

/** What people wrote into each section, as it is now. */
export function textsIn(rows: readonly TimelineRow[]): Map<string, WrittenSection> {
  const now = new Map<string, WrittenSection>();
  for (const [key, revisions] of revisionsIn(rows)) {
    const last = revisions.at(-1);
    if (last) now.set(key, last);
  }
  return now;
}

/**
 * A section as it is to be written on: of the revision that counts, also where the line of that one was
 * taken out for good. Empty where nobody wrote.
 */
export function sectionNow(
  incident: Pick<Incident, 'state'>,
  rows: readonly TimelineRow[],
  key: string,
): WrittenSection {
  const { text = '', revision = 0 } = textsIn(rows).get(key) ?? {};
  const kept = writtenSection(incident, key)?.revision ?? 0;
  return { key, text, revision: Math.max(revision, kept) };
}

interface Change {
  key: string;
  revision: number;
  after(before: string): string;
}

/** The rules wrote these rows, so their data fits their type. */
function changesOf(type: TextEntry, data: Record<string, unknown>): Change[] {
  if (type === 'edit_section') {
    const { key, revision, text } = data as unknown as PostmortemEntries['edit_section'];
    return [{ key, revision, after: () => text }];
  }
  if (type === 'import_postmortem') {
    const { sections } = data as unknown as PostmortemEntries['import_postmortem'];
    return sections.map(({ key, revision, text }) => ({ key, revision, after: () => text }));
  }
  const { key, revision, lines } = data as unknown as PostmortemEntries['add_to_section'];
  return [{ key, revision, after: (text) => added(text, lines) }];
}

/** Below a list it goes on with it; below anything else a new one begins. */
export function added(text: string, lines: readonly string[]): string {
  if (text === '') return listOf(lines);
  return `${text}\n${listOf(lines)}`;
}

function isTextEntry(type: string): type is TextEntry {
  return (textEntries as readonly string[]).includes(type);
}
