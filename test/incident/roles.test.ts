import { describe, expect, test } from 'vitest';
import type { Command } from '../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from './story.ts';

const take = (by: string, role = 'commander', holders?: string[]): Command => ({
  type: 'take_role',
  by,
  role,
  ...(holders ? { expect: { holders } } : {}),
});

describe('taking a role', () => {
  test('makes the commander known in the room, the topic and the announcement', () => {
    const story = new Story().at(2).does(take('UADA'));
    expect(story.incident.state.roles).toEqual({
      commander: [{ userId: 'UADA', since: minutesAfterNoon(2) }],
    });
    expect(story.incident.state.commanderlessSince).toBeNull();
    expect(story.told()).toEqual([
      {
        to: 'room',
        fact: { type: 'role_taken', role: 'commander', userId: 'UADA', previous: [], by: 'UADA' },
      },
      { to: 'dm:UADA', fact: { type: 'role_duties', role: 'commander', by: 'UADA' } },
    ]);
    expect(story.renewed()).toEqual(['card', 'topic', 'news', 'invite:UADA', 'home:UADA']);
    expect(story.participants).toEqual({ joined: ['UADA'] });
    expect(story.last).toEqual({
      type: 'take_role',
      actor: { kind: 'person', userId: 'UADA' },
      data: { role: 'commander', previous: [] },
    });
  });

  test('touches topic and announcement only for the one who commands', () => {
    const story = new Story().does(take('UADA', 'scribe'));
    expect(story.renewed()).toEqual(['card', 'invite:UADA', 'home:UADA']);
    expect(story.incident.state.commanderlessSince).toEqual(noon);
  });

  test('is refused when somebody has it, and says who and since when', () => {
    const story = new Story().at(1).does(take('UADA')).at(2);
    const refusal = {
      code: 'role_taken',
      role: 'commander',
      holders: ['UADA'],
      since: minutesAfterNoon(1),
    };
    expect(story.refuses(take('UBOB'))).toEqual(refusal);
    expect(story.refuses(take('UBOB', 'commander', []))).toEqual(refusal);
    expect(story.refuses(take('UBOB', 'commander', ['UCAT']))).toEqual(refusal);
  });

  test('replaces who has it when the one who acts saw exactly them', () => {
    const story = new Story()
      .does(take('UADA'))
      .at(40)
      .does(take('UBOB', 'commander', ['UADA']));
    expect(story.incident.state.roles['commander']).toEqual([
      { userId: 'UBOB', since: minutesAfterNoon(40) },
    ]);
    expect(story.told()[0]?.fact).toMatchObject({ previous: ['UADA'], userId: 'UBOB' });
    expect(story.renewed()).toContain('home:UADA');
  });

  test('twice by the same person is refused', () => {
    const story = new Story().does(take('UADA'));
    expect(story.refuses(take('UADA'))).toEqual({
      code: 'already_holder',
      role: 'commander',
      userId: 'UADA',
    });
  });

  test('is open to as many as the policy says', () => {
    const story = new Story();
    for (let i = 0; i < 10; i += 1) story.does(take(`U${i}`, 'responder'));
    expect(story.incident.state.roles['responder']).toHaveLength(10);
    expect(story.refuses(take('UADA', 'responder'))).toEqual({
      code: 'role_full',
      role: 'responder',
      max: 10,
    });
  });

  test('that the policy has not is refused with those it has', () => {
    expect(new Story().refuses(take('UADA', 'toString'))).toEqual({
      code: 'unknown_role',
      given: 'toString',
      allowed: ['commander', 'deputy', 'communications', 'scribe', 'responder'],
    });
  });

  test('is possible while resolved, and refused once closed', () => {
    const story = new Story().does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
    story.does(take('UADA')).does({ type: 'close', by: 'UADA', reason: 'done' });
    expect(story.refuses(take('UBOB'))).toEqual({ code: 'ended', phase: 'closed' });
  });
});

describe('assigning a role', () => {
  const assign = (userId: string, holders?: string[]): Command => ({
    type: 'assign_role',
    by: 'UADA',
    role: 'commander',
    userId,
    ...(holders ? { expect: { holders } } : {}),
  });

  test('gives it to somebody else, who is invited and told their duties by whom', () => {
    const story = new Story().does(assign('UBOB'));
    expect(story.incident.state.roles['commander']?.[0]?.userId).toBe('UBOB');
    expect(story.told()).toContainEqual({
      to: 'dm:UBOB',
      fact: { type: 'role_duties', role: 'commander', by: 'UADA' },
    });
    expect(story.renewed()).toContain('invite:UBOB');
    expect(story.last?.data).toEqual({ role: 'commander', userId: 'UBOB', previous: [] });
  });

  test('replaces nobody by accident', () => {
    const story = new Story().does(assign('UBOB'));
    expect(story.refuses(assign('UCAT', []))).toMatchObject({ code: 'role_taken' });
    expect(story.refuses(assign('UCAT'))).toMatchObject({ code: 'role_taken' });
    expect(story.refuses(assign('UBOB'))).toMatchObject({ code: 'already_holder' });
    story.does(assign('UCAT', ['UBOB']));
    expect(story.incident.state.roles['commander']?.map((h) => h.userId)).toEqual(['UCAT']);
  });
});

