import { closest, distance } from 'fastest-levenshtein';
import { folded } from '../incident/lookup.ts';
import { actionItemsAliases, actionItemsFree } from './action-items/words.ts';
import { bookingAliases, bookingFree } from './booking/words.ts';
import { clocksAliases, clocksFree } from './clocks/words.ts';
import { courseAliases, courseFree } from './course/words.ts';
import { drillsAliases, drillsFree } from './drills/words.ts';
import { escalationAliases, escalationFree } from './escalation/words.ts';
import { kindsAliases, kindsFree } from './kinds/words.ts';
import { linksAliases, linksFree } from './links/words.ts';
import { meetingAliases, meetingFree } from './meeting/words.ts';
import { onCallAliases, onCallFree } from './on-call/words.ts';
import { organisationAliases } from './organisation/words.ts';
import { postmortemAliases, postmortemFree } from './postmortem/words.ts';
import { presenceAliases, presenceFree } from './presence/words.ts';
import { tasksAliases, tasksFree } from './tasks/words.ts';
import { tellingAliases, tellingFree } from './telling/words.ts';

/** How `/incident …` is read: one word says what is wanted, the rest belongs to it. */

/** Each word with its aliases. A word is also a row of the command table. */
const aliases = {
  declare: ['new', 'open', 'start', 'create', 'raise'],
  status: ['st', 'state'],
  severity: ['sev', 'level'],
  update: ['up', 'u', 'upd'],
  snooze: ['later', 'delay'],
  onit: ['mine-update', 'own'],
  take: ['ic', 'claim', 'command'],
  assign: ['give'],
  handover: ['ho', 'handoff'],
  accept: ['yes'],
  decline: ['no'],
  giveup: ['drop', 'release', 'giveback'],
  note: ['n', 'add'],
  timeline: ['tl', 'log', 'history'],
  resolve: ['fixed', 'resolved'],
  close: ['closed', 'finish'],
  reopen: ['again'],
  cancel: ['abort', 'false-alarm'],
  title: ['rename', 'retitle'],
  list: ['ls', 'all', 'incidents'],
  mine: ['my'],
  find: ['search', 'f'],
  show: ['s', 'view', 'info'],
  panel: ['p', 'card', 'buttons'],
  retry: ['repair'],
  doctor: ['checkup', 'diagnose', 'compare'],
  help: ['h', '?', 'commands'],
  ...kindsAliases,
  ...tasksAliases,
  ...courseAliases,
  ...tellingAliases,
  ...linksAliases,
  ...clocksAliases,
  ...presenceAliases,
  ...escalationAliases,
  ...drillsAliases,
  ...postmortemAliases,
  ...bookingAliases,
  ...meetingAliases,
  ...actionItemsAliases,
  ...onCallAliases,
  ...organisationAliases,
} as const satisfies Record<string, readonly string[]>;

export type Word = keyof typeof aliases;
export const words = Object.keys(aliases) as Word[];

/** Other ways to type a word. */
export function spellingsOf(word: Word): readonly string[] {
  return aliases[word];
}

const spellings = new Map<string, Word>(
  words.flatMap((word) => [word, ...aliases[word]].map((each) => [folded(each), word] as const)),
);

/** What someone typed after `/incident`. */
export interface Asked {
  /** Null when nothing was typed, or a word nobody knows. */
  word: Word | null;
  /** The word nobody knows. */
  unknown: string | null;
  /** Words spelt almost like it, best first. */
  nearest: Word[];
  /** The incident's number, from `#12`. */
  number: number | null;
  /** A channel that was named instead of a number. */
  roomId: string | null;
  /** All that belongs to the word, as Slack wrote it. */
  text: string;
}

/** Words whose text is free: a number inside it belongs to the text, one right before or after the word does not. */
const free: ReadonlySet<Word> = new Set([
  'declare',
  'note',
  'update',
  'title',
  'find',
  'resolve',
  'close',
  'reopen',
  'cancel',
  'snooze',
  'severity',
  'status',
  ...kindsFree,
  ...tasksFree,
  ...courseFree,
  ...tellingFree,
  ...linksFree,
  ...clocksFree,
  ...presenceFree,
  ...escalationFree,
  ...drillsFree,
  ...postmortemFree,
  ...bookingFree,
  ...meetingFree,
  ...actionItemsFree,
  ...onCallFree,
]);

