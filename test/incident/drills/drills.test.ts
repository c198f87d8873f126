import { describe, expect, test } from 'vitest';
import { withinDrill } from '../../../src/incident/drills/blocked.ts';
import { atPace, inExercise, inReality, paceOf } from '../../../src/incident/drills/pace.ts';
import { scoreOf } from '../../../src/incident/drills/score.ts';
import type { Effect } from '../../../src/incident/types.ts';
import { Drill } from '../../../src/policy/language/on-call.ts';
import { Audience, Obligation, Template } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { readState } from '../../../src/store/state.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const tabletop = {
  ...{ key: 'tabletop', name: 'Tabletop', type: 'tabletop', owners: ['@trainers'], pace: 24 },
  simulates: { title: 'The bank is gone', summary: 'Payments fail', severity: 'sev2' },
  injects: [
    { key: 'alarm', after_minutes: 12, text: 'The queue grows', by: 'Monitoring' },
    { key: 'press', after_minutes: 36, text: 'A journalist calls' },
    { key: 'worse', after_minutes: 24, text: 'It is worse', when: { severity: ['sev1'] } },
  ],
  lasts_minutes: 240,
};

const policy: Policy = {
  ...defaultPolicy,
  drills: [tabletop, { key: 'review', name: 'Review', type: 'review' }].map((each) =>
    Drill.parse(each),
  ),
  templates: [Template.parse({ key: 'first', name: 'First', text: 'We look into it.' })],
  audiences: [
    Audience.parse({
      ...{ key: 'all', name: 'All staff', channels: ['#all'], people: ['@chiefs'] },
      told: { declared: 'first' },
    }),
  ],
  obligations: [
    Obligation.parse({
      ...{ key: 'dpo', name: 'Notice', to: 'The officer', evidence: 'the mail' },
      ...{ when: {}, within_business_days: 2 },
    }),
  ],
};

function drill(): Story {
  const asked = { isDrill: true, drill: 'tabletop', title: '', summary: '', severity: null };
  return new Story(asked, policy);
}

describe('a drill of the policy', () => {
  test('is declared as its plan says, where nobody says anything else', () => {
    const { incident } = drill();
    expect(incident).toMatchObject({ title: 'The bank is gone', severity: 'sev2', isDrill: true });
    expect(incident.state.summary).toBe('Payments fail');
    expect(incident.state.drill).toMatchObject({ key: 'tabletop', pace: 24 });
    const own = new Story({ isDrill: true, drill: 'tabletop', title: 'Ours' }, policy);
    expect(own.incident).toMatchObject({ title: 'Ours', severity: 'sev1' });
    expect(readState(JSON.parse(JSON.stringify(incident.state)), 1)).toEqual(incident.state);
  });

  test('tells what happens in its own time, several at once in one message, and only what holds', () => {
    const one = drill();
    expect(one.agenda()).toContain('inject_due+0.5');
    expect(one.agenda()).toContain('drill_over+10');
    one.at(0.5).ticks();
    expect(injected(one)).toEqual([['Monitoring: The queue grows']]);
    one.at(1.5).ticks();
    // It is no S1, so that is passed over for good.
    expect(injected(one)).toEqual([['null: A journalist calls']]);
    one.does({ type: 'change_severity', by: 'UADA', severity: 'sev1', reason: 'all' });
    expect(injected(one.ticks())).toEqual([]);
    const away = drill();
    away.does({ type: 'change_severity', by: 'UADA', severity: 'sev1', reason: 'all' });
    expect(injected(away.at(5).ticks())).toEqual([
      ['Monitoring: The queue grows', 'null: It is worse', 'null: A journalist calls'],
    ]);
  });

  test('ends by itself, and how it went is told once', () => {
    const one = drill();
    one.at(1).does({ type: 'take_role', by: 'UADA', role: 'commander' });
    one.at(2).does({ type: 'post_update', by: 'UADA', know: 'gone', doing: '', need: '' });
    one.at(10).ticks();
    expect(one.incident).toMatchObject({ phase: 'resolved', resolvedAt: minutesAfterNoon(10) });
    expect(scores(one)).toMatchObject([
      { minutes: { commander: 24, update: 48, resolved: 240, mitigated: null }, pace: 24 },
    ]);
    one.does({ type: 'reopen', by: 'UADA', reason: 'once more' });
    one.at(20).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(scores(one)).toEqual([]);
    const early = drill().at(4).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(scores(early)).toHaveLength(1);
    expect(early.agenda()).toEqual([]);
    expect(scores(drill().does({ type: 'cancel', by: 'UADA', reason: 'no time' }))).toEqual([]);
  });

  test('takes what somebody injects, and nothing else does', () => {
    const inject = { type: 'inject', by: 'UADA', text: 'Power is out', from: 'Facility' } as const;
    expect(injected(drill().does(inject))).toEqual([['Facility: Power is out']]);
    expect(drill().refuses({ ...inject, text: ' ' })).toEqual({ code: 'missing', field: 'text' });
    expect(new Story({}, policy).refuses(inject)).toEqual({ code: 'no_drill' });
  });

  test('without a plan has no pace and no end, and is judged all the same', () => {
    const one = new Story({ isDrill: true }, policy);
    expect(one.incident.state.drill).toMatchObject({ key: null, pace: 1 });
    expect(one.agenda().filter((each) => /inject|drill/.test(each))).toEqual([]);
    expect(scores(one.does({ type: 'resolve', by: 'UADA', reason: 'over' }))).toHaveLength(1);
  });
});

