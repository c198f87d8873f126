import type { About, TellingCommand } from '../../incident/telling/types.ts';
import type { ViewContext } from '../context.ts';
import type { DoneViews } from '../done.ts';
import { duration } from '../duration.ts';
import { say } from '../say.ts';
import { audienceName, obligationName } from './names.ts';

export const tellingDone: DoneViews<TellingCommand> = {
  keep_message: ({ policy, incident: { number } }) => say(policy, 'done.keep_message', { number }),
  approve_message: ({ policy }) => say(policy, 'done.approve_message'),
  send_message: (view, { about }) =>
    say(view.policy, 'done.send_message', { audience: toWhom(view, about) }),
  message_sent: (view, { about }) =>
    say(view.policy, 'done.message_sent', { audience: toWhom(view, about) }),
  drop_message: ({ policy }) => say(policy, 'done.drop_message'),
  ask_feedback: ({ policy }) => say(policy, 'done.ask_feedback'),
  open_obligation: ({ policy }, { obligation }) =>
    say(policy, 'done.open_obligation', { obligation: obligationName(policy, obligation) }),
  meet_obligation: ({ policy }, { obligation }) =>
    say(policy, 'done.meet_obligation', { obligation: obligationName(policy, obligation) }),
  excuse_obligation: ({ policy }, { obligation }) =>
    say(policy, 'done.excuse_obligation', { obligation: obligationName(policy, obligation) }),
  follow: ({ policy, incident: { number } }, { everyMinutes }) => {
    if (everyMinutes === null) return say(policy, 'done.follow', { number });
    const values = { number, duration: duration(policy, everyMinutes) };
    return say(policy, 'done.follow_every', values);
  },
  unfollow: ({ policy, incident: { number } }) => say(policy, 'done.unfollow', { number }),
};

function toWhom({ policy, incident }: ViewContext, about: About): string {
  if ('audience' in about) return audienceName(policy, about.audience);
  const message = incident.state.messages.find((each) => each.id === about.message);
  return message ? audienceName(policy, message.audience) : '';
}
