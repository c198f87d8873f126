import { describe, expect, test } from 'vitest';
import { runningClocks } from '../../../src/incident/clocks/clocks.ts';
import { clocksPolicy } from '../../support/clocks-policy.ts';
import { minutesAfterNoon, Story } from '../story.ts';
import { breachesOf, people, running, toldClocks } from './looking.ts';

/** Where the time of an incident's clocks comes from, and what becomes of it. Noon of the stories is Monday 19:00 in Bangkok. */

const policy = clocksPolicy();
const by = 'UADA';

const sev1 = () => new Story({ severity: 'sev1' }, policy);

describe('an incident has a clock for', () => {
  test('each thing that the policy wants by some time, from the milestone it counts from', () => {
    expect(running(sev1())).toEqual({
      respond: 15,
      resolve: 240,
      'role.commander': 20,
      'role.scribe': 30,
      'own.team': 25,
      'own.public': 35,
      status_page: 45,
      'tasks.first_aid': 10,
    });
  });

  test('what its severity asks, whichever of its keys is sooner', () => {
    expect(running(new Story({ severity: 'sev2' }, policy))).toMatchObject({
      respond: 60,
      resolve: 360,
    });
  });

  test('an answer at once, which is late after a minute', () => {
    const atOnce = clocksPolicy('', { 'respond_within_minutes: 15': 'respond_within_minutes: 0' });
    const story = new Story({ severity: 'sev1' }, atOnce);
    expect(running(story)).toMatchObject({ respond: 1 });
  });

  test('a kind that nobody settled, counted from when it became so', () => {
    const story = sev1().at(3);
    story.does({ type: 'change_kind', by, kind: 'unclear', reason: 'it is odd' });
    expect(running(story)).toMatchObject({ kind: 33 });
    story.does({ type: 'change_kind', by, kind: 'outage', reason: 'it is off' });
    expect(running(story)).not.toHaveProperty('kind');
  });

  test('the status it is in, at risk late in its window alone', () => {
    const story = sev1().at(5);
    story.does({ type: 'change_status', by, status: 'working', reason: 'on it' });
    const [clock] = runningClocks(story.incident, policy).filter((each) =>
      each.key.startsWith('status.'),
    );
    expect(clock?.dueAt).toEqual(minutesAfterNoon(110));
    expect(clock?.warnAt).toEqual(minutesAfterNoon(90));
  });

  test('who has a role and is not in the call', () => {
    const story = sev1().at(1).does({ type: 'take_role', by, role: 'commander' });
    story.does({ type: 'start_call', by: 'UBEN', link: 'https://meet.example/1' });
    expect(running(story)).toMatchObject({ call: 6 });
    story.does({ type: 'join_call', by });
    expect(running(story)).not.toHaveProperty('call');
    // Whoever takes a role later has as long to join as the others had.
    story.at(30).does({ type: 'take_role', by: 'UCAT', role: 'scribe' });
    expect(running(story)).toMatchObject({ call: 35 });
  });

  test('the status page, from when its audience was last told', () => {
    const story = sev1().at(20);
    const about = { audience: 'status_page', template: 'public' };
    story.does({ type: 'message_sent', by, about, text: 'We are on it', proof: 'seen' });
    expect(running(story)).toMatchObject({ status_page: 65 });
    expect(running(story)).not.toHaveProperty('own.public');
    // News that somebody promised the public by a time of its own is reminded of by that promise alone.
    story.at(40).does({
      ...{ type: 'message_sent', by, about, text: 'Still on it', proof: 'seen' },
      nextMinutes: 15,
    });
    expect(running(story)).not.toHaveProperty('status_page');
  });

  test('a runbook that was started and may not help', () => {
    const story = sev1().at(7);
    story.does({ type: 'start_list', by, list: 'redis', parameters: {} });
    expect(running(story)).toMatchObject({ 'runbook.redis.0': 27 });
  });
});

describe('a clock ends', () => {
  test('when what it waits for happens, and does not begin again when a role is given up', () => {
    const story = sev1().at(10).does({ type: 'take_role', by, role: 'commander' });
    expect(running(story)).not.toHaveProperty('respond');
    expect(running(story)).not.toHaveProperty(['role.commander']);
    story.at(120).does({ type: 'give_up_role', by, role: 'commander' });
    expect(running(story)).not.toHaveProperty(['role.commander']);
  });

  test('with the work on the incident; what is owed afterwards goes on, even when it is closed', () => {
    const story = sev1().at(60);
    story.does({
      ...{ type: 'add_action_item', by, kind: 'fix', text: 'Alert earlier' },
      ...{ owner: 'UBEN', due: null },
    });
    story.does({ type: 'resolve', by, reason: 'rolled back' });
    const after = ['own.booked', 'postmortem', 'action_item.1'];
    expect(Object.keys(running(story))).toEqual([
      'own.booked',
      'tasks.first_aid',
      ...after.slice(1),
    ]);
    story.does({ type: 'close', by, reason: 'done', anyway: true });
    expect(Object.keys(running(story))).toEqual(after);
    // Resolved on Monday at 20:00, and Tuesday is Makha Bucha: working time begins on Wednesday.
    const due = Object.fromEntries(
      runningClocks(story.incident, policy).map(({ key, dueAt }) => [key, dueAt?.toISOString()]),
    );
    expect(due).toEqual({
      'own.booked': '2026-03-04T11:00:00.000Z',
      postmortem: '2026-03-06T11:00:00.000Z',
      'action_item.1': '2026-03-04T11:00:00.000Z',
    });
    story.does({
      ...{ type: 'set_milestone', by, milestone: 'postmortem_booked' },
      ...{ at: story.now, reason: '' },
    });
    expect(Object.keys(running(story))).toEqual(['postmortem', 'action_item.1']);
    story.does({ type: 'finish_action_item', by, id: 1 });
    expect(Object.keys(running(story))).toEqual(['postmortem']);
  });
});

