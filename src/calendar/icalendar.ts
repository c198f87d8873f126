/** A meeting as a file that calendars read: iCalendar (RFC 5545), sent as RFC 5546 has it. */

export interface Mailbox {
  name: string;
  address: string;
}

export interface CalendarEvent {
  /** The same for all that becomes of one meeting. */
  uid: string;
  /** Rises with everything that changes; calendars ignore what has a lower one than they know. */
  sequence: number;
  /** When this was written. */
  stampAt: Date;
  fromAt: Date;
  toAt: Date;
  isCancelled: boolean;
  summary: string;
  description: string;
  /** Empty: not said. */
  location: string;
  /** Null: nobody who could be answered is known. */
  organizer: Mailbox | null;
  /** Whom it is for; null where no address is known. */
  attendee: Mailbox | null;
}

/** What a calendar is to do with it. Without an organizer nobody is invited: it is shown to be taken over. */
export function methodOf(event: CalendarEvent): 'REQUEST' | 'CANCEL' | 'PUBLISH' {
  if (event.isCancelled) return 'CANCEL';
  return event.organizer && event.attendee ? 'REQUEST' : 'PUBLISH';
}

/** The text of the file: lines of at most 75 octets that end in CRLF, times in UTC. */
export function icalendar(event: CalendarEvent): string {
  const { uid, sequence, stampAt, fromAt, toAt, isCancelled, organizer, attendee } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Muster//Postmortem//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${methodOf(event)}`,
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${inUtc(stampAt)}`,
    `DTSTART:${inUtc(fromAt)}`,
    `DTEND:${inUtc(toAt)}`,
    `SUMMARY:${escaped(event.summary)}`,
    ...(event.description === '' ? [] : [`DESCRIPTION:${escaped(event.description)}`]),
    ...(event.location === '' ? [] : [`LOCATION:${escaped(event.location)}`]),
    ...(organizer ? [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.address}`] : []),
    ...(attendee ? [attendeeLine(attendee)] : []),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function attendeeLine({ name, address }: Mailbox): string {
  const how = 'ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE';
  return `ATTENDEE;CN=${quoted(name)};${how}:mailto:${address}`;
}

/** `20261126T093000Z`. */
function inUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** Text as a value: what has a meaning in it gets a backslash, line breaks are written out. */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');
}

/** Text as a parameter: nothing in it can be escaped, so quotes and line breaks are left out. */
function quoted(text: string): string {
  return `"${text.replace(/["\p{Cc}]/gu, ' ').trim()}"`;
}

/** How many octets a letter takes in UTF-8. */
function octetsOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_00_00 ? 3 : 4;
}

/** Octets of a line, without its end. */
const longest = 75;

/** A long line goes on behind a blank; no letter is torn apart. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    const size = octetsOf(letter);
    if (octets + size > longest) {
      parts.push(part);
      part = '';
      // The blank counts.
      octets = 1;
    }
    part += letter;
    octets += size;
  }
  return [...parts, part].join('\r\n ');
}