describe('giving a role up', () => {
  const giveUp: Command = { type: 'give_up_role', by: 'UADA', role: 'commander' };

  test('leaves it empty and starts the wait for a commander again', () => {
    const story = new Story().does(take('UADA')).at(60).does(giveUp);
    expect(story.incident.state.roles).toEqual({});
    expect(story.incident.state.commanderlessSince).toEqual(minutesAfterNoon(60));
    expect(story.told()).toEqual([
      { to: 'room', fact: { type: 'role_given_up', role: 'commander', userId: 'UADA' } },
    ]);
    expect(story.agenda()).toContain('commander_missing+65');
  });

  test('is for those who hold it', () => {
    expect(new Story().refuses(giveUp)).toEqual({ code: 'not_holder', role: 'commander' });
  });
});

describe('handing a role over', () => {
  const offer = (to: string, by = 'UADA'): Command => ({
    type: 'offer_handover',
    by,
    role: 'commander',
    to,
  });
  const accept = (by: string): Command => ({ type: 'accept_handover', by, role: 'commander' });
  const decline = (by: string): Command => ({ type: 'decline_handover', by, role: 'commander' });
  const offered = () => new Story().does(take('UADA')).at(5).does(offer('UBOB'));

  test('asks the other, who from then on may see the incident', () => {
    const story = offered();
    expect(story.told()).toEqual([
      { to: 'dm:UBOB', fact: { type: 'handover_offered', role: 'commander', from: 'UADA' } },
    ]);
    expect(story.participants).toEqual({ joined: ['UBOB'] });
    expect(story.incident.state.roles['commander']?.[0]?.userId).toBe('UADA');
  });

  test('happens when the other accepts', () => {
    const story = offered().at(6).does(accept('UBOB'));
    expect(story.incident.state.roles['commander']).toEqual([
      { userId: 'UBOB', since: minutesAfterNoon(6) },
    ]);
    expect(story.incident.state.offers).toEqual({});
    expect(story.told()[0]).toEqual({
      to: 'room',
      fact: {
        type: 'role_taken',
        role: 'commander',
        userId: 'UBOB',
        previous: ['UADA'],
        by: 'UBOB',
      },
    });
  });

  test('does not happen when the other declines, and the one who asked is told', () => {
    const story = offered().does(decline('UBOB'));
    expect(story.told()).toEqual([
      { to: 'dm:UADA', fact: { type: 'handover_declined', role: 'commander', userId: 'UBOB' } },
    ]);
    expect(story.refuses(accept('UBOB'))).toEqual({ code: 'no_offer', role: 'commander' });
  });

  test.each<[string, (story: Story) => unknown]>([
    [
      'the one who asked gave the role up',
      (story) => story.does({ type: 'give_up_role', by: 'UADA', role: 'commander' }),
    ],
    ['somebody took it over', (story) => story.does(take('UCAT', 'commander', ['UADA']))],
    ['somebody else was asked later', (story) => story.does(offer('UCAT'))],
    [
      'the incident was resolved',
      (story) => story.does({ type: 'resolve', by: 'UADA', reason: 'fixed' }),
    ],
  ])('cannot be accepted after %s', (_, happens) => {
    const story = offered();
    happens(story);
    expect(story.refuses(accept('UBOB'))).toEqual({ code: 'no_offer', role: 'commander' });
    expect(story.refuses(decline('UBOB'))).toEqual({ code: 'no_offer', role: 'commander' });
  });

  test('is for those who hold it, to those who do not', () => {
    const story = new Story().does(take('UADA'));
    expect(story.refuses(offer('UCAT', 'UBOB'))).toMatchObject({ code: 'not_holder' });
    expect(story.refuses(offer('UADA'))).toMatchObject({ code: 'already_holder' });
    expect(story.refuses(accept('UBOB'))).toMatchObject({ code: 'no_offer' });
  });

  test('in a role of many puts the other in the place of the one', () => {
    const role = 'responder';
    const story = new Story()
      .does(take('UADA', role))
      .does(take('UCAT', role))
      .does({ type: 'offer_handover', by: 'UADA', role, to: 'UBOB' })
      .does({ type: 'accept_handover', by: 'UBOB', role });
    expect(story.incident.state.roles[role]?.map((holder) => holder.userId)).toEqual([
      'UCAT',
      'UBOB',
    ]);
  });
});
