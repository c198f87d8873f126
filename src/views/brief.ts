import type { TimelineRow } from '../incident/places.ts';
import { isBlank } from '../incident/text.ts';
import { message, section } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { cut, join, type Mrkdwn, mention, oneLine, prose, when } from './mrkdwn.ts';
import { gradeLine } from './names.ts';
import { rolesText } from './roles.ts';
import { say } from './say.ts';
import { timelineSentence } from './timeline.ts';

/** What a latecomer reads of the past; more is in the timeline. */
const MOST_LINES = 6;
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
  const { incident, policy } = view;
  const { last } = incident.state.updates;
  const title = say(policy, 'brief.title', {
    number: incident.number,
    title: oneLine(incident.title),
    grade: gradeLine(policy, incident),
  });
  const happening = incident.state.outcome || last?.know || incident.state.summary;
  // What nobody has said yet takes no room: a newcomer reads on a phone.
  const parts: [Mrkdwn, Mrkdwn][] = [
    [
      say(policy, 'brief.happening'),
      happening ? cut(prose(happening), 900) : say(policy, 'card.no_summary'),
    ],
    ...part(say(policy, 'brief.tried'), tried(view, rows)),
    ...part(say(policy, 'brief.needed'), last?.need ? cut(prose(last.need), 600) : null),
    [say(policy, 'brief.people'), rolesText(view)],
  ];
  return message(title, [section(title), ...parts.map((each) => section(join(each)))]);
}

function part(heading: Mrkdwn, text: Mrkdwn | null): [Mrkdwn, Mrkdwn][] {
  return text ? [[heading, text]] : [];
}

function tried(view: ViewContext, rows: TimelineRow[]): Mrkdwn | null {
  const { policy } = view;
  const told = rows.flatMap((row) => {
    const line = toldBy(view, row);
    return line
      ? [say(policy, 'timeline.line', { at: when(row.at), line: cut(line, LONGEST_LINE) })]
      : [];
  });
  return told.length > 0 ? join(told.slice(-MOST_LINES)) : null;
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
