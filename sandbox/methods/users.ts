import type { UsersGetPresenceResponse, UsersListResponse } from '@slack/web-api';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json, User } from '../server/model.ts';
import { profileJson, userJson } from '../server/wire.ts';
import { userOf } from './access.ts';
import type { Answer } from './answer.ts';
import { page } from './paging.ts';

/** Who the members are. */
export const users: Methods = {
  'users.info': info,
  'users.list': list,
  'users.lookupByEmail': lookupByEmail,
  'users.getPresence': getPresence,
  'users.profile.get': profile,
};

function info(call: MethodCall): Json {
  return { user: shownUser(call, userOf(call)) };
}

function list(call: MethodCall): Json {
  const { workspace, args } = call;
  const all = [...workspace.users.values()];
  // Without a limit Slack tries to give everybody at once.
  const limit = Math.max(1, args.integer('limit') ?? all.length);
  const { items, next_cursor } = page(all, (user) => user.id, args, limit);
  return {
    members: items.map((user) => shownUser(call, user)),
    cache_ts: workspace.clock.seconds(),
    response_metadata: { next_cursor },
  } satisfies Answer<UsersListResponse>;
}

function lookupByEmail(call: MethodCall): Json {
  const wanted = (call.args.text('email') ?? '').toLowerCase();
  for (const user of call.workspace.users.values()) {
    if (!user.deleted && user.profile.email?.toLowerCase() === wanted) {
      return { user: shownUser(call, user) };
    }
  }
  throw new SlackError('users_not_found');
}

function getPresence(call: MethodCall): Json {
  const user = call.args.has('user') ? userOf(call, 'user', 'invalid_arguments') : call.bot;
  return {
    presence: user.deleted ? 'away' : 'active',
  } satisfies Answer<UsersGetPresenceResponse>;
}

function profile(call: MethodCall): Json {
  const user = call.args.has('user') ? userOf(call) : call.bot;
  return { profile: profileJson(call.workspace, user, seesEmail(call)) };
}

function shownUser(call: MethodCall, user: User): Json {
  const json = userJson(call.workspace, user, seesEmail(call));
  return call.args.flag('include_locale') ? { ...json, locale: 'en-US' } : json;
}

/** E-mail addresses need a scope of their own; without it they are simply not there. */
function seesEmail(call: MethodCall): boolean {
  return call.app.scopes.has('users:read.email');
}
