import type { KnownBlock } from '@slack/types';
import { isInImprovement } from '../incident/action-items/improvement.ts';
import type { IncidentView } from '../incident/places.ts';
import type { Policy } from '../policy/schema.ts';
import { button, context, message, section, shortMessage } from './blocks.ts';
import type { Message } from './context.ts';
import { join, literal, Mrkdwn, oneLine, when } from './mrkdwn.ts';
import { emojiOf, gradeLine } from './names.ts';
import { typedBack } from './notice.ts';
import { roomLink } from './room-link.ts';
import { say, sayPlain } from './say.ts';

/** More than this is no list any more; the rest is counted. */
const MOST = 15;

/** The open incidents that someone may see. */
export function listMessage(policy: Policy, open: IncidentView[]): Message {
  if (open.length === 0) {
    return shortMessage(say(policy, 'list.none'), [
      button('declare', sayPlain(policy, 'button.declare'), {}),
    ]);
  }
  return listed(policy, say(policy, 'list.title'), open);
}

/** What a search found. */
export function foundMessage(policy: Policy, text: string, found: IncidentView[]): Message {
  const shown = literal(text.slice(0, 100));
  if (found.length === 0) return shortMessage(say(policy, 'list.none_found', { text: shown }));
  return listed(policy, say(policy, 'list.found', { text: shown }), found);
}

/**
 * Asks which incident a word is about, with the open ones to choose from. `typed` is given back
 * where there was more than the word.
 */
export function whichMessage(
  policy: Policy,
  { word, typed }: { word: string; typed: string | null },
  open: IncidentView[],
): Message {
  const first = open[0];
  const number = first?.incident.number ?? 0;
  const asked = first
    ? listed(policy, say(policy, 'which.some', { word, number }), open)
    : shortMessage(say(policy, 'which.none'));
  return typed === null
    ? asked
    : { ...asked, blocks: [...asked.blocks, ...typedBack(policy, typed)] };
}

function listed(policy: Policy, title: Mrkdwn, incidents: IncidentView[]): Message {
  const shown = incidents.slice(0, MOST);
  const rest = incidents.length - shown.length;
  return message(title, [
    section(title),
    ...shown.map((each) => incidentRow(policy, each)),
    ...(rest > 0 ? [context(say(policy, 'list.more', { count: rest }))] : []),
  ]);
}

/** One incident in a list, with a button that shows it. */
export function incidentRow(
  policy: Policy,
  { incident, places, ...its }: IncidentView,
): KnownBlock {
  const own = its.policy ?? policy;
  const line = say(policy, 'list.line', {
    emoji: new Mrkdwn(emojiOf(own, incident)),
    number: incident.number,
    title: oneLine(incident.title),
  });
  const detail = say(policy, 'list.detail', {
    grade: gradeLine(own, incident),
    at: when(incident.declaredAt),
    room: roomLink({ policy, incident, places }),
  });
  const marks = join(
    [
      incident.isPrivate ? say(policy, 'list.private') : new Mrkdwn(''),
      isInImprovement(incident, own) ? say(policy, 'list.in_improvement') : new Mrkdwn(''),
    ],
    '',
  );
  return section(join([join([marks, line], ''), detail]), {
    accessory: button('show', sayPlain(policy, 'button.show'), { incident: incident.id }),
  });
}
