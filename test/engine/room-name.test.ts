import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roomName, roomNames } from '../../src/engine/room-name.ts';
import { testPolicy } from '../support/engine.ts';

const policy = (name: string) => ({ room: { ...testPolicy.room, name } });
const named = (title: string, changes: { isPrivate?: boolean; number?: number } = {}) =>
  roomName({ number: 12, title, isPrivate: false, ...changes }, testPolicy, 'a1b2c3');

describe('the name of a room', () => {
  it.each([
    ['API is down', 'inc-12-api-is-down'],
    ['Zahlungen für Übersee: „Größe“ fehlt!', 'inc-12-zahlungen-fur-ubersee-grosse-fehlt'],
    ["Can't log in", 'inc-12-cant-log-in'],
    ['  --- ', 'inc-12'],
    ['支払いができない', 'inc-12'],
    ['<!channel> & <@U1>', 'inc-12-channel-u1'],
  ])('of “%s” is %s', (title, name) => {
    expect(named(title)).toBe(name);
  });

  it('cuts a long title between words', () => {
    expect(named('Checkout fails for everybody who pays with a card in Europe')).toBe(
      'inc-12-checkout-fails-for-everybody-who-pays',
    );
  });

  it('tells nothing of a private incident', () => {
    const isPrivate = true;
    const at = (number: number) => named('Data leak at Acme', { isPrivate, number });
    expect(at(4_829_137)).toBe('inc-4829137-a1b2c3');
    // Everybody knew the number before it became private.
    expect(at(12)).toBe('inc-a1b2c3');
    const room = { ...testPolicy.room, private_name: 'sec-{number}' };
    const given = { number: 12, title: 'Data leak', isPrivate };
    expect(roomName(given, { room }, 'a1b2c3')).toBe('sec');
    expect(roomName(given, { room: { ...room, private_name: '{number}' } }, 'a1b2c3')).toBe(
      'inc-a1b2c3',
    );
  });

  it('follows Slack’s rules for any title and any policy', () => {
    const template = fc
      .array(fc.constantFrom('{number}', '{slug}', 'inc', '-', '_', 'x'.repeat(30)), {
        minLength: 1,
      })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), template, fc.nat(), (title, name, number) => {
        const incident = { number, title, isPrivate: false };
        for (const each of roomNames(roomName(incident, policy(name), 'a1b2c3'), 'a1b2c3')) {
          expect(each).toMatch(/^[a-z0-9][a-z0-9_-]{0,79}$/);
        }
      }),
    );
  });

  it('that is taken gets -2 to -9, then something random', () => {
    expect(roomNames('inc-12', 'a1b2c3')).toEqual([
      'inc-12',
      ...[2, 3, 4, 5, 6, 7, 8, 9].map((each) => `inc-12-${each}`),
      'inc-12-a1b2c3',
    ]);
  });
});
