import type { DndInfoResponse } from '@slack/web-api';
import { statusSeen } from '../server/do-not-disturb.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import { userOf } from './access.ts';
import type { Answer } from './answer.ts';

/** Who has notifications off. Only people set it, by their own tokens; the page does it for them. */
export const dnd: Methods = {
  'dnd.info': info,
  'dnd.teamInfo': teamInfo,
  'dnd.setSnooze': onlyPeople,
  'dnd.endSnooze': onlyPeople,
  'dnd.endDnd': onlyPeople,
};

function info(call: MethodCall): Json {
  const user = call.args.has('user') ? userOf(call) : call.bot;
  const own = user.id === call.bot.id ? { snooze_enabled: false } : {};
  return {
    ...(statusSeen(user, now(call)) satisfies Answer<DndInfoResponse>),
    ...own,
  };
}

function teamInfo(call: MethodCall): Json {
  const { users } = call.workspace;
  const ids = call.args.list('users');
  if (ids.length === 0) throw new SlackError('no_users_provided');
  const known = ids.flatMap((id) => users.get(id) ?? []);
  return {
    users: Object.fromEntries(known.map((user) => [user.id, statusSeen(user, now(call))])),
  };
}

function onlyPeople(): never {
  throw new SlackError('not_allowed_token_type');
}

function now(call: MethodCall): number {
  return call.workspace.clock.seconds();
}
