import type { IncidentView } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import { linesPerPage, type TimelinePage } from '../views/timeline-pages.ts';
import type { Asking, Desk } from './gesture.ts';
import type { Asked } from './words.ts';

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

/** The incident that somebody means: by its number, by a channel that was named, or by where they are; null when none. */
export async function readMeant(
  { desk, userId, channelId }: Pick<Asking, 'desk' | 'userId' | 'channelId'>,
  asked: Pick<Asked, 'number' | 'roomId'>,
): Promise<IncidentView | null> {
  const { read } = desk.ports;
  if (asked.number !== null) return read.byNumber(asked.number, userId);
  const room = asked.roomId ?? channelId;
  return room ? read.byRoom(room, userId) : null;
}
