import type { PostmortemDocument } from './model.ts';

/** Counts up when a key changes its meaning or goes; one that is added changes nothing. */
const format = 'muster-postmortem/1';

/** The document as JSON for programs: its keys always in this order, instants in UTC as ISO 8601. */
export function documentJson(document: PostmortemDocument): string {
  const { number, title, isDrill, isPrivate, status, zone, madeAt, facts, sections } = document;
  const whole = {
    format,
    number,
    title,
    is_drill: isDrill,
    is_private: isPrivate,
    status,
    zone,
    made_at: madeAt.toISOString(),
    facts: facts.map(({ label, value }) => ({ label, value })),
    sections: sections.map(({ key, title, asks, filled, text, revision }) => ({
      key,
      title,
      asks,
      filled,
      text,
      revision,
    })),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
