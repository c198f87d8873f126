import type { TimelineRow } from '../incident/places.ts';
import type { Desk } from './gesture.ts';

/** Lines on one page of the timeline. */
const PAGE = 20;

export interface TimelinePage {
  rows: TimelineRow[];
  /** Whether there are lines before the first. */
  older: boolean;
}

/** A page of the timeline: the last lines, or the last before one. */
export async function readTimelinePage(
  desk: Desk,
  incidentId: number,
  before: number | undefined,
): Promise<TimelinePage> {
  const rows = await desk.ports.read.timeline(incidentId, {
    limit: PAGE + 1,
    ...(before === undefined ? {} : { before }),
  });
  return { rows: rows.slice(-PAGE), older: rows.length > PAGE };
}
