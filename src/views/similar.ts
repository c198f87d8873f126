import type { KnownBlock } from '@slack/types';
import type { IncidentView } from '../incident/places.ts';
import type { Policy } from '../policy/schema.ts';
import { button, section } from './blocks.ts';
import { Mrkdwn, oneLine, when } from './mrkdwn.ts';
import { emojiOf, statusNow } from './names.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';

/** Others declared lately, shown to who declares: perhaps it is one of them. Each can be joined. */
export function similarBlocks(policy: Policy, similar: IncidentView[]): KnownBlock[] {
  if (similar.length === 0) return [];
  const minutes = policy.declare.similar_within_minutes;
  return [
    section(say(policy, 'form.similar', { minutes })),
    ...similar.slice(0, 5).map(({ incident, places, policy: own = policy }) =>
      section(
        say(policy, 'form.similar_line', {
          emoji: new Mrkdwn(emojiOf(own, incident)),
          number: incident.number,
          title: oneLine(incident.title),
          status: statusNow(own, incident),
          at: when(incident.declaredAt),
          room: places.roomId ? roomLink({ policy, incident, places }) : '',
        }),
        {
          accessory: button(
            'join_room',
            sayPlain(policy, 'button.join'),
            { incident: incident.id },
            { suffix: String(incident.number) },
          ),
        },
      ),
    ),
  ];
}
