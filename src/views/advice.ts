import type { Policy } from '../policy/schema.ts';
import type { Mrkdwn } from './mrkdwn.ts';
import { say } from './say.ts';

/** What to do about an error code that Slack, or the wire, answered a send with. */

const kinds = {
  place: [
    'channel_not_found',
    'is_archived',
    'is_inactive',
    'not_in_channel',
    'channel_is_limited_access',
    'thread_not_found',
    'message_not_found',
    'no_such_subteam',
  ],
  user: [
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'user_not_visible',
    'user_is_restricted',
    'user_is_bot',
    'cannot_dm_bot',
    'messages_tab_disabled',
    'cant_invite',
    'no_user',
    'invitee_cant_see_channel',
    'org_user_not_in_team',
  ],
  auth: [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'org_login_required',
  ],
  scope: ['missing_scope', 'not_allowed_token_type', 'no_permission'],
  workspace: [
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_non_threadable_channel',
    'not_authorized',
    'user_is_ultra_restricted',
    'access_denied',
  ],
  content: [
    'msg_too_long',
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'no_text',
    'invalid_arguments',
    'invalid_name',
    'invalid_name_specials',
    'bug',
    'unreadable',
    'too_many_attempts',
    'metadata_too_large',
  ],
  wait: ['ratelimited', 'rate_limited', 'message_limit_exceeded', 'calling_too_fast'],
  wire: [
    'internal_error',
    'fatal_error',
    'request_timeout',
    'service_unavailable',
    'timeout',
    'connection_lost',
    'not_json',
    'worker_lost',
    'unavailable',
  ],
} as const;

type Kind = keyof typeof kinds | 'other';

const byCode = new Map<string, Kind>(
  Object.entries(kinds).flatMap(([kind, codes]) =>
    codes.map((code) => [code, kind as Kind] as const),
  ),
);

/** Errors of the wire are written in capitals, or as `http_503`. */
export function adviceKey(given: string): `advice.${Kind}` {
  // What kept it from being looked for, where it may be there.
  const error = given.replace(/^unknown:/, '');
  const isWire = /^(?:E[A-Z]+|UND_ERR_.*|http_\d+)$/.test(error);
  return `advice.${isWire ? 'wire' : (byCode.get(error) ?? 'other')}`;
}

/** The same as one short sentence for people in Slack. */
export function advice(policy: Policy, error: string): Mrkdwn {
  return say(policy, adviceKey(error));
}
