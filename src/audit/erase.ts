import { randomUUID } from 'node:crypto';
import { inWorkspace, type Where } from '../apply/workspace.ts';
import { type Engine, rules } from '../engine/engine.ts';
import { outboxChannel } from '../engine/hints.ts';
import { carriedOut } from '../engine/rolled-back.ts';
import { StoryClock } from '../engine/story-clock.ts';
import { carryOut } from '../engine/transact.ts';
import type { Incident, Refusal } from '../incident/types.ts';
import type { Database } from '../store/connect.ts';
import { Policies } from '../store/policies.ts';
import {
  eraseLines,
  linesOf,
  linesWith,
  lockAtRest,
  type TimelineLine,
} from '../store/queries-of-auditors.ts';
import { incidentOfNumber } from '../store/queries-of-operators.ts';

/** Text taken out for good, as the law may ask: hard delete. */

/** Characters of a line's text that are shown before it goes. */
const longestExcerpt = 80;

export interface Erasure {
  number: number;
  /** Numbers of lines, or the whole incident. */
  lines: number[] | 'all';
  reason: string;
  /** Otherwise what would go is told. */
  yes: boolean;
}

/**
 * Empties lines of a timeline, with their salts, in the transaction that writes the line which says so;
 * of a whole incident also its title and all that was typed into it. Returns what to tell: what went,
 * and where the same words still stand. Throws, in words, where it cannot be done.
 */
export function erase(where: Where, erasure: Erasure): Promise<string[]> {
  return inWorkspace(where, async (database, { teamId }) => {
    const meant = await find(database, teamId, erasure);
    if (!erasure.yes) {
      const next = 'Nothing was taken out. Say --yes to take it out for good.';
      return [...meant.lines.map(whatWouldGo), next];
    }
    await carryOutErasure({ database, teamId }, meant.incident, erasure);
    return [
      `The text of ${meant.lines.length === 1 ? 'one line' : `${meant.lines.length} lines`} of #${erasure.number} is gone for good.`,
      ...(await whatIsLeft({ database, teamId }, meant, erasure)),
      'What stands in Slack, in exports and in backups stays there: see the manual.',
    ];
  });
}

interface Meant {
  /** As it was before. */
  incident: Incident;
  lines: TimelineLine[];
}

type Place = { database: Database; teamId: string };

function find(database: Database, teamId: string, { number, lines }: Erasure): Promise<Meant> {
  return database.work.use(async ({ sql }) => {
    const found = await incidentOfNumber(sql, teamId, number);
    if (!found) throw new Error(`There is no incident #${number}.`);
    const { incident } = found;
    const all = await linesOf(sql, [incident.id]);
    const seqs = lines === 'all' ? all.map(({ seq }) => seq) : lines;
    const unknown = seqs.filter((seq) => !all.some((line) => line.seq === seq));
    if (unknown.length > 0) {
      throw new Error(`#${number} has ${all.length} lines, and no line ${unknown.join(', ')}.`);
    }
    return { incident, lines: all.filter(({ seq }) => seqs.includes(seq)) };
  });
}

async function carryOutErasure(
  { database, teamId }: Place,
  { id, number }: Incident,
  { lines, reason }: Erasure,
): Promise<void> {
  const engine: Engine = {
    database,
    teamId,
    policies: new Policies(),
    clock: new StoryClock(),
    rules,
    kick: () => {},
  };
  const command = { type: 'erase_text', lines, reason } as const;
  const gesture = { key: null, correlationId: randomUUID() };
  const outcome = await carriedOut(engine, command.type, () =>
    database.work.transaction(async (tx) => {
      if (!(await lockAtRest(tx, id))) {
        throw new Error(`Something of #${number} is on its way to Slack: try again in a minute.`);
      }
      await eraseLines(tx, id, lines);
      return carryOut(engine, tx, { incidentId: id, command, gesture });
    }),
  );
  if (!outcome.ok) throw new Error(whyNot(number, outcome.refusal));
  await database.work.use(({ sql }) => sql`select pg_notify(${outboxChannel}, '')`);
}

function whyNot(number: number, refusal: Refusal): string {
  switch (refusal.code) {
    case 'not_ended':
      return `#${number} is not over. Take single lines out, or wait until it is closed.`;
    case 'missing':
      return 'Say why, with --reason: the timeline and "muster verify" tell it.';
    default:
      return `#${number} was left as it is (${refusal.code}).`;
  }
}

/** Where the same words still stand, in words. */
async function whatIsLeft(
  { database, teamId }: Place,
  { incident, lines }: Meant,
  erasure: Erasure,
): Promise<string[]> {
  if (erasure.lines !== 'all') {
    const words = lines.flatMap(({ data }) => longTexts(data));
    const now = JSON.stringify({ ...incident.state, title: incident.title });
    const holdsThem = (json: string) =>
      words.some((text) => json.includes(JSON.stringify(text).slice(1, -1)));
    // Each revision of a section of the postmortem is a line of its own, and holds all of it.
    const all = await database.work.use(({ sql }) => linesOf(sql, [incident.id]));
    const again = all.filter(({ data }) => holdsThem(JSON.stringify(data)));
    return [
      ...(holdsThem(now)
        ? ['The same words stand in what the incident says now: change them in Slack.']
        : []),
      ...again.map(({ seq }) => `The same words stand in line ${seq}.`),
    ];
  }
  const elsewhere = await database.work.use(({ sql }) =>
    linesWith(sql, teamId, incident.title, incident.id),
  );
  const copies = incident.state.files.flatMap(({ copiedTo }) => copiedTo ?? []);
  return [
    ...elsewhere.map(({ number, seq }) => `Its title stands in #${number}, line ${seq}.`),
    ...copies.map((path) => `A copy of a file is at ${path}.`),
  ];
}

/** What somebody may have typed: texts that are more than a key. */
function longTexts(value: unknown): string[] {
  if (typeof value === 'string') return /\s/.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(longTexts);
}

/** One line, by which somebody knows it before it goes: its number, and how its text begins. */
function whatWouldGo({ seq, at, type, data }: TimelineLine): string {
  const typed = longTexts(data);
  // A password that somebody let slip is one word.
  const text = (typed.length > 0 ? typed.join(' ') : String(data['text'] ?? '')).replaceAll(
    /\s+/g,
    ' ',
  );
  const begins = text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text;
  return `  line ${seq}, ${utc(at)}: ${type}${begins === '' ? '' : ` “${begins}”`}`;
}

function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} (UTC)`;
}
