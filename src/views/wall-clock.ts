import { wallTime } from '../calendar/wall-time.ts';

/** Times as a clock shows them where somebody is, for texts that no reader's Slack turns into their own. */

/** The zone as it is; UTC where it is unknown here, as one may be that Slack or a document names. */
export function knownZone(zone: string): string {
  return Number.isNaN(wallTime(0, zone)) ? 'UTC' : zone;
}

/** `2026-11-22 17:30`: the clock on the wall of an IANA zone, which must be a known one. */
export function onWall(instant: Date, zone: string): string {
  const wall = new Date(wallTime(instant.getTime(), zone));
  return wall.toISOString().slice(0, 16).replace('T', ' ');
}
