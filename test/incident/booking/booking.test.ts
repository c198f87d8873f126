import { describe, expect, test } from 'vitest';
import { isOvertaken } from '../../../src/incident/booking/book.ts';
import { milestoneAt } from '../../../src/incident/course/milestones.ts';
import { metOf } from '../../../src/incident/links/pairs.ts';
import { meetingSoon } from '../../../src/incident/postmortem/owed.ts';
import type { Command } from '../../../src/incident/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';
import { book, booking, day, effect, hour, policyWith, resolved } from './booking-story.ts';

describe('the meeting', () => {
  test('leaves the calendars of who may not see it any more, with numbers that rise for each', () => {
    const story = resolved().does(book(day, { where: 'Room 3' }));
    const told = (userIds: string[]) => {
      const { sequence } = booking(story);
      story.does({ type: 'meeting_told', sequence, userIds, unmailed: [] });
    };
    told(['UADA', 'UEVE']);
    const news = () => effect(story, 'tell_meeting').map((each) => [each.news, each.who]);
    story.does({ type: 'make_private', by: 'UADA', reason: 'an account was taken' });
    const who = [{ userId: 'UADA' }, { userId: 'UEVE' }];
    expect(news()).toEqual([
      [expect.objectContaining({ what: 'withdrawn', sequence: 2, where: '', reason: '' }), who],
      [expect.objectContaining({ what: 'hidden', sequence: 3 }), expect.anything()],
    ]);
    // Who may see it again is invited again; who leaves is told so, and nobody else.
    expect(booking(story).booked?.invited).toEqual([]);
    told(['UADA']);
    const join = { type: 'join_room', by: 'UEVE' } as const;
    story.does(join);
    expect(news()).toMatchObject([[{ what: 'booked', sequence: 3 }, [{ userId: 'UEVE' }]]]);
    told(['UEVE']);
    story.does({ type: 'leave_room', by: 'UEVE' });
    expect(news()).toMatchObject([[{ what: 'withdrawn', sequence: 4 }, [{ userId: 'UEVE' }]]]);
    expect(story.does(join).incident.state.booking.booked?.sequence).toBe(3);
    expect(news()).toMatchObject([[{ what: 'booked', sequence: 5 }, [{ userId: 'UEVE' }]]]);
    expect(isOvertaken(story.incident.state, { sequence: 3, what: 'hidden' })).toBe(false);
    story.does(book(2 * day));
    expect(news()).toMatchObject([[{ what: 'moved', sequence: 6 }, expect.anything()]]);
    expect(isOvertaken(story.incident.state, { sequence: 5, what: 'booked' })).toBe(true);
  });

  test('is booked, moved and cancelled with numbers that rise', () => {
    const story = resolved().does(book(day, { where: 'Room 3' }));
    expect(effect(story, 'tell_meeting')[0]?.news).toMatchObject({ what: 'booked', sequence: 1 });
    expect(milestoneAt(story.incident, 'postmortem_booked')).toEqual(minutesAfterNoon(20));
    expect(story.refuses(book(day))).toMatchObject({ code: 'meeting_same' });
    expect(story.refuses(book(5))).toMatchObject({ code: 'meeting_in_past' });
    expect(story.refuses({ ...book(day), at: null } as Command)).toEqual({ code: 'bad_time' });
    story.does(book(day + hour));
    expect(effect(story, 'tell_meeting')[0]?.news).toMatchObject({
      ...{ what: 'moved', sequence: 2, wasAt: minutesAfterNoon(day), where: 'Room 3' },
    });
    story.does({ type: 'cancel_meeting', by: 'UADA', reason: 'Ada is ill' });
    expect(effect(story, 'tell_meeting')[0]).toMatchObject({
      who: [],
      news: { what: 'cancelled', sequence: 3, reason: 'Ada is ill' },
    });
    expect(milestoneAt(story.incident, 'postmortem_booked')).toBeNull();
    expect(story.refuses({ type: 'cancel_meeting', by: 'UADA', reason: 'x' })).toEqual({
      code: 'no_meeting_booked',
    });
    story.does(book(2 * day));
    expect(booking(story).booked).toMatchObject({ sequence: 4 });
  });

  test('of two who book at once one is told that the other was faster; what is over is not moved', () => {
    const nothing = { expect: { meeting: null } };
    const story = resolved().does({ ...book(day), ...nothing } as Command);
    expect(story.refuses({ ...book(2 * day), ...nothing } as Command)).toEqual({
      ...{ code: 'changed', field: 'meeting' },
      now: minutesAfterNoon(day).toISOString(),
    });
    const seen = { expect: { meeting: minutesAfterNoon(day) } };
    story.does({ ...book(2 * day), ...seen } as Command);
    const cancel = { type: 'cancel_meeting', by: 'UADA', reason: 'x' } as const;
    expect(story.refuses({ ...cancel, ...seen })).toMatchObject({ field: 'meeting' });
    // They met on time: nobody is reminded of it, and it is not moved.
    story.at(2 * day - 10).does({ type: 'start_meeting', by: 'UADA', timed: false });
    expect(effect(story, 'tell_meeting')).toEqual([]);
    expect(story.agenda().filter((each) => each.startsWith('meeting_soon'))).toEqual([]);
    story.does({ type: 'end_meeting', by: 'UADA' });
    expect(effect(story, 'tell_meeting')).toEqual([]);
    expect(story.refuses(cancel)).toEqual({ code: 'no_meeting_booked' });
    story.does(book(3 * day));
    expect(effect(story, 'tell_meeting')[0]?.news).toMatchObject({ what: 'booked', wasAt: null });
    story.at(4 * day).does(book(5 * day));
    expect(effect(story, 'tell_meeting')[0]?.news).toMatchObject({ what: 'booked', wasAt: null });
    expect(story.agenda().some((each) => each.startsWith('meeting_soon'))).toBe(true);
  });

  test('is called off where there is nothing to meet about any more', () => {
    const policy = policyWith();
    const skipped = resolved({ ...policy, postmortem: Postmortem.parse({ chosen: true }) });
    const merged = new Story({}, policy).at(20);
    const none = new Story({}, policy).at(20);
    const met = metOf({ ...new Story({}, policy).incident, id: 2, number: 2 });
    const ends: [Story, Command][] = [
      [skipped, { type: 'skip_postmortem', by: 'UBEN', reason: 'Known already' }],
      [merged, { type: 'merge', by: 'UBEN', reason: 'Known already', other: 2, met }],
      [none, { type: 'cancel', by: 'UBEN', reason: 'Known already' }],
    ];
    for (const [story, end] of ends) {
      story.does(book(day)).at(25).does(end);
      expect(effect(story, 'tell_meeting'), end.type).toEqual([
        expect.objectContaining({
          who: [],
          news: expect.objectContaining({
            ...{ what: 'cancelled', by: 'UBEN', reason: 'Known already', sequence: 2 },
          }),
        }),
      ]);
      expect(booking(story)).toMatchObject({ booked: null, sequence: 2 });
      expect(milestoneAt(story.incident, 'postmortem_booked')).toBeNull();
      expect(story.agenda().filter((each) => each.startsWith('meeting_soon'))).toEqual([]);
    }
  });

  test('keeps who was told, whatever came in between', () => {
    const story = resolved().does(book(day));
    const told = (sequence: number, ...userIds: string[]): Command => ({
      ...{ type: 'meeting_told', sequence, userIds, unmailed: [{ userId: 'UBEN', why: '' }] },
    });
    story.does(told(1, 'UADA', 'UBEN'));
    expect(booking(story).booked).toMatchObject({ invited: ['UADA', 'UBEN'] });
    expect(booking(story).booked?.unmailed).toEqual([{ userId: 'UBEN', why: '' }]);
    const { length } = story.entries;
    // A report that came twice says nothing new.
    story.does(told(1, 'UADA', 'UBEN'));
    expect(story.entries).toHaveLength(length);
    // One about a meeting that was cancelled meanwhile still counts: they are told of that, too.
    story.does({ type: 'cancel_meeting', by: 'UADA', reason: 'Ill' }).does(told(1, 'UCLEO'));
    expect(booking(story)).toMatchObject({ booked: null, told: ['UADA', 'UBEN', 'UCLEO'] });
  });

  test('invites who comes to it later, and who was invited not again', () => {
    const story = resolved().does(book(day));
    story.does({ type: 'meeting_told', sequence: 1, userIds: ['UADA'], unmailed: [] });
    story.does({ type: 'join_room', by: 'UADA' });
    expect(effect(story, 'tell_meeting')).toEqual([]);
    story.does({ type: 'join_room', by: 'UNEW' });
    expect(effect(story, 'tell_meeting')).toEqual([
      expect.objectContaining({ who: [{ userId: 'UNEW' }], added: true }),
    ]);
    // Once it began, it is too late.
    story.at(day + 5).does({ type: 'join_room', by: 'ULATE' });
    expect(effect(story, 'tell_meeting')).toEqual([]);
  });

  test('that was held before its time leaves all calendars, and is ahead of nobody any more', () => {
    const start = { type: 'start_meeting', by: 'UBEN', timed: false } as const;
    const ways: [Command, ...Command[]][] = [
      [
        { ...start, early: true },
        { type: 'end_meeting', by: 'UBEN' },
      ],
      [
        {
          ...{ type: 'set_milestone', by: 'UBEN', milestone: 'postmortem_held' },
          ...{ at: minutesAfterNoon(hour), reason: 'We met' },
        },
      ],
    ] as [Command, ...Command[]][];
    for (const [met, ...then] of ways) {
      const story = resolved().does(book(day, { where: 'Room 3' }));
      story.does({ type: 'meeting_told', sequence: 1, userIds: ['UADA'], unmailed: [] });
      expect(meetingSoon(story.incident, 'UADA', story.now)).toMatchObject({ sequence: 1 });
      story.at(hour);
      expect(story.refuses(start)).toMatchObject({ code: 'meeting_ahead', timed: false });
      story.does(met);
      expect(effect(story, 'tell_meeting'), met.type).toMatchObject([
        {
          who: [],
          news: { what: 'cancelled', met: true, by: 'UBEN', sequence: 2, where: 'Room 3' },
        },
      ]);
      expect(effect(story, 'sync_postmortem')).not.toEqual([]);
      expect(effect(story, 'sync_home')).toContainEqual(
        expect.objectContaining({ userId: 'UADA' }),
      );
      expect(story.agenda().filter((each) => each.startsWith('meeting_soon'))).toEqual([]);
      expect(milestoneAt(story.incident, 'postmortem_booked')).not.toBeNull();
      for (const command of [...then, { type: 'join_room', by: 'UNEW' } as const]) {
        story.does(command);
        expect(effect(story, 'tell_meeting')).toEqual([]);
      }
    }
  });

  test('is what people want who book it, where the policy asks for none', () => {
    const story = resolved(defaultPolicy).does(book(day));
    expect(story.incident.state.postmortem.choice).toMatchObject({ hold: true, by: 'UADA' });
  });
});