describe('the pace of a drill', () => {
  test('shrinks every duration of its policy once, and nothing that is no duration', () => {
    const { incident } = drill();
    const faster = atPace(policy, incident);
    expect(paceOf(faster)).toBe(24);
    expect(atPace(faster, incident)).toBe(faster);
    expect(atPace(policy, incident)).toBe(faster);
    expect(faster.obligations[0]).toMatchObject({ within_minutes: (2 * 24 * 60) / 24 });
    expect(faster.obligations[0]).not.toHaveProperty('within_business_days');
    expect(faster.room).toBe(policy.room);
    expect(faster.updates.next_choices_minutes).toEqual(policy.updates.next_choices_minutes);
    expect(faster.severities.map(({ key }) => key)).toEqual(
      policy.severities.map(({ key }) => key),
    );
    expect(atPace(policy, new Story({}, policy).incident)).toBe(policy);
    expect(inExercise(faster, inReality(faster, 30))).toBe(30);
  });

  test('counts for what people say, too', () => {
    const one = drill();
    one.does({
      ...{ type: 'post_update', by: 'UADA', know: 'gone', doing: '', need: '' },
      nextInMinutes: 48,
    });
    expect(one.incident.state.updates.nextDueAt).toEqual(minutesAfterNoon(2));
    one.does({ type: 'snooze_update', by: 'UADA', minutes: 24, reason: 'busy' });
    expect(one.incident.state.updates.nextDueAt).toEqual(minutesAfterNoon(3));
  });
});

describe('a drill reaches nobody outside it', () => {
  test('at its declaration: the room is told whom it would have reached', () => {
    const one = drill();
    expect(one.renewed()).toContain('invite:UREPORTER,@trainers');
    const places = one.effects.flatMap((each) => (each.type === 'announce' ? [each.to.place] : []));
    expect(new Set(places)).toEqual(new Set(['room']));
    const told = { audience: 'all', template: 'first' };
    expect(one.told().map(({ fact }) => fact)).toContainEqual(
      expect.objectContaining({ type: 'would_reach', told: [expect.objectContaining(told)] }),
    );
    const real = new Story({}, policy);
    expect(real.told().map(({ to }) => to)).toEqual(expect.arrayContaining(['channel', 'people']));
  });

  test('by pages: only who is in it is woken', () => {
    const one = drill().does({ type: 'take_role', by: 'UADA', role: 'commander' });
    const page = (...who: Extract<Effect, { type: 'page' }>['who']): Effect[] => [
      { family: 'announce', type: 'page', page: 1, who },
    ];
    const sides = { before: null, after: one.incident, policy };
    const within = (effects: Effect[]) => withinDrill(effects, sides);
    expect(within(page({ userId: 'UADA' }))).toEqual(page({ userId: 'UADA' }));
    expect(within(page({ ref: 'role:commander' }))).toEqual(page({ userId: 'UADA' }));
    const outside = within(page({ userId: 'UADA' }, { userId: 'UBEN' }, { ref: 'on_call:first' }));
    expect(outside).toEqual([
      ...page({ userId: 'UADA' }),
      expect.objectContaining({
        fact: expect.objectContaining({ paged: ['UBEN', 'on_call:first'] }),
      }),
    ]);
    const pager = { family: 'announce', type: 'pager', page: 1, onCall: 'x', action: 'trigger' };
    expect(within([pager as Effect])).toEqual([]);
    const joined = one.does({ type: 'join_room', by: 'UBEN' }).incident;
    expect(withinDrill(page({ userId: 'UBEN' }), { ...sides, after: joined })).toEqual(
      page({ userId: 'UBEN' }),
    );
    const real = { ...one.incident, isDrill: false };
    expect(withinDrill([pager as Effect], { ...sides, after: real })).toEqual([pager]);
  });
});

test('who did not answer, what was done and what was gone past is counted', () => {
  const { incident } = drill().does({ type: 'add_task', by: 'UADA', text: 'Look' });
  const page = { id: 1, at: minutesAfterNoon(0), by: null, reason: '', ladder: null };
  const rest = { failed: [], quiet: [], endedAt: null, asked: [], instead: null, movedOnAt: null };
  const answered = [{ userId: 'UADA', at: minutesAfterNoon(1) }];
  const first = { ...page, ...rest, who: ['@sre'], reached: ['UADA', 'UBEN'], cannot: [] };
  const score = scoreOf(
    {
      ...incident,
      state: {
        ...incident.state,
        pages: [
          { ...first, acknowledged: answered },
          { ...first, id: 2, who: ['on_call:first'], reached: [], acknowledged: [] },
        ],
        kept: { room: { onTime: 3, late: 1 } },
      },
    },
    policy,
  );
  expect(score).toMatchObject({
    pages: { asked: 2, answered: 1 },
    silent: ['UBEN', 'on_call:first'],
    updates: { onTime: 3, late: 1 },
    minutes: { acknowledged: 24 },
    obligations: { met: 0, late: 0, open: 1 },
  });
  expect(score.tasks.open).toBeGreaterThan(0);
});

function injected(story: Story): string[][] {
  return story
    .told()
    .flatMap(({ fact }) =>
      fact.type === 'injected' ? [fact.injects.map(({ from, text }) => `${from}: ${text}`)] : [],
    );
}

function scores(story: Story) {
  return story.told().flatMap(({ fact }) => (fact.type === 'scorecard' ? [fact.score] : []));
}
