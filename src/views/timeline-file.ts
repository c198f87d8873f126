import type { TimelineRow } from '../incident/places.ts';
import type { ViewContext } from './context.ts';
import { toPlain, utc } from './mrkdwn.ts';
import { gradeLine } from './names.ts';
import { say, sayPlain } from './say.ts';
import { timelineSentence } from './timeline.ts';

/**
 * The whole timeline as Markdown, times in UTC. `nameOf` says what a user id is called; typed text
 * cannot become Markdown.
 */
export function timelineFile(
  view: ViewContext,
  rows: TimelineRow[],
  nameOf: (userId: string) => string | null = () => null,
): { filename: string; title: string; content: string } {
  const { incident, policy } = view;
  const title = sayPlain(policy, 'timeline.file_title', { number: incident.number });
  const head = [
    `# #${incident.number} ${markdown(incident.title)}`,
    '',
    ...(incident.isDrill ? [markdown(toPlain(say(policy, 'banner.drill'))), ''] : []),
    markdown(gradeLine(policy, incident)),
    '',
  ];
  const lines = rows.map((row) => {
    const text = markdown(toPlain(timelineSentence(policy, row), nameOf));
    return `- **${utc(row.at)}** ${text.replaceAll('\n', '\n  ')}`;
  });
  return {
    filename: `incident-${incident.number}-timeline.md`,
    title,
    content: `${[...head, ...lines].join('\n')}\n`,
  };
}

/** Text that Markdown shows as it is: no emphasis, entity or link, and no list, rule or code by how a line begins. */
function markdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
    .replace(/^[ \t]*([-+=])/gm, '\\$1')
    .replace(/^[ \t]*(\d+)([.)])/gm, '$1\\$2')
    .replace(/^[ \t]+/gm, '');
}
