import { describe, expect, it } from 'vitest';
import { looks } from '../../src/engine/doctor-looks.ts';
import { sameMessage, sameText } from '../../src/engine/doctor-same.ts';
import type { Finding } from '../../src/incident/findings.ts';
import { SlackCallError } from '../../src/slack/client.ts';
import { Story } from '../incident/story.ts';
import { plainRender } from '../support/delivery.ts';
import { testPolicy } from '../support/engine.ts';

type Answer = object | string;

/** What a look shows where Slack answers these methods so: an object, or an error code. */
async function found(
  answers: Record<string, Answer>,
  story = new Story({}, testPolicy),
): Promise<string[]> {
  const { incident, policy } = story;
  const at = { channelId: 'CROOM', ts: null, threadTs: null, ours: true };
  const places = { room: at, card: { ...at, ts: '1.000001' }, bookmark: { ...at, ts: 'Bk1' } };
  const nowhere = { roomId: 'CROOM', roomThreadTs: null, cardTs: '1.000001' };
  const findings = await looks({
    incident,
    policy: { ...policy, announce: {} },
    places,
    view: {
      incident,
      policy,
      places: { ...nowhere, newsChannelId: null, newsTs: null },
      now: story.now,
    },
    render: plainRender,
    self: 'U0BOT',
    scopes: ['pins:write'],
    underway: [],
    people: async () => ['UADA'],
    call: async (method) => {
      const answer = answers[method] ?? 'ratelimited';
      if (typeof answer !== 'string') return answer as never;
      throw new SlackCallError(method, { kind: 'slack', code: answer, users: [] });
    },
  });
  return findings.map(shown);
}

function shown(finding: Finding): string {
  if (finding.is === 'wrong') return `${finding.check}: ${finding.wrong.is}`;
  return `${finding.check}: ${finding.is === 'fine' ? 'fine' : finding.error}`;
}

describe('a look over an incident', () => {
  it('says of each thing that Slack would not tell, and of the others what they are', async () => {
    expect(await found({})).toEqual([
      'token: ratelimited',
      'room: ratelimited',
      'invite: ratelimited',
    ]);
    const members = { 'conversations.members': { members: ['UADA'] } };
    expect(await found(members)).toContain('invite: fine');
    expect(await found({ 'conversations.members': { members: [] } })).toContain(
      'invite: people_out',
    );
  });

  it('knows a room that is gone, put away or closed to it', async () => {
    const info = (answer: Answer) => found({ 'conversations.info': answer });
    expect(await info('channel_not_found')).toContain('room: room_gone');
    expect(await info({ channel: { is_archived: true } })).toContain('room: archived');
    expect(await info({ channel: { is_member: false, name: 'inc-1-x' } })).toContain(
      'room: bot_out',
    );
    const hidden = new Story({ isPrivate: true }, testPolicy);
    expect(await found({ 'conversations.info': 'channel_not_found' }, hidden)).toContain(
      'room: bot_out_private',
    );
    const open = { channel: { is_private: false, is_member: true } };
    expect(await found({ 'conversations.info': open }, hidden)).toContain('room: everybodys');
  });

  it('knows a token that is refused, and one that may not do all it should', async () => {
    expect(await found({ 'auth.test': 'token_revoked' })).toContain('token: no_token');
    const given = (scopes: string[]) => ({ 'auth.test': { response_metadata: { scopes } } });
    expect(await found(given(['chat:write']))).toContain('token: scopes');
    expect(await found(given(['chat:write', 'pins:write']))).toContain('token: fine');
  });
});

describe('what Slack shows', () => {
  it.each([
    ['🔥 on fire', ':fire: on fire', true],
    ['a &amp; b &lt;c&gt;', 'a & b <c>', true],
    ['<#C1|inc-1>  <@U1|ann>', '<#C1> <@U1>', true],
    ['SEV1', 'SEV2', false],
  ])('%j and %j: %s', (one, other, same) => {
    expect(sameText(one, other)).toBe(same);
  });

  it('is compared by its words, with or without blocks', () => {
    const wanted = { text: 'short', blocks: [] };
    expect(sameMessage({ text: 'short' }, wanted)).toBe(true);
    expect(sameMessage({ text: 'other' }, wanted)).toBe(false);
  });
});
