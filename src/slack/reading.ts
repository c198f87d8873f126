import type { Incident } from '../incident/types.ts';
import { linesPerPage, type TimelinePage } from '../views/timeline-pages.ts';
import type { Desk } from './gesture.ts';

/** A page of the timeline: the last lines, or the last before one. */
export async function readTimelinePage(
  desk: Desk,
  { id, version }: Pick<Incident, 'id' | 'version'>,
  before: number | undefined,
): Promise<TimelinePage> {
  const rows = await desk.ports.read.timeline(id, {
    limit: linesPerPage + 1,
    ...(before === undefined ? {} : { before }),
  });
  // The version counts the lines there are.
  const newer = (rows.at(-1)?.seq ?? version) < version;
  return { rows: rows.slice(-linesPerPage), older: rows.length > linesPerPage, newer };
}
