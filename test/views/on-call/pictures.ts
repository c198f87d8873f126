import type { OrganisationRefusal, Override } from '../../../src/organisation/types.ts';
import { Policy } from '../../../src/policy/schema.ts';
import { shortMessage } from '../../../src/views/blocks.ts';
import { homeView } from '../../../src/views/home.ts';
import { onCallDone } from '../../../src/views/on-call/done.ts';
import { type OnCallFact, onCallFactMessage } from '../../../src/views/on-call/facts.ts';
import { type OnCallView, onCallMessage, turnsMessage } from '../../../src/views/on-call/list.ts';
import { overrideModal } from '../../../src/views/on-call/modal.ts';
import { onCallRefusal } from '../../../src/views/on-call/refusals.ts';
import { minutesAfterNoon, noon } from '../../incident/story.ts';
import { testPolicy } from '../../support/engine.ts';
import type { Picture } from '../gallery.ts';
import { places, storiesOf } from '../samples.ts';

/** Every view of who is on call, with any text in the place of what people type. */

const hours = (count: number) => minutesAfterNoon(60 * count);

export function onCallPolicy(typed = 'Primary'): Policy {
  const name = typed.slice(0, 75).trim() || 'x';
  const said = typed.slice(0, 300).trim() || 'x';
  return Policy.parse({
    ...testPolicy,
    calendar: { zone: 'Asia/Bangkok' },
    directory: {
      contacts: [{ key: 'phone', name, phone: '+49 30 123456', for: said }],
      teams: [{ key: 'ops', name, members: ['UADA'] }],
    },
    on_call: [
      {
        ...{ key: 'primary', name, covers: said, contact: 'phone', backup: 'secondary' },
        channel: '#ops',
        duties: [said, 'Answer within ten minutes'],
        layers: [{ key: 'weeks', people: ['UADA', 'ben@example.com'], from: '2026-01-05' }],
      },
      { key: 'secondary', name: 'Secondary', people: ['team:ops', '@helpers'] },
      {
        ...{ key: 'nights', name: 'Nights', gaps: true },
        layers: [
          {
            ...{ key: 'all', people: ['UBEN'], from: '2026-01-05' },
            only: [{ from: '18:00', to: '06:00' }],
          },
        ],
      },
    ],
  });
}

function override(changes: Partial<Override> = {}): Override {
  return {
    ...{ id: 7, schedule: 'primary', userId: 'UNEW', by: 'UBEN', at: noon },
    ...{ fromAt: noon, untilAt: hours(6) },
    ...changes,
  };
}

const behind = new Map([
  ['ben@example.com', ['UBEN']],
  ['team:ops', ['UADA']],
]);

const refusals: OrganisationRefusal[] = [
  { code: 'not_allowed', who: ['team:ops'] },
  { code: 'cannot_hold', userId: 'UNEW' },
  { code: 'no_schedules' },
  { code: 'override_backwards' },
  { code: 'override_too_long', maxDays: 30 },
  { code: 'too_many_overrides', most: 50 },
  { code: 'unknown_override', id: 7 },
];

export function onCallPictures(typed = 'Primary'): Record<string, Picture> {
  const policy = onCallPolicy(typed);
  const set = override();
  const later = override({ id: 8, fromAt: hours(30), untilAt: hours(48), by: 'UNEW' });
  const view = (overrides: Override[] = [], own: Policy = policy): OnCallView => ({
    ...{ policy: own, state: { overrides }, people: behind, now: noon },
  });
  const [primary] = policy.on_call;
  if (!primary) throw new Error('there is a schedule');
  const many = Array.from({ length: 20 }, (_, id) => override({ id, fromAt: hours(1 + id) }));
  const none = Policy.parse({ ...testPolicy, on_call: [] });
  const unknown: OrganisationRefusal = {
    code: 'unknown_schedule',
    ...{ given: typed, allowed: ['primary'] },
  };
  const end = { type: 'end_override', by: 'UADA', id: 7 } as const;
  const put = {
    type: 'override_on_call',
    ...{ by: 'UADA', schedule: 'primary', userId: 'UNEW', fromAt: null, untilAt: hours(6) },
  } as const;
  return {
    ...facts(policy, typed),
    'who is on call': message(onCallMessage(view())),
    'who is on call, with overrides': message(onCallMessage(view([set, later]))),
    'who is on call, with twenty overrides': message(onCallMessage(view(many))),
    'who is on call without schedules': message(onCallMessage(view([], none))),
    'the next turns of one': message(turnsMessage(view([later]), primary)),
    'an override was set': message(onCallDone(view([set]), put, 'primary')),
    'an override was ended': message(onCallDone(view(), end, 'primary')),
    'Home of who is on call': home(policy, 'UADA', [later]),
    'Home of somebody else': home(policy, 'UREPORTER', [set]),
    'the form of an override': { surface: 'modal', shows: overrideModal(policy, {}) },
    'the form of an override, filled in': {
      surface: 'modal',
      shows: overrideModal(policy, {
        ...{ schedule: 'primary', userId: 'UNEW', fromAt: noon, untilAt: hours(6) },
      }),
    },
    ...Object.fromEntries(
      [...refusals, unknown].map((refusal) => [
        `refused: ${refusal.code}`,
        message(shortMessage(onCallRefusal(policy, refusal))),
      ]),
    ),
  };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function home(policy: Policy, viewer: string, overrides: Override[]): Picture {
  const onCall = { viewer, state: { overrides }, people: behind };
  const shows = homeView(policy, { open: [], mine: [], now: noon, onCall });
  return { surface: 'home', shows };
}

function facts(policy: Policy, typed: string): Record<string, Picture> {
  const led = storiesOf(typed)['updated']?.incident;
  const hidden = storiesOf(typed)['a private drill']?.incident;
  const open = [led, hidden].flatMap((incident) => (incident ? [{ incident, places }] : []));
  const told = (to: 'channel' | 'person', fact: OnCallFact) =>
    message(onCallFactMessage({ policy, to, people: behind, open }, fact));
  const changed = {
    type: 'shift_changed' as const,
    ...{ schedule: 'primary', before: ['UADA'], people: ['ben@example.com'], untilAt: hours(9) },
  };
  const begins = { type: 'shift_begins', schedule: 'primary', untilAt: hours(9) } as const;
  const set = { type: 'override_set', override: override() } as const;
  const ahead = { ...set, override: override({ fromAt: hours(2) }) };
  const ended = {
    type: 'override_ended' as const,
    ...{ override: override(), by: 'UADA', people: ['UADA'], untilAt: hours(9) },
  };
  return {
    'the turn changed': told('channel', changed),
    'the turn changed, first of all': told('channel', { ...changed, before: [] }),
    'the turn changed to nobody': told('channel', { ...changed, people: [] }),
    'the turn changed for good': told('channel', { ...changed, before: ['UNEW'], untilAt: null }),
    'your turn begins': told('person', begins),
    'your turn begins, without duties': told('person', { ...begins, schedule: 'secondary' }),
    'an override, told in the channel': told('channel', set),
    'an override by who takes it': told('channel', { ...set, override: override({ by: 'UNEW' }) }),
    'an override, told to who is put on': told('person', set),
    'an override for later, told to who is put on': told('person', ahead),
    'an override ended, told in the channel': told('channel', ended),
    'an override ended, told to who had it': told('person', ended),
    'an override of a schedule that is gone': told('channel', {
      ...set,
      override: override({ schedule: 'gone' }),
    }),
  };
}
