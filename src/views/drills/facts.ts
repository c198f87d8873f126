import type { DrillsFact } from '../../incident/drills/types.ts';
import { lines, message, shortMessage } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import type { FactViews } from '../facts.ts';
import { cut, join, literal, Mrkdwn, oneLine, prose } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say } from '../say.ts';
import { toldText } from '../telling/facts.ts';
import { audienceName } from '../telling/names.ts';
import { scorecard } from './score.ts';

/** So much of a message to outsiders is shown in its place. */
const shownOfMessage = 600;

export const drillsFacts: FactViews<DrillsFact> = {
  injected: ({ policy }, { injects }) =>
    shortMessage(
      join(
        injects.map(({ text, from }) =>
          from === null
            ? say(policy, 'fact.injected', { text: prose(text) })
            : say(policy, 'fact.injected_from', { from: oneLine(from), text: prose(text) }),
        ),
      ),
    ),
  would_reach: (view, fact) => wouldReach(view, fact),
  drill_over: ({ policy }) => shortMessage(say(policy, 'fact.drill_over')),
  scorecard: (view, { score }) => scorecard(view, score),
};

/** What goes no further than the room in an exercise. */
function wouldReach(
  view: ViewContext,
  { paged, invited, written, channels, told }: Extract<DrillsFact, { type: 'would_reach' }>,
): Message {
  const { policy } = view;
  const who = (refs: string[]) => ({ who: whoText(policy, refs) });
  const all: Mrkdwn[] = [
    ...(paged.length > 0 ? [say(policy, 'fact.would_page', who(paged))] : []),
    ...(invited.length > 0 ? [say(policy, 'fact.would_invite', who(invited))] : []),
    ...(written.length > 0 ? [say(policy, 'fact.would_write', who(written))] : []),
    ...(channels.length > 0
      ? [
          say(policy, 'fact.would_tell_channels', {
            channels: join(channels.map(literal), ', '),
          }),
        ]
      : []),
    ...told.flatMap((fact) => [
      say(policy, 'fact.would_tell', { audience: audienceName(policy, fact.audience) }),
      quotedLines(cut(toldText(view, fact), shownOfMessage)),
    ]),
  ];
  return message(join(all), lines(all));
}

function quotedLines({ text }: Mrkdwn): Mrkdwn {
  return new Mrkdwn(text.replace(/^/gm, '>'));
}
