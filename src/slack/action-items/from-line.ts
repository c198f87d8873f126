import { writeAbout } from '../../views/action-items/about.ts';
import { lineAsItem, lineChoices } from '../../views/action-items/from-line.ts';
import { shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { say } from '../../views/say.ts';
import { type Found, openForm } from '../forms.ts';
import type { Asking } from '../gesture.ts';
import { readTimelinePage } from '../reading.ts';

/** The form of an action item with what a line of the timeline says, which is kept as where it comes from. */
export async function openFromLine(
  asking: Asking,
  finding: Promise<Found>,
  line: number,
): Promise<Message | null> {
  const found = await finding;
  if ('answer' in found) return found.answer;
  const { ports } = asking.desk;
  const { incident } = found.found;
  const [row] = await ports.read.timeline(incident.id, { before: line + 1, limit: 1 });
  const policy = await ports.policyOf(incident);
  if (row?.seq !== line) return shortMessage(say(policy, 'refused.no_such_line', { line }));
  const { text, origin } = lineAsItem(policy, row, ports.nameOf);
  return openForm(asking, 'add_action_item', Promise.resolve(found), {
    text,
    ...(origin ? { origin } : {}),
    arg: writeAbout({ line }),
  });
}

/** The form of an action item, with the lines of a page of the timeline to choose from. */
export function openWithLines(
  asking: Asking,
  finding: Promise<Found>,
  before: number | undefined,
): Promise<Message | null> {
  const { desk } = asking;
  return openForm(asking, 'add_action_item', finding, {}, async ({ incident }) => {
    const { rows } = await readTimelinePage(desk, incident, before);
    return { lines: lineChoices(await desk.ports.policyOf(incident), rows) };
  });
}
