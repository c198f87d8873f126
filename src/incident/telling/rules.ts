import { accept, entry, type Of, type Rules, type Scene, tellRoom } from '../decision.ts';
import type { Decision } from '../types.ts';
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

/** Somebody has to tell them by other means. */
function notReached({ incident }: Scene, command: Of<'audience_not_reached'>): Decision {
  const { audience, where, error } = command;
  return accept(
    incident,
    entry('audience_not_reached', { kind: 'delivery' }, { audience, where, error }),
    [tellRoom({ type: 'audience_not_reached', audience, where, error })],
  );
}
