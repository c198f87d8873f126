import type { Button } from '@slack/types';
import type { TellingFact } from '../../incident/telling/types.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { gradeText } from '../kinds/grade.ts';
import { cut, join, Mrkdwn, oneLine, prose } from '../mrkdwn.ts';
import { emojiOf } from '../names.ts';
import { nextUpdateText } from '../next-update.ts';
import { roomLink } from '../room-link.ts';
import { say, sayPlain } from '../say.ts';
import { dotted } from './names.ts';

/** Whoever presses it hears of each update directly. */
export function followButton({
  incident,
  policy,
}: Pick<ViewContext, 'incident' | 'policy'>): Button {
  return button('follow', sayPlain(policy, 'button.follow'), { incident: incident.id });
}

/** A phone shows no more of it at once. */
const LONGEST_TEXT = 900;

/** What a follower reads directly: how it stands, the update, and when the next one comes. */
export function followedMessage(
  view: ViewContext,
  { what, update }: Extract<TellingFact, { type: 'followed' }>,
): Message {
  const { incident, policy } = view;
  const title = say(policy, 'fact.followed', {
    emoji: new Mrkdwn(emojiOf(policy, incident)),
    number: incident.number,
    title: oneLine(incident.title),
  });
  const status = gradeText(policy, incident);
  const { outcome } = incident.state;
  const short = (text: string) => cut(prose(text), LONGEST_TEXT);
  const said =
    what === 'update'
      ? [
          ...(update?.know ? [say(policy, 'card.know', { text: short(update.know) })] : []),
          ...(update?.doing ? [say(policy, 'card.doing', { text: short(update.doing) })] : []),
        ]
      : outcome
        ? [say(policy, 'card.outcome', { text: short(outcome) })]
        : [];
  const all = join([title, status, ...said]);
  const value = { incident: incident.id };
  return message(all, [
    section(all),
    context(dotted([roomLink(view), nextUpdateText(view)])),
    ...(incident.isDrill ? [context(say(policy, 'banner.drill'))] : []),
    actions([
      button('show', sayPlain(policy, 'button.show'), value),
      button('unfollow', sayPlain(policy, 'button.unfollow'), value),
    ]),
  ]);
}
