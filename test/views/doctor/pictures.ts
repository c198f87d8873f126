import type { Check, Finding, LookedOver } from '../../../src/incident/findings.ts';
import { checks } from '../../../src/incident/findings.ts';
import type { GivenUp } from '../../../src/organisation/content.ts';
import { doctorMessage, repairingMessage } from '../../../src/views/doctor.ts';
import { operatorsMessage } from '../../../src/views/operators.ts';
import { minutesAfterNoon, noon, Story } from '../../incident/story.ts';
import { testPolicy } from '../../support/engine.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of looking an incident over, and of what was given up. */

const fine = (check: Check): Finding => ({ check, is: 'fine' });
const armed = { count: 4, nextAt: minutesAfterNoon(30) };

export function doctorPictures(text = 'lunch-room'): Record<string, Picture> {
  const view = viewOf(new Story({ title: text.slice(0, 60).trim() || 'x' }));
  const name = text.slice(0, 80);
  const looked = (findings: Finding[], more: Partial<LookedOver> = {}) =>
    message(doctorMessage(view, { findings, armed, ...more }));
  const given: GivenUp = {
    id: '3fa9c1b2',
    number: 12,
    isPrivate: false,
    kind: 'message',
    attempts: 12,
    error: 'http_503',
    isDoubtful: true,
  };
  return {
    'all is well': looked(checks.map(fine)),
    'one could not be looked at': looked([
      fine('room'),
      { check: 'card', is: 'unseen', error: 'ratelimited' },
    ]),
    'taken apart': looked(apart(name)),
    'the room is gone, nothing on the clock': looked(
      [{ check: 'room', is: 'wrong', wrong: { is: 'room_gone' }, mend: 'room' }],
      { armed: null },
    ),
    'what nobody here can repair': looked([
      { check: 'token', is: 'wrong', wrong: { is: 'no_token', error: 'token_revoked' } },
      { check: 'token', is: 'wrong', wrong: { is: 'scopes', scopes: ['pins:write'] } },
      { check: 'room', is: 'wrong', wrong: { is: 'bot_out_private' } },
      { check: 'told', is: 'wrong', wrong: { is: 'told_gone', channelId: 'CSTATUS' } },
      { check: 'sends', is: 'wrong', wrong: { is: 'blocked', until: noon } },
      { check: 'sends', is: 'wrong', wrong: { is: 'waiting', count: 2, error: 'timeout' } },
      { check: 'clock', is: 'wrong', wrong: { is: 'clock_late', minutes: 12 } },
    ]),
    'being repaired': message(repairingMessage(view, ['topic', 'card', 'invite'])),
    'given up, to operators': message(
      operatorsMessage(testPolicy, [
        given,
        { ...given, id: '00000002', number: 13, isPrivate: true },
        { ...given, id: '00000003', number: null, kind: 'place', isDoubtful: true },
        { ...given, id: '00000004', kind: 'page', error: 'user_not_found', isDoubtful: false },
        { ...given, id: '00000005', kind: 'file', error: text },
        { ...given, id: '00000006' },
        { ...given, id: '00000007' },
      ]),
    ),
  };
}

function apart(name: string): Finding[] {
  const people = Array.from({ length: 12 }, (_, index) => `U${index}OUT`);
  return [
    fine('token'),
    fine('room'),
    { check: 'name', is: 'wrong', wrong: { is: 'renamed', name, wanted: 'inc-1' }, mend: 'room' },
    { check: 'topic', is: 'wrong', wrong: { is: 'changed' }, mend: 'topic' },
    { check: 'card', is: 'wrong', wrong: { is: 'old' }, mend: 'card' },
    { check: 'pin', is: 'wrong', wrong: { is: 'unpinned' }, mend: 'pin' },
    { check: 'bookmark', is: 'wrong', wrong: { is: 'gone' }, mend: 'bookmark' },
    { check: 'invite', is: 'wrong', wrong: { is: 'people_out', people }, mend: 'invite' },
    {
      check: 'sends',
      is: 'wrong',
      wrong: { is: 'given_up', count: 3, error: 'is_archived' },
      mend: 'sends',
    },
    { check: 'timers', is: 'wrong', wrong: { is: 'parked', count: 1 }, mend: 'timers' },
  ];
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}
