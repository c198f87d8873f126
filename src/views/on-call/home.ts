import type { KnownBlock } from '@slack/types';
import type { UserId } from '../../incident/types.ts';
import { turnsAt } from '../../organisation/on-call.ts';
import { header, lines, section } from '../blocks.ts';
import { say, sayPlain } from '../say.ts';
import { type OnCallView, onCallLine } from './list.ts';
import { hasTurn, scheduleName, untilText } from './people.ts';

/** First of all on the Home tab: that who looks is on call, for what and until when. */
export function ownTurnsOnHome(view: OnCallView, viewer: UserId): KnownBlock[] {
  const { policy, state, people, now } = view;
  return turnsAt(state, policy, now)
    .filter((turn) => hasTurn(turn, viewer, people))
    .map((turn) =>
      section(
        say(policy, 'home.on_call_you', {
          name: scheduleName(policy, turn.schedule),
          until: untilText(policy, turn.untilAt),
        }),
      ),
    );
}

/** Who is on call, a line for each schedule. */
export function onCallOnHome(view: OnCallView): KnownBlock[] {
  const { policy } = view;
  if (policy.on_call.length === 0) return [];
  return [
    header(sayPlain(policy, 'home.on_call')),
    ...lines(policy.on_call.map((schedule) => onCallLine(view, schedule))),
  ];
}
