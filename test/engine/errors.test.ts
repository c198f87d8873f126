import { describe, expect, it } from 'vitest';
import { type Verdict, verdictOf } from '../../src/engine/errors.ts';
import type { CallFault } from '../../src/slack/client.ts';

const said = (code: string): CallFault => ({ kind: 'slack', code, users: [] });

describe('what a failed call means', () => {
  it.each<[string, Verdict]>([
    ['already_in_channel', 'done'],
    ['already_pinned', 'done'],
    ['already_archived', 'done'],
    ['internal_error', 'unknown'],
    ['fatal_error', 'unknown'],
    ['service_unavailable', 'unknown'],
    ['channel_not_found', 'place'],
    ['is_archived', 'place'],
    ['not_in_channel', 'place'],
    ['user_not_found', 'user'],
    ['cant_invite', 'user'],
    ['ura_max_channels', 'user'],
    ['token_revoked', 'auth'],
    ['account_inactive', 'auth'],
    ['name_taken', 'row'],
    ['restricted_action', 'row'],
    ['missing_scope', 'row'],
    ['a_code_of_next_year', 'row'],
  ])('%s is “%s”', (code, verdict) => {
    expect(verdictOf(said(code))).toBe(verdict);
  });

  it.each<[CallFault, Verdict]>([
    [{ kind: 'rate_limited', retryAfterSeconds: 3 }, 'rate_limited'],
    [{ kind: 'not_sent', code: 'ECONNREFUSED' }, 'not_sent'],
    [{ kind: 'unknown', code: 'ECONNRESET' }, 'unknown'],
  ])('what the wire tells is taken as it is: %o', (fault, verdict) => {
    expect(verdictOf(fault)).toBe(verdict);
  });
});
