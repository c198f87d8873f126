import { type CallFault, SlackCallError } from '../slack/client.ts';

/**
 * What delivery does about a call that failed.
 *
 * - `done`: what was asked for is already so: success;
 * - `not_sent`: nothing happened; try again later;
 * - `unknown`: it may have happened; look before trying again;
 * - `rate_limited`: wait, without counting the attempt;
 * - `row`: this request will never be accepted;
 * - `place`: the channel, thread or message is not there for us;
 * - `user`: this person cannot be reached that way;
 * - `auth`: nothing can be sent for this workspace until its token works again.
 */
export type Verdict =
  | 'done'
  | 'not_sent'
  | 'unknown'
  | 'rate_limited'
  | 'row'
  | 'place'
  | 'user'
  | 'auth';

/** Slack's error codes and what each means. A code that is not here is `row`: refused for good. */
const verdicts: Record<Exclude<Verdict, 'row' | 'not_sent' | 'rate_limited'>, readonly string[]> = {
  done: ['already_in_channel', 'already_pinned', 'already_archived', 'already_reacted'],
  unknown: [
    'internal_error',
    'fatal_error',
    'request_timeout',
    'service_unavailable',
    'team_added_to_org',
    'update_failed',
    // Somebody else writes into the canvas at this moment.
    'canvas_editing_locked',
  ],
  place: [
    'channel_not_found',
    'is_archived',
    'is_inactive',
    'not_in_channel',
    'channel_is_limited_access',
    'thread_not_found',
    'message_not_found',
    'cannot_reply_to_message',
    'external_channel_migrating',
  ],
  user: [
    'user_not_found',
    'users_not_found',
    'user_disabled',
    'user_not_visible',
    'user_not_in_channel',
    'user_is_restricted',
    'user_is_ultra_restricted',
    'user_is_bot',
    'cannot_dm_bot',
    'messages_tab_disabled',
    'cant_invite',
    'cant_invite_self',
    'ura_max_channels',
    'no_user',
    'invitee_cant_see_channel',
    'org_user_not_in_team',
    'no_external_invite_permission',
    'invalid_user_combination',
  ],
  auth: [
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'org_login_required',
    'team_access_not_granted',
    'two_factor_setup_required',
  ],
};

const byCode = new Map(
  Object.entries(verdicts).flatMap(([verdict, codes]) =>
    codes.map((code) => [code, verdict as Verdict] as const),
  ),
);

/** Says what a failed call means, from Slack's code or from what the wire did. */
export function verdictOf(fault: CallFault): Verdict {
  if (fault.kind !== 'slack') return fault.kind;
  return byCode.get(fault.code) ?? 'row';
}

/** The code of a fault that trying again does not mend; null for any other. */
export function refusedForGood(error: unknown): string | null {
  if (!(error instanceof SlackCallError)) return null;
  return ['row', 'place', 'user'].includes(verdictOf(error.fault)) ? error.code : null;
}

/** Codes that say the blocks or the text were refused; plain text may still go through. */
export const contentRefused: ReadonlySet<string> = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'message_limit_exceeded',
  'attachment_payload_limit_exceeded',
  'too_many_attachments',
]);
