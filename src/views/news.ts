import { commanderRole, holdersOf, isEnded } from '../incident/lookup.ts';
import { actions, context, message, section } from './blocks.ts';
import { cardText } from './card.ts';
import type { Message, ViewContext } from './context.ts';
import { gradeText } from './kinds/grade.ts';
import { channel, cut, join, Mrkdwn, mentions, oneLine, prose } from './mrkdwn.ts';
import { emojiOf, roleName } from './names.ts';
import { nextUpdateText } from './next-update.ts';
import { say } from './say.ts';
import { followButton } from './telling/followed.ts';

/** The announcement: edited in place while things change, so that it is never stale or repeated. */
export function newsMessage(view: ViewContext): Message {
  const { incident, policy } = view;
  const line = say(policy, 'news.line', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number: incident.number,
    title: oneLine(incident.title),
  });
  const status = gradeText(policy, incident, { kind: true });
  const summary = incident.state.outcome || incident.state.summary;
  const next = nextUpdateText(view);
  return message(cardText(view), [
    section(join([line, status, ...(summary ? [cut(prose(summary), 400)] : [])])),
    context(join([whereAndWho(view), ...(next ? [next] : [])], ' · ')),
    ...(incident.isDrill ? [context(say(policy, 'banner.drill'))] : []),
    isEnded(incident.phase) ? null : actions([followButton(view)]),
  ]);
}

function whereAndWho({ incident, policy, places }: ViewContext): Mrkdwn {
  const room = whereOf({ policy, places });
  const key = commanderRole(policy);
  const people = holdersOf(incident, key).map((holder) => holder.userId);
  const role = roleName(policy, key);
  if (people.length === 0) return say(policy, 'news.where_nobody', { room, role });
  return say(policy, 'news.where', { room, role, people: mentions(people) });
}

function whereOf({ policy, places }: Pick<ViewContext, 'policy' | 'places'>): Mrkdwn {
  const { roomId, roomThreadTs, newsTs } = places;
  if (!roomId) return say(policy, 'news.no_room');
  if (roomThreadTs !== null && roomThreadTs === newsTs) return say(policy, 'news.thread');
  return channel(roomId);
}
