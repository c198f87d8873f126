import type { IncidentView } from '../../incident/places.ts';
import { message } from '../../views/blocks.ts';
import { bookingOnPostmortem } from '../../views/booking/on-postmortem.ts';
import type { Message } from '../../views/context.ts';
import { say } from '../../views/say.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { zoneOf } from '../course/times.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { readFutureTime } from '../on-call/future-time.ts';
import { withoutBecause } from '../typed.ts';
import type { bookingAliases } from './words.ts';

export const bookingCommands: Record<keyof typeof bookingAliases, CommandHandler> = {
  meeting: meetingCommand,
};

/** `meeting`: how it stands; `meeting propose`, `meeting book …`, `meeting move …`, `meeting cancel …`. */
async function meetingCommand(typed: Typed): Promise<Message | null> {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(typed.text) ?? [];
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const by = typed.userId;
  switch (word.toLowerCase()) {
    case '':
    case 'show':
      return standing(typed, found.found);
    case 'propose':
    case 'times':
      return propose(typed, found.found, rest);
    case 'book':
    case 'move':
      return rest === ''
        ? openForm(typed, 'book_meeting', Promise.resolve(found))
        : book(typed, found.found, rest);
    case 'cancel': {
      const reason = withoutBecause(rest);
      if (reason === '') return openForm(typed, 'cancel_meeting', Promise.resolve(found));
      return carryOut(typed, found.found, { type: 'cancel_meeting', by, reason });
    }
    default:
      return book(typed, found.found, typed.text);
  }
}

async function standing({ desk }: Typed, found: IncidentView): Promise<Message> {
  const view = await viewOf(desk, found);
  const { policy, incident } = view;
  const head = say(policy, 'postmortem.head', { number: incident.number, title: incident.title });
  return message(head, bookingOnPostmortem(view));
}

/** `propose`, `propose 90m`, `propose fri 9:00 90m`. */
async function propose(typed: Typed, found: IncidentView, text: string): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const { minutes, rest } = takeLength(text);
  const fromAt = rest === '' ? null : readFutureTime(rest, desk.ports.now(), zoneOf(desk, by));
  if (rest !== '' && !fromAt) return openForm(typed, 'propose_slots', Promise.resolve({ found }));
  return carryOut(typed, found, { type: 'propose_slots', by, fromAt, minutes });
}

/** `book 2026-03-05 14:00 for 90m in Room 3`: a time as people type it, how long, where; these in any order. */
async function book(typed: Typed, found: IncidentView, text: string): Promise<Message | null> {
  const { desk, userId: by } = typed;
  const [, before = text, place] = /^(.*?)\s+(?:in|@)\s+(\D.*|https?:.*)$/is.exec(text) ?? [];
  // Behind the place a length is one only with its word: a room may be called "Lab 2 h".
  const [, named = place, length] = /^(.*?)\s+(for\s+\d{1,3}\s*[a-z]+)$/is.exec(place ?? '') ?? [];
  const { minutes, rest } = takeLength(length ? `${before} ${length}` : before);
  const at = readFutureTime(rest, desk.ports.now(), zoneOf(desk, by));
  const where = named?.trim() ?? null;
  return carryOut(typed, found, { type: 'book_meeting', by, slot: null, at, minutes, where });
}

/** How long, where it stands at the end: `for 90m`, `for 2 hours`, `90 min`. */
function takeLength(text: string): { minutes: number | null; rest: string } {
  const match = /(?:^|\s)(?:for\s+)?(\d{1,3})\s*(m|min|mins|minutes?|h|hrs?|hours?)$/i.exec(
    text.trim(),
  );
  if (!match) return { minutes: null, rest: text.trim() };
  const [whole, count = '', unit = 'm'] = match;
  const minutes = Number(count) * (unit.toLowerCase().startsWith('h') ? 60 : 1);
  return { minutes, rest: text.trim().slice(0, -whole.length).trim() };
}
