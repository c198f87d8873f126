import {
  accept,
  entry,
  type Of,
  type Rules,
  type Scene,
  sync,
  tellRoom,
  withState,
} from '../decision.ts';
import type { Decision, Incident } from '../types.ts';
import { audienceOf, lastSent } from './audiences.ts';
import { follow, unfollow } from './follower-rules.ts';
import {
  approveMessage,
  askFeedback,
  dropMessage,
  keepMessage,
  messageSent,
  sendMessage,
} from './message-rules.ts';
import { excuseObligation, meetObligation, openObligation } from './obligation-rules.ts';
import type { TellingCommand, TellingReport } from './types.ts';

export const tellingRules: Rules<TellingCommand | TellingReport> = {
  keep_message: keepMessage,
  approve_message: approveMessage,
  send_message: sendMessage,
  message_sent: messageSent,
  drop_message: dropMessage,
  ask_feedback: askFeedback,
  open_obligation: openObligation,
  meet_obligation: meetObligation,
  excuse_obligation: excuseObligation,
  follow,
  unfollow,
  audience_not_reached: notReached,
};

/** Somebody has to tell them by other means: where nobody of them was reached, the message waits again. */
function notReached(scene: Scene, command: Of<'audience_not_reached'>): Decision {
  const { audience, where, error } = command;
  return accept(
    waitingAgain(scene, audience),
    entry('audience_not_reached', { kind: 'delivery' }, { audience, where, error }),
    [...sync('card'), tellRoom({ type: 'audience_not_reached', audience, where, error })],
  );
}

function waitingAgain({ incident, policy }: Scene, key: string): Incident {
  const audience = audienceOf(policy, key);
  const message = lastSent(incident, key);
  const isOnly = audience && audience.channels.length + audience.people.length === 1;
  if (!isOnly || !message) return incident;
  const messages = incident.state.messages.map((each) =>
    each.id === message.id ? { ...each, status: 'prepared' as const, sentAt: null } : each,
  );
  return withState(incident, { messages });
}
