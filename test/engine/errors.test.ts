import { describe, expect, it } from 'vitest';
import { contentRefused, type Verdict, verdictOf } from '../../src/engine/errors.ts';
import type { CallFault } from '../../src/slack/client.ts';

const said = (code: string): CallFault => ({ kind: 'slack', code, users: [] });

/** Every code of Slack that delivery tells apart, and what it does about it. */
const table: Record<Exclude<Verdict, 'not_sent' | 'rate_limited'>, string[]> = {
  done: ['already_in_channel', 'already_pinned', 'already_archived', 'already_reacted'],
  unknown: [
    'internal_error',
    'fatal_error',
    'request_timeout',
    'service_unavailable',
    'team_added_to_org',
    'update_failed',
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
  // A scope that is missing is missing for one method; the others go on.
  row: [
    'missing_scope',
    'name_taken',
    'restricted_action',
    'no_permission',
    'invalid_blocks',
    'msg_too_long',
    'message_limit_exceeded',
    'too_many_pins',
    'not_pinnable',
    'cant_update_message',
    'edit_window_closed',
    'hash_conflict',
    'metadata_too_large',
    'no_text',
    'a_code_of_next_year',
  ],
};

const rows = Object.entries(table).flatMap(([verdict, codes]) =>
  codes.map((code) => [code, verdict] as const),
);

describe('what a failed call means', () => {
  it.each(rows)('%s is “%s”', (code, verdict) => {
    expect(verdictOf(said(code))).toBe(verdict);
  });

  it.each<[CallFault, Verdict]>([
    [{ kind: 'rate_limited', retryAfterSeconds: 3 }, 'rate_limited'],
    [{ kind: 'not_sent', code: 'ECONNREFUSED' }, 'not_sent'],
    [{ kind: 'not_sent', code: 'ENOTFOUND' }, 'not_sent'],
    [{ kind: 'unknown', code: 'ECONNRESET' }, 'unknown'],
    [{ kind: 'unknown', code: 'timeout' }, 'unknown'],
    [{ kind: 'unknown', code: 'http_503' }, 'unknown'],
    [{ kind: 'unknown', code: 'not_json' }, 'unknown'],
  ])('what the wire tells is taken as it is: %o', (fault, verdict) => {
    expect(verdictOf(fault)).toBe(verdict);
  });

  it.each([
    'invalid_blocks',
    'invalid_blocks_format',
    'msg_blocks_too_long',
    'msg_too_long',
    'message_limit_exceeded',
    'attachment_payload_limit_exceeded',
    'too_many_attachments',
  ])('%s is no reason to say nothing: the text goes out alone', (code) => {
    expect(contentRefused.has(code)).toBe(true);
  });
});
