import { describe, expect, test } from 'vitest';
import { dueAfter } from '../../../src/incident/presence/cadence.ts';
import { promisedNext } from '../../../src/incident/telling/audiences.ts';
import type { Incident } from '../../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { promising } from './policy.ts';

const ada = 'UADA';
const update = (more: object = {}) =>
  ({ type: 'post_update', by: ada, know: 'Still down', doing: '', need: '', ...more }) as const;
const dueIn = ({ state }: Incident) =>
  state.updates.nextDueAt && (state.updates.nextDueAt.getTime() - noon.getTime()) / 60_000;
const told = (audience: string) =>
  ({
    type: 'message_sent',
    by: ada,
    about: { audience, template: 'news' },
    text: 'We are down.',
    proof: 'phone',
  }) as const;

describe('the update of the room', () => {
  test('is due in 5 minutes, in 5 more, then every 20 for two hours, then every hour', () => {
    const story = new Story({ severity: 'sev1' }, promising);
    const promised = [dueIn(story.incident)];
    for (const minute of [5, 10, 30, 119, 139, 199]) {
      story.at(minute).does(update());
      promised.push(dueIn(story.incident));
    }
    expect(promised).toEqual([5, 10, 30, 50, 139, 199, 259]);
  });

  test('is due as the severity says where no cadence holds', () => {
    const story = new Story({ severity: 'sev3' }, promising);
    expect(dueIn(story.incident)).toBe(240);
    expect(dueAfter(story.incident, promising, null, minutesAfterNoon(10))).toEqual({
      at: minutesAfterNoon(250),
      from: minutesAfterNoon(10),
      every: 240,
    });
  });

  test('is promised anew when severity, status or a milestone bring another cadence, never sooner than the warning', () => {
    const story = new Story({ severity: 'sev3' }, promising).at(60);
    const sev1 = { type: 'change_severity', by: ada, severity: 'sev1', reason: 'all of them' };
    story.does({ ...sev1, type: 'change_severity' });
    expect(dueIn(story.incident)).toBe(65);
    story.at(62).does(update()).at(70);
    expect(dueIn(story.incident)).toBe(82);
    const mitigated = promising.statuses.find(({ phase }) => phase === 'mitigated')?.key ?? '';
    story.does({ type: 'change_status', by: ada, status: mitigated, reason: 'rolled back' });
    expect(dueIn(story.incident)).toBe(62 + 120);
    expect(story.last?.data).toMatchObject({ also: [{ type: 'promise_moved' }] });
    expect(story.renewed()).toContain('topic');
    // What somebody promised in the same breath stands.
    story.does(update({ status: 'investigating', nextInMinutes: 15 }));
    expect(dueIn(story.incident)).toBe(85);
  });

  test('that is skipped with a reason gives way to the next one, counted from its instant or from now', () => {
    const story = new Story({ severity: 'sev1' }, promising).at(10).does(update()).at(20);
    const skip = { type: 'skip_update', by: ada, reason: 'Waiting for the restart' } as const;
    expect(story.refuses({ ...skip, reason: ' ' })).toEqual({ code: 'missing', field: 'reason' });
    expect(story.refuses({ ...skip, expect: { nextDueAt: noon } })).toMatchObject({
      code: 'changed',
    });
    story.does(skip);
    expect(dueIn(story.incident)).toBe(50);
    expect(story.last?.data).toMatchObject({
      reason: 'Waiting for the restart',
      wasDueAt: minutesAfterNoon(30),
      nextDueAt: minutesAfterNoon(50),
    });
    expect(story.agenda().filter((each) => each.startsWith('update_due'))).toEqual([
      'update_due+50',
    ]);
    story.at(70).does(skip);
    expect(dueIn(story.incident)).toBe(90);
  });
});

describe('news for an audience', () => {
  const [open, board, partners] = promising.audiences;
  if (!open || !board || !partners) throw new Error('three audiences');
  const next = ({ incident, policy }: Story, audience = open) =>
    promisedNext(incident, policy, audience);

  test('is promised before anything was said only where a cadence says so, and not to who must not know', () => {
    const story = new Story({ severity: 'sev1' }, promising);
    expect(next(story)).toEqual(minutesAfterNoon(5));
    expect(next(story, board)).toEqual(minutesAfterNoon(6));
    expect(next(story, partners)).toBeNull();
    expect(next(new Story({ severity: 'sev2' }, promising), board)).toBeNull();
    expect(next(new Story({ severity: 'sev1', isPrivate: true }, promising))).toBeNull();
    story.at(4).does(told('public'));
    expect(next(story)).toEqual(minutesAfterNoon(9));
    story.at(8).does(told('public')).does(told('partners'));
    expect(next(story)).toEqual(minutesAfterNoon(28));
    expect(next(story, partners)).toEqual(minutesAfterNoon(98));
  });

  test('is reminded of before, at and after its instant, several in one message', () => {
    const story = new Story({ severity: 'sev1' }, promising);
    const said: string[] = [];
    for (let minute = 0; minute <= 60; minute += 1) {
      story.at(minute).ticks();
      for (const { fact } of story.told()) {
        if (fact.type !== 'audiences_due') continue;
        said.push(`${minute} ${fact.audiences.map(({ key }) => key).join('+')}`);
      }
    }
    // Two that are due a minute apart are one message; a promise as short as the warning has none.
    expect(said).toEqual([
      '1 public+board',
      '5 public+board',
      '20 public+board',
      '35 public+board',
      '50 public+board',
    ]);
  });
});

test('what was kept and what was not is counted for each who was promised', () => {
  const story = new Story({ severity: 'sev1' }, promising);
  story.at(5).does(update()).does(told('public'));
  story.at(11).does(update());
  const snooze = { type: 'snooze_update', by: ada, minutes: 10, reason: 'restart' } as const;
  story.at(20).does(snooze);
  story.at(60).does({ ...snooze, minutes: 20 });
  story.at(75).does(update()).does(told('public'));
  story.at(200).does({ type: 'resolve', by: ada, reason: 'rolled back' });
  // On time: at 5, and at 75 as moved. Late: at 11, moved at 60 when it was late, and the one after 75.
  expect(story.incident.state.kept).toEqual({
    room: { onTime: 2, late: 3 },
    public: { onTime: 1, late: 2 },
    board: { onTime: 0, late: 1 },
  });
});
