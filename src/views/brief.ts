import type { TimelineRow } from '../incident/places.ts';
import { message, section } from './blocks.ts';
import { rolesText } from './card.ts';
import type { Message, ViewContext } from './context.ts';
import { cut, join, type Mrkdwn, oneLine, prose, when } from './mrkdwn.ts';
import { severityName, statusNow } from './names.ts';
import { say } from './say.ts';
import { timelineSentence } from './timeline.ts';

/** What a latecomer reads of the past; more is in the timeline. */
const MOST_LINES = 6;
const LONGEST_LINE = 250;

/** Lines that tell what was tried or found; comings and goings do not. */
const telling = new Set(['add_note', 'post_update', 'change_severity', 'change_status', 'resolve']);

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
    severity: severityName(policy, incident.severity),
    status: statusNow(policy, incident),
  });
  const happening = last?.know || incident.state.summary;
  const parts: [Mrkdwn, Mrkdwn][] = [
    [
      say(policy, 'brief.happening'),
      happening ? cut(prose(happening), 900) : say(policy, 'card.no_summary'),
    ],
    [say(policy, 'brief.tried'), tried(view, rows)],
    [
      say(policy, 'brief.needed'),
      last?.need ? cut(prose(last.need), 600) : say(policy, 'brief.nothing_needed'),
    ],
    [say(policy, 'brief.people'), rolesText(view)],
  ];
  return message(title, [section(title), ...parts.map((part) => section(join(part)))]);
}

function tried({ incident, policy }: ViewContext, rows: TimelineRow[]): Mrkdwn {
  const doing = incident.state.updates.last?.doing;
  const told = rows
    .filter((row) => telling.has(row.type))
    .slice(-MOST_LINES)
    .map((row) =>
      say(policy, 'timeline.line', {
        at: when(row.at),
        line: cut(timelineSentence(policy, row), LONGEST_LINE),
      }),
    );
  if (told.length > 0) return join(told);
  return doing ? cut(prose(doing), 600) : say(policy, 'brief.nothing_done');
}