describe('as time goes by', () => {
  test('those at risk are told together, once, and not the short ones', () => {
    const story = sev1().at(12).ticks();
    // The list is due at 10 and has something left to do.
    expect(toldClocks(story, 'clocks_at_risk')).toEqual([['room', ['respond']]]);
    story.at(24).ticks();
    expect(toldClocks(story, 'clocks_at_risk')).toEqual([['room', ['role.scribe', 'own.team']]]);
    story.at(24.5).ticks();
    expect(toldClocks(story, 'clocks_at_risk')).toEqual([]);
  });

  test('all that are missed by then are one message, and whom a clock tells hears of that one', () => {
    const story = sev1().at(26).ticks();
    expect(toldClocks(story, 'clocks_missed')).toEqual([
      ['room', ['respond', 'role.commander', 'own.team', 'tasks.first_aid']],
      ['people', ['own.team']],
    ]);
    expect(people(story)).toEqual([{ userId: 'UBOSS' }]);
    expect(breachesOf(story, 'respond')).toEqual([[15, 26]]);
    expect(story.last?.data['fired']).toContainEqual(
      expect.objectContaining({
        about: 'respond role.commander own.team tasks.first_aid',
      }),
    );
    story.at(26.5).ticks();
    expect(story.told()).toEqual([]);
    // The next step of the list is late in its turn.
    story.at(41).ticks();
    expect(toldClocks(story, 'clocks_missed')).toEqual([
      ['room', ['role.scribe', 'own.public', 'tasks.first_aid']],
    ]);
    expect(breachesOf(story, 'tasks.first_aid')).toEqual([
      [10, 26],
      [40, 41],
    ]);
  });

  test('what asks for a person is said again three times, and then no more', () => {
    const story = sev1().at(1).does({ type: 'change_kind', by, kind: 'unclear', reason: 'odd' });
    const said: number[] = [];
    for (let minute = 2; minute < 400; minute += 1) {
      story.at(minute).ticks();
      const again = toldClocks(story, 'clocks_still_late').flatMap(([, keys]) => keys);
      if (again.includes('kind')) said.push(minute);
    }
    expect(said).toEqual([61, 91, 121]);
  });

  test('a postmortem that is late is asked for on three working days, then once a week, until it is held', () => {
    const story = sev1().at(60).does({ type: 'resolve', by, reason: 'rolled back' });
    const nag = () => story.timers().find(({ key }) => key.startsWith('clock_nag:postmortem'));
    // Who led hears of it, too: who writes it may have left.
    story.does({ type: 'assign_postmortem', by, userId: 'UCAT' });
    // Due on Friday at 18:00.
    story.at(4 * 1440).ticks();
    const said: string[] = [];
    for (let next = nag(); next && said.length < 5; next = nag()) {
      story.at((next.dueAt.getTime() - minutesAfterNoon(0).getTime()) / 60_000).ticks();
      expect(toldClocks(story, 'clocks_still_late').flat(2)).toContain('postmortem');
      expect(people(story)).toEqual([{ userId: 'UCAT' }, { userId: 'UREPORTER' }]);
      said.push(next.dueAt.toISOString().slice(5, 16));
    }
    // When work begins on Monday, Tuesday and Wednesday, and then on Wednesdays.
    expect(said).toEqual([
      '03-09T02:00',
      '03-10T02:00',
      '03-11T02:00',
      '03-18T02:00',
      '03-25T02:00',
    ]);
    const held = { type: 'set_milestone', by, milestone: 'postmortem_held', reason: '' } as const;
    story.does({ ...held, at: story.now });
    expect(nag()).toBeUndefined();
  });

  test('after a week away each is missed once, and nothing more is said at once', () => {
    const story = sev1()
      .at(7 * 24 * 60)
      .ticks();
    expect(story.told().filter(({ fact }) => fact.type.startsWith('clocks_'))).toHaveLength(2);
    for (const key of ['respond', 'resolve', 'own.team', 'status_page', 'tasks.first_aid']) {
      expect(breachesOf(story, key)).toHaveLength(1);
    }
    expect(story.due()).toEqual([]);
    story.at(7 * 24 * 60 + 1).ticks();
    expect(story.told()).toEqual([]);
  });

  test('what an operator gives up never comes again, and a breach is kept all the same', () => {
    const story = sev1().at(1).does({ type: 'change_kind', by, kind: 'unclear', reason: 'odd' });
    const given: string[] = [];
    for (const minute of [24, 26, 61, 92]) {
      story.at(minute);
      const keys = story.due().flatMap(({ key }) => (key.startsWith('clock_') ? [key] : []));
      story.does({ type: 'fire_timers', keys, dropped: true });
      expect(story.due().filter(({ key }) => given.includes(key) || keys.includes(key))).toEqual(
        [],
      );
      given.push(...keys);
      story.ticks();
    }
    const kinds = new Set(given.map((key) => key.split(':')[0]));
    expect(kinds).toEqual(new Set(['clock_at_risk', 'clock_missed', 'clock_nag']));
    expect(breachesOf(story, 'respond')).toEqual([[15, 24]]);
  });

  test('a new severity moves what is due, and what was missed stays missed', () => {
    const story = new Story({ severity: 'sev2' }, policy).at(61).ticks();
    expect(breachesOf(story, 'respond')).toEqual([[60, 61]]);
    story.does({ type: 'change_severity', by, severity: 'sev1', reason: 'it grows' });
    expect(running(story)).toMatchObject({ respond: 15, resolve: 240 });
    story.at(62).ticks();
    // It was late already: saying so again because it should have been sooner helps nobody.
    expect(toldClocks(story, 'clocks_missed').flatMap(([, keys]) => keys)).not.toContain('respond');
    expect(breachesOf(story, 'respond')).toEqual([[60, 61]]);
    story.at(241).ticks();
    story.does({ type: 'change_severity', by, severity: 'sev2', reason: 'it is better' });
    expect(breachesOf(story, 'resolve')).toEqual([[240, 241]]);
    story.at(361).ticks();
    expect(breachesOf(story, 'resolve')).toEqual([
      [240, 241],
      [360, 361],
    ]);
  });

  test('an end that came late is a breach, although the clock had not looked yet', () => {
    const story = sev1().at(18).does({ type: 'take_role', by, role: 'commander' });
    expect(breachesOf(story, 'respond')).toEqual([[15, 18]]);
    expect(story.last?.data['also']).toContainEqual({
      ...{ type: 'clock_late', clock: 'respond' },
      dueAt: minutesAfterNoon(15),
    });
    expect(breachesOf(story, 'role.commander')).toEqual([]);
    story.ticks();
    expect(toldClocks(story, 'clocks_missed').flatMap(([, keys]) => keys)).not.toContain('respond');
  });

  test('an end that came in time and is said late is none', () => {
    const story = sev1().at(18);
    story.does({
      ...{ type: 'set_milestone', by, milestone: 'acknowledged' },
      ...{ at: minutesAfterNoon(9), reason: '' },
    });
    expect(breachesOf(story, 'respond')).toEqual([]);
  });

  test('the room is not told of a commander twice: where it is nudged, the clock is silent', () => {
    const nudging = clocksPolicy('', {
      'respond_within_minutes: 15': 'respond_within_minutes: 15\n    commander_within_minutes: 20',
    });
    const story = new Story({ severity: 'sev1' }, nudging).at(20).ticks();
    expect(story.told().map(({ fact }) => fact.type)).toContain('commander_missing');
    expect(toldClocks(story, 'clocks_missed').flatMap(([, keys]) => keys)).not.toContain(
      'role.commander',
    );
    expect(breachesOf(story, 'role.commander')).toEqual([[20, 20]]);
  });

  test('an action item that is late stands in the timeline, and nobody is told by its incident', () => {
    const story = sev1();
    story.does({
      ...{ type: 'add_action_item', by, kind: 'fix', text: 'Alert earlier' },
      ...{ owner: 'UBEN', due: null },
    });
    story.at(1).does({ type: 'resolve', by, reason: 'rolled back' });
    story.does({ type: 'close', by, reason: 'done', anyway: true });
    // Due on Wednesday: 9:00 and 18:00 there are 2:00 and 11:00 here.
    const hour = (days: number, hours: number) => days * 1440 + (hours - 12) * 60;
    story.at(hour(2, 2)).ticks();
    story.at(hour(2, 11)).ticks();
    expect(breachesOf(story, 'action_item.1')).toHaveLength(1);
    const told = [...toldClocks(story, 'clocks_at_risk'), ...toldClocks(story, 'clocks_missed')];
    expect(told.flatMap(([, keys]) => keys)).not.toContain('action_item.1');
    expect(story.timers().filter(({ key }) => key.startsWith('clock_nag:action_item'))).toEqual([]);
  });
});
