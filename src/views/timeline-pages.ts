import type { TimelineRow } from '../incident/places.ts';
import { actions, button, lines, message, section } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { cut, oneLine, when } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';
import { timelineSentence } from './timeline.ts';

/** Lines on one page. */
export const linesPerPage = 20;
/** A line longer than this is cut on the page; the file has all of it. */
const LONGEST_LINE = 700;

/** Some lines of a timeline, newest last, and whether there are others before and after them. */
export interface TimelinePage {
  rows: TimelineRow[];
  older: boolean;
  newer: boolean;
}

/** One page of the timeline, with buttons for the pages beside it and for all as a file. */
export function timelineMessage(view: ViewContext, page: TimelinePage): Message {
  const { incident, policy } = view;
  const title = say(policy, 'timeline.title', {
    number: incident.number,
    title: oneLine(incident.title),
  });
  const texts = page.rows.map((row) =>
    say(policy, 'timeline.line', {
      at: when(row.at),
      line: cut(timelineSentence(policy, row), LONGEST_LINE),
    }),
  );
  return message(title, [
    section(title),
    ...(texts.length > 0 ? lines(texts) : [section(say(policy, 'timeline.empty'))]),
    actions([
      ...turnButtons(view, page),
      button('ask_timeline_file', sayPlain(policy, 'button.file'), { incident: incident.id }),
      ...itemButton(view, page),
    ]),
  ]);
}

/** What somebody reads here is often what is left to do: the form offers the lines of this page. */
function itemButton({ incident, policy }: ViewContext, { rows }: TimelinePage) {
  const last = rows.at(-1)?.seq;
  if (last === undefined || incident.phase === 'merged') return [];
  const value = { incident: incident.id, before: last + 1 };
  return [button('item_from_line', sayPlain(policy, 'button.item_from_line'), value)];
}

/** Lines are numbered without gaps, so the next page ends one page after this one's last line. */
function turnButtons({ incident, policy }: ViewContext, { rows, older, newer }: TimelinePage) {
  const [first, last] = [rows[0]?.seq, rows.at(-1)?.seq];
  const turn = (suffix: 'older' | 'newer', before: number) =>
    button(
      'timeline',
      sayPlain(policy, `button.${suffix}`),
      { incident: incident.id, before },
      { suffix },
    );
  return [
    ...(older && first !== undefined ? [turn('older', first)] : []),
    ...(newer && last !== undefined ? [turn('newer', last + 1 + linesPerPage)] : []),
  ];
}
