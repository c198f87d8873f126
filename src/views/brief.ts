import type { TimelineRow } from '../incident/places.ts';
import { isBlank } from '../incident/text.ts';
import type { UserId } from '../incident/types.ts';
import { context, message, section } from './blocks.ts';
import { clocksOnCard } from './clocks/card.ts';
import type { Message, ViewContext } from './context.ts';
import { between } from './duration.ts';
import { escalationOnCard } from './escalation/card.ts';
import { similarBrief } from './links/similar.ts';
import { cut, join, type Mrkdwn, mention, mentions, oneLine, prose, when } from './mrkdwn.ts';
import { gradeLine, roleName } from './names.ts';
import { nextUpdateText } from './next-update.ts';
import { rolesText } from './roles.ts';
import { say } from './say.ts';
import { tasksOnCard } from './tasks/card.ts';
import { tellingOnCard, toldLines } from './telling/card.ts';
import { timelineSentence } from './timeline.ts';

/** What a latecomer reads of the past; more is in the timeline. */
const MOST_LINES = 6;
/** Whoever takes over has to know more of it. */
const MOST_HANDED_OVER = 10;
const LONGEST_LINE = 250;

/** Lines that tell what was tried or found; comings and goings do not. */
const telling = new Set([
  'add_note',
  'post_update',
  'change_severity',
  'change_kind',
  'confirm_incident',
  'change_status',
  'resolve',
  'reopen',
]);

/**
 * For someone who joins later, privately and once: what is happening, what was tried, what is
 * needed, who does what. `rows` are the latest lines of the timeline, newest last.
 */
export function briefMessage(view: ViewContext, rows: TimelineRow[]): Message {
  const title = say(view.policy, 'brief.title', about(view));
  const parts = [...whatHappens(view, rows, MOST_LINES), people(view)];
  const like = similarBrief(view).map((line) => context(line));
  return message(title, [section(title), ...parts.map((each) => section(join(each))), ...like]);
}

/**
 * For who takes a role over, woken at night perhaps: where it stands, what was tried, what is open,
 * what is due next and when, what runs against them, and who is there.
 */
export function handoverBrief(
  view: ViewContext,
  rows: TimelineRow[],
  { role, from }: { role: string; from: UserId[] },
): Message {
  const { incident, policy, now } = view;
  const title = say(policy, 'brief.handover_title', {
    ...about(view),
    role: roleName(policy, role),
  });
  const since = {
    at: when(incident.declaredAt),
    ago: between(policy, incident.declaredAt, now),
  };
  const next = [nextUpdateText(view), ...toldLines(view)].filter((line) => line !== null);
  const open = [
    ...tasksOnCard(view),
    ...tellingOnCard(view),
    ...escalationOnCard(view),
    ...clocksOnCard(view),
  ].filter((block) => block !== null);
  return message(title, [
    section(title),
    context(
      from.length > 0
        ? say(policy, 'brief.since', { ...since, before: mentions(from) })
        : say(policy, 'brief.since_first', since),
    ),
    ...whatHappens(view, rows, MOST_HANDED_OVER).map((each) => section(join(each))),
    ...(next.length > 0 ? [section(join([say(policy, 'brief.next'), ...next]))] : []),
    ...(open.length > 0 ? [section(say(policy, 'brief.open')), ...open] : []),
    section(join(people(view))),
  ]);
}

function about({ incident, policy }: ViewContext) {
  return {
    number: incident.number,
    title: oneLine(incident.title),
    grade: gradeLine(policy, incident),
  };
}

/** What nobody has said yet takes no room: a newcomer reads on a phone. */
function whatHappens(view: ViewContext, rows: TimelineRow[], most: number): [Mrkdwn, Mrkdwn][] {
  const { incident, policy } = view;
  const { last } = incident.state.updates;
  const happening = incident.state.outcome || last?.know || incident.state.summary;
  return [
    [
      say(policy, 'brief.happening'),
      happening ? cut(prose(happening), 900) : say(policy, 'card.no_summary'),
    ],
    ...part(say(policy, 'brief.tried'), tried(view, rows, most)),
    ...part(say(policy, 'brief.needed'), last?.need ? cut(prose(last.need), 600) : null),
  ];
}

function people(view: ViewContext): [Mrkdwn, Mrkdwn] {
  return [say(view.policy, 'brief.people'), rolesText(view)];
}

function part(heading: Mrkdwn, text: Mrkdwn | null): [Mrkdwn, Mrkdwn][] {
  return text ? [[heading, text]] : [];
}

function tried(view: ViewContext, rows: TimelineRow[], most: number): Mrkdwn | null {
  const { policy } = view;
  const told = rows.flatMap((row) => {
    const line = toldBy(view, row);
    return line
      ? [say(policy, 'timeline.line', { at: when(row.at), line: cut(line, LONGEST_LINE) })]
      : [];
  });
  return told.length > 0 ? join(told.slice(-most)) : null;
}

/** Of an update only what was done: what is known and needed stands above and below. */
function toldBy({ policy }: ViewContext, row: TimelineRow): Mrkdwn | null {
  if (!telling.has(row.type)) return null;
  if (row.type !== 'post_update') return timelineSentence(policy, row);
  const { doing } = row.data;
  if (typeof doing !== 'string' || isBlank(doing)) return null;
  const by = row.actor.userId ? mention(row.actor.userId) : say(policy, 'timeline.clock');
  return say(policy, 'brief.update', { by, text: prose(doing) });
}
