import { agendaOf, stepsOf } from '../../incident/meeting/agenda.ts';
import { meetingOf } from '../../incident/meeting/record.ts';
import type { IncidentView } from '../../incident/places.ts';
import { postmortemLimits } from '../../incident/postmortem/limits.ts';
import { writtenSection } from '../../incident/postmortem/written.ts';
import { codePoints } from '../../incident/text.ts';
import type { PersonCommand, UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Reply } from '../calls.ts';
import type { Desk } from '../gesture.ts';
import { fromSlack } from '../typed.ts';

/** What people wrote in the thread of a part, read when somebody collects it. */

/** Longest line, in code points; longer ones are cut. */
const lineMost = 500;

/** The key of the part that is meant: by its key or its place from 1 on; else the one that is on. */
export function partMeant(
  policy: Policy,
  incident: IncidentView['incident'],
  said: string,
): string {
  const agenda = agendaOf(policy);
  const named = agenda.find(({ key }, index) => key === said || String(index + 1) === said);
  if (named || said !== '') return named?.key ?? said;
  const step = stepsOf(policy)[meetingOf(incident).run?.step ?? 0];
  return agenda[step?.part ?? 0]?.key ?? '';
}

/** The command that collects what is new in the thread of a part. Throws where Slack does not answer. */
export async function linesToCollect(
  desk: Desk,
  { incident, places }: IncidentView,
  { by, part }: { by: UserId; part: string },
): Promise<PersonCommand> {
  const policy = await desk.ports.policyOf(incident);
  const { run, threads } = meetingOf(incident);
  const agenda = agendaOf(policy);
  const index = agenda.findIndex(({ key }) => key === part);
  const { with_names: isNamed = true, section = '' } = agenda[index] ?? {};
  const messageOf = (at: number) =>
    run && desk.ports.read.place(incident.id, `meeting:${run.startedAt.getTime()}:${at}`);
  const message = await messageOf(index);
  if (!message) return { type: 'collect_lines', by, part, lines: [] };
  // In a room that is a thread itself, what was written from the part's beginning to its end is meant.
  const { roomThreadTs } = places;
  const later = roomThreadTs
    ? agenda.slice(index + 1).map((_, at) => messageOf(index + 1 + at))
    : [];
  const ends = (await Promise.all(later)).flatMap((next) => (next ? [next.ts] : []));
  if (roomThreadTs && run?.endedAt) ends.push(String(run.endedAt.getTime() / 1000));
  const until = Math.min(...ends.map(Number));
  const upTo = threads[part]?.upTo ?? message.ts;
  // A meeting that was begun anew has a thread of its own.
  const since = Number(upTo) > Number(message.ts) ? upTo : message.ts;
  const replies = await desk.calls.replies(message.channelId, roomThreadTs ?? message.ts, since);
  const messages = replies
    .filter(({ ts }) => Number(ts) < until)
    .map((reply) => linesIn(desk, reply, isNamed));
  const length = writtenSection(incident, section)?.length ?? 0;
  return {
    ...{ type: 'collect_lines', by, part },
    lines: fitting(messages, postmortemLimits.text - length),
  };
}

/** In front of each line, and between two. */
const aroundLine = 3;

/**
 * As many whole messages as go into the section at once, in their order; whoever collects again gets the
 * next ones. The first is taken in any case: where it does not fit, that is said.
 */
function fitting(messages: CollectedLine[][], most: number): CollectedLine[] {
  const taken: CollectedLine[] = [];
  let length = 0;
  for (const lines of messages) {
    length += lines.reduce((sum, { text }) => sum + codePoints(text) + aroundLine, 0);
    const isTooMuch = length > most || taken.length + lines.length > postmortemLimits.lines;
    if (taken.length > 0 && isTooMuch) break;
    taken.push(...lines);
  }
  return taken.slice(0, postmortemLimits.lines);
}

interface CollectedLine {
  ts: string;
  text: string;
}

/** Each line of a message, with who wrote it where the policy wants that. */
function linesIn(
  { ports, bot }: Desk,
  { ts, text, userId }: Reply,
  isNamed: boolean,
): CollectedLine[] {
  if (userId === bot.userId) return [];
  const nameOf = (id: UserId) => ports.nameOf(id);
  const who = isNamed ? ` (${nameOf(userId) ?? userId})` : '';
  const most = lineMost - codePoints(who);
  return fromSlack(text, nameOf)
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•]\s+/, '').trim())
    .filter((line) => line !== '')
    .map((line) => ({ ts, text: `${shortened(line, most)}${who}` }));
}

function shortened(line: string, most: number): string {
  const points = [...line];
  return points.length > most ? `${points.slice(0, most - 1).join('')}…` : line;
}
