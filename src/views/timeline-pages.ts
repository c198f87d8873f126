import type { TimelineRow } from '../incident/places.ts';
import { actions, button, lines, message, section } from './blocks.ts';
import type { Message, ViewContext } from './context.ts';
import { cut, oneLine, when } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';
import { timelineSentence } from './timeline.ts';

/** A line longer than this is cut on the page; the file has all of it. */
const LONGEST_LINE = 700;

/** One page of the timeline, newest last, with buttons for the older lines and for all as a file. */
export function timelineMessage(
  view: ViewContext,
  page: { rows: TimelineRow[]; older: boolean; newest?: boolean },
): Message {
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
  const first = page.rows[0]?.seq;
  const value = { incident: incident.id };
  return message(title, [
    section(title),
    ...(texts.length > 0 ? lines(texts) : [section(say(policy, 'timeline.empty'))]),
    actions([
      ...(page.older && first !== undefined
        ? [
            button(
              'timeline',
              sayPlain(policy, 'button.older'),
              { ...value, before: first },
              { suffix: 'older' },
            ),
          ]
        : []),
      ...(page.newest === false
        ? [button('timeline', sayPlain(policy, 'button.newer'), value, { suffix: 'newest' })]
        : []),
      button('ask_timeline_file', sayPlain(policy, 'button.file'), value),
    ]),
  ]);
}