describe('the clock', () => {
  const about = (story: Story) => story.agenda().filter((each) => each.startsWith('meeting_'));

  test('reminds a day and an hour before, and of nothing that was told less than that ago', () => {
    const story = resolved().does(book(2 * day));
    story.does({ type: 'meeting_told', sequence: 1, userIds: ['UADA'], unmailed: [] });
    expect(about(story)).toEqual([`meeting_soon+${day}`, `meeting_soon+${2 * day - hour}`]);
    story.at(day).ticks();
    const reminders = () =>
      story.told().flatMap(({ fact }) => (fact.type === 'meeting_soon' ? fact.ahead : []));
    expect(reminders()).toEqual(['day']);
    expect(about(story)).toEqual([`meeting_soon+${2 * day - hour}`]);
    // Moved to this afternoon: an hour before is left.
    story.does(book(day + 3 * hour));
    expect(about(story)).toEqual([`meeting_soon+${day + 2 * hour}`]);
    // Whoever was away hears one of both, or none where it is over.
    story.does(book(4 * day)).at(4 * day - 30);
    story.ticks();
    expect(reminders()).toEqual(['hour']);
    story.does(book(6 * day)).at(6 * day + 2 * hour);
    story.ticks();
    expect(reminders()).toEqual([]);
  });

  test('asks who led at a quarter of the time, and tells others at half of it; booked, nobody', () => {
    const story = resolved(policyWith({ unbooked_to: ['UBOSS'] }));
    expect(about(story)).toEqual([
      `meeting_unbooked+${20 + day}`,
      `meeting_unbooked+${20 + 2 * day}`,
    ]);
    const who = () =>
      story.effects.flatMap((each) => {
        if (each.type !== 'announce' || each.fact.type !== 'meeting_unbooked') return [];
        return each.to.place === 'people' ? each.to.who : [];
      });
    story.at(20 + day).ticks();
    expect(who()).toEqual([{ userId: 'UADA' }]);
    story.at(20 + 2 * day).ticks();
    expect(who()).toEqual([{ userId: 'UADA' }, { userId: 'UBOSS' }]);
    expect(about(story)).toEqual([]);
    expect(about(resolved().does(book(day)))).toEqual([`meeting_soon+${day - hour}`]);
  });
});