/** Reads `/incident` text. Never throws; what it cannot read it hands back. */
export function parse(typed: string): Asked {
  const nothing: Asked = {
    word: null,
    unknown: null,
    nearest: [],
    number: null,
    roomId: null,
    text: '',
  };
  const leading = takeTarget(typed.trim());
  const first = /^\S+/.exec(leading.rest)?.[0] ?? '';
  const about = { number: leading.number, roomId: leading.roomId };
  if (first === '') return { ...nothing, ...about, word: leading.found ? 'show' : null };
  // "12" alone means "#12".
  if (/^\d{1,9}$/.test(first) && leading.rest === first) {
    return { ...nothing, word: 'show', number: Number(first) };
  }
  // "hand over" and "give up" are one word to us.
  const pair = /^\S+[ \t]+\S+/.exec(leading.rest)?.[0] ?? first;
  const spelt = wordFor(pair) ? pair : first;
  const word = wordFor(spelt);
  const text = leading.rest.slice(spelt.length).trim();
  if (!word) return { ...nothing, ...about, unknown: first, nearest: nearestWords(first), text };
  if (leading.found || word === 'declare') return { ...nothing, ...about, word, text };
  const isBare = !free.has(word) && /^\d{1,9}$/.test(text);
  const target = free.has(word) ? takeTarget(text) : takeTargetAnywhere(isBare ? `#${text}` : text);
  return { ...nothing, word, number: target.number, roomId: target.roomId, text: target.rest };
}

interface Target {
  found: boolean;
  number: number | null;
  roomId: string | null;
  rest: string;
}

const target = /(?:#(\d{1,9})|<#([CG][A-Z0-9]+)(?:\|[^>]*)?>)/;
const targetFirst = new RegExp(`^${target.source}(?=\\s|$)`);
const targetAnywhere = new RegExp(`(?<=\\s|^)${target.source}(?=\\s|$)`);

function takeTarget(text: string): Target {
  return taken(text, targetFirst.exec(text));
}

function takeTargetAnywhere(text: string): Target {
  return taken(text, targetAnywhere.exec(text));
}

function taken(text: string, match: RegExpExecArray | null): Target {
  if (!match) return { found: false, number: null, roomId: null, rest: text };
  const [whole, number, roomId] = match;
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + whole.length)}`.trim();
  return {
    found: true,
    number: number === undefined ? null : Number(number),
    roomId: roomId ?? null,
    rest,
  };
}

/** The word that a spelling means; null when nobody knows it. */
export function wordFor(spelling: string): Word | null {
  return spellings.get(folded(spelling.replace(/[:,.!]+$/, ''))) ?? null;
}

/** At most three words spelt almost so; none when nothing is near. */
function nearestWords(typed: string): Word[] {
  const spelt = folded(typed).slice(0, 40);
  const near = [...spellings]
    .map(([spelling, word]) => ({ word, far: slips(spelt, spelling), length: spelling.length }))
    .filter(({ far, length }) => far <= Math.max(1, Math.floor(Math.min(length, spelt.length) / 2)))
    // Another letter in the place of the only one is not near.
    .filter(({ far, length }) => far < Math.max(length, spelt.length))
    .sort((a, b) => a.far - b.far || b.length - a.length)
    .map(({ word }) => word);
  const found = [...new Set(near)].slice(0, 3);
  return found.length > 0 || spelt.length < 3 ? found : prefixed(spelt);
}

/** How many letters to change; two that changed places are one slip of the fingers. */
function slips(typed: string, spelling: string): number {
  const at = [...typed].findIndex((letter, index) => letter !== spelling[index]);
  const swapped = `${typed.slice(0, at)}${typed[at + 1] ?? ''}${typed[at] ?? ''}${typed.slice(at + 2)}`;
  return at >= 0 && swapped === spelling ? 1 : distance(typed, spelling);
}

function prefixed(spelt: string): Word[] {
  const starting = words.filter((word) => word.startsWith(spelt.slice(0, 3)));
  return starting.length > 0 ? [closest(spelt, starting) as Word] : [];
}
