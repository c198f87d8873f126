import { describe, expect, test } from 'vitest';
import { leftOf } from '../../../src/incident/action-items/improvement.ts';
import { missingKinds } from '../../../src/incident/action-items/items.ts';
import { actionItemLimits } from '../../../src/incident/action-items/limits.ts';
import { openActionItems } from '../../../src/incident/action-items/open.ts';
import { dayAfter, dayAt, isDay } from '../../../src/incident/links/days.ts';
import { stateRoom } from '../../../src/incident/room-left.ts';
import type { Command } from '../../../src/incident/types.ts';
import { Checklist, Runbook, Step } from '../../../src/policy/language/lists.ts';
import { Policy } from '../../../src/policy/schema.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

type Add = Extract<Command, { type: 'add_action_item' }>;

const add = (changes: Partial<Add> = {}): Add => ({
  type: 'add_action_item',
  by: 'UADA',
  kind: null,
  text: 'Replace the pool',
  owner: null,
  due: null,
  ...changes,
});

const begun = (policy = linksPolicy) => new Story({}, policy).at(1);

describe('action items', () => {
  test('is of the kind that is said, and due as that kind says', () => {
    const story = begun().does(add({ kind: 'hotfix' }));
    expect(story.incident.state.actionItems).toMatchObject([
      { id: 1, kind: 'hotfix', dueOn: '2026-03-03', owner: 'UADA', ended: null },
    ]);
  });

  test('is of no kind where nobody says which of several, and of the only one', () => {
    const [only] = linksPolicy.action_items.kinds;
    const one = { ...linksPolicy.action_items, kinds: only ? [only] : [] };
    const kindsOf = (policy: Policy) => begun(policy).does(add()).incident.state.actionItems;
    expect(kindsOf(linksPolicy)).toMatchObject([{ kind: '', dueOn: '2026-03-16' }]);
    expect(kindsOf({ ...linksPolicy, action_items: one })).toMatchObject([{ kind: 'hotfix' }]);
  });

  test('has no kind and a fortnight where the policy says nothing, and is whose who wrote it', () => {
    const story = begun(defaultPolicy).does(add());
    expect(story.incident.state.actionItems).toMatchObject([
      { kind: '', dueOn: '2026-03-16', owner: 'UADA' },
    ]);
  });

  test('counts its days in the zone of the policy', () => {
    const late = new Date('2026-03-02T20:00:00Z');
    expect(dayAt(late, 'Asia/Bangkok')).toBe('2026-03-03');
    const story = begun().at(8 * 60);
    story.does(add({ due: { days: 0 } }));
    expect(story.incident.state.actionItems[0]?.dueOn).toBe('2026-03-03');
  });

  test.each([
    [{ on: '2026-03-01' }, '2026-03-01'],
    [{ on: '2026-02-30' }, '2026-02-30'],
    [{ on: '2030-01-01' }, '2030-01-01'],
    [{ days: -1 }, '-1'],
    [{ days: 1e9 }, '1000000000'],
  ])('cannot be due %j', (due, given) => {
    expect(begun().refuses(add({ due }))).toEqual({ code: 'bad_day', given });
  });

  test('of a private incident bring who has them into its room, where else nobody would hear', () => {
    const room = new Story({ isPrivate: true }, linksPolicy).at(1);
    const invite = { family: 'sync', type: 'sync_invite', who: [{ userId: 'UBEN' }] };
    room.does(add({ owner: 'UBEN' }));
    expect(room.participants).toEqual({ joined: ['UBEN'] });
    expect(room.effects).toContainEqual(invite);
    room.does({ type: 'edit_action_item', by: 'UADA', id: 1, text: 'Replace the pump' });
    expect(room.participants).toBeUndefined();
    room.does({ type: 'edit_action_item', by: 'UADA', id: 1, owner: 'UCY' });
    expect(room.participants).toEqual({ joined: ['UCY'] });
    // Where everybody sees it, nobody is fetched.
    const open = begun().does(add({ owner: 'UBEN' }));
    expect(open.participants).toBeUndefined();
    expect(open.effects).not.toContainEqual(invite);
  });

  test('is told to whom it is given, unless they gave it to themselves', () => {
    const given = { type: 'action_item_given', id: 1, by: 'UADA' } as const;
    expect(
      begun()
        .does(add({ owner: 'UBEN' }))
        .told(),
    ).toEqual([{ to: 'dm:UBEN', fact: given }]);
    expect(
      begun()
        .does(add({ owner: 'UADA' }))
        .told(),
    ).toEqual([]);
  });

  test('is told to who has it where somebody else opens it again, or moves it so near that no reminder comes', () => {
    const story = begun().does(add({ owner: 'UBEN', due: { on: '2026-03-20' } }));
    const moves = (by: string, on: string) =>
      story.does({ type: 'move_action_item', by, id: 1, due: { on }, reason: 'asked' }).told();
    const to = (how: 'moved' | 'reopened') => [
      { to: 'dm:UBEN', fact: { type: 'action_item_given', id: 1, by: 'UADA', how } },
    ];
    expect(moves('UADA', '2026-03-10')).toEqual([]);
    expect(moves('UADA', '2026-03-03')).toEqual(to('moved'));
    expect(moves('UADA', '2026-03-04')).toEqual([]);
    expect(moves('UBEN', '2026-03-02')).toEqual([]);
    story.does({ type: 'finish_action_item', by: 'UADA', id: 1 });
    expect(story.does({ type: 'reopen_action_item', by: 'UADA', id: 1 }).told()).toEqual(
      to('reopened'),
    );
  });

  test('is only of a kind that is offered for this incident', () => {
    expect(begun().refuses(add({ kind: 'drill_only' }))).toEqual({
      code: 'unknown_action_item_kind',
      given: 'drill_only',
      allowed: ['Hotfix now', 'Next release'],
    });
  });

  test('is due as its priority says before its kind, and only of a priority that there is', () => {
    const story = begun().does(add({ kind: 'later', priority: 'p0' }));
    expect(story.incident.state.actionItems).toMatchObject([
      { kind: 'later', priority: 'P0', dueOn: '2026-03-04' },
    ]);
    expect(story.refuses(add({ priority: 'P7' }))).toEqual({
      ...{ code: 'unknown_priority', given: 'P7', allowed: ['P0', 'P1'] },
    });
  });

  test('is changed by halves, and told to who has it now', () => {
    const story = begun().does(add({ kind: 'hotfix', owner: 'UBEN' }));
    story.does({ type: 'edit_action_item', by: 'UADA', id: 1, owner: 'UCAT', priority: 'P1' });
    expect(story.told()).toEqual([
      { to: 'dm:UCAT', fact: { type: 'action_item_given', id: 1, by: 'UADA' } },
    ]);
    expect(story.last?.data).toMatchObject({ was: { owner: 'UBEN', priority: null } });
    expect(story.incident.state.actionItems).toMatchObject([
      { owner: 'UCAT', priority: 'P1', text: 'Replace the pool', kind: 'hotfix' },
    ]);
    const again = { type: 'edit_action_item', by: 'UADA', id: 1, owner: 'UCAT' } as const;
    expect(story.refuses(again).code).toBe('action_item_same');
  });

  test('is moved with a reason, which is counted, and never into the past', () => {
    const story = begun().does(add());
    const move = { type: 'move_action_item', by: 'UADA', id: 1 } as const;
    expect(story.refuses({ ...move, due: { days: 9 }, reason: ' ' }).code).toBe('missing');
    expect(story.refuses({ ...move, due: { on: '2026-03-01' }, reason: 'x' }).code).toBe('bad_day');
    story.does({ ...move, due: { days: 9 }, reason: 'the vendor is late' });
    story.does({ ...move, due: { days: 20 }, reason: 'later still' });
    expect(story.incident.state.actionItems).toMatchObject([{ dueOn: '2026-03-22', moved: 2 }]);
    expect(story.last?.data).toMatchObject({ from: '2026-03-11', to: '2026-03-22' });
  });

  test('is done or dropped once, and can be opened again', () => {
    const story = begun().does(add());
    story.does({ type: 'link_action_item', by: 'UBEN', id: 1, link: 'https://t.example/1' });
    story.does({ type: 'finish_action_item', by: 'UBEN', id: 1 });
    expect(story.incident.state.actionItems[0]?.ended).toMatchObject({ by: 'UBEN', dropped: null });
    const finish = (id: number) => ({ type: 'finish_action_item', by: 'UBEN', id }) as const;
    expect(story.refuses(finish(1)).code).toBe('action_item_done');
    expect(story.refuses(finish(2)).code).toBe('unknown_action_item');
    story.does({ type: 'reopen_action_item', by: 'UADA', id: 1 });
    expect(openActionItems(story.incident)).toHaveLength(1);
    const drop = { type: 'drop_action_item', by: 'UADA', id: 1 } as const;
    expect(story.refuses({ ...drop, reason: '' }).code).toBe('missing');
    story.does({ ...drop, reason: 'the service is gone' });
    expect(story.incident.state.actionItems[0]?.ended?.dropped).toBe('the service is gone');
    expect(openActionItems(story.incident)).toEqual([]);
    expect(
      story.refuses({ type: 'link_action_item', by: 'UBEN', id: 1, link: 'my desk' }).code,
    ).toBe('bad_link');
  });

  test('has an end before the incident has no room left for what must go on', () => {
    const story = begun();
    const text = '🔥'.repeat(actionItemLimits.text);
    let count = 0;
    for (; count < actionItemLimits.items; count += 1) {
      const { state } = story.incident;
      if (Buffer.byteLength(JSON.stringify(state)) > stateRoom.more - 1200) break;
      story.does(add({ text }));
    }
    expect(count).toBeGreaterThan(10);
    story.does(add({ text: 'short' }));
    const codes = [story.refuses(add({ text: `${'🔥'.repeat(199)}x` })).code];
    expect(codes).toEqual(['incident_full']);
    expect(Buffer.byteLength(JSON.stringify(story.incident.state))).toBeLessThan(32_768);
  });
});

describe('whoever has some and leaves the workspace', () => {
  const gone = (userId: string) => ({ type: 'member_gone', userId }) as const;
  const resolvedWith = (story: Story) => {
    story.does(add({ owner: 'UBEN' })).does(add({ owner: 'UCAT', text: 'Alert at 80 %' }));
    return story.does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
  };

  test('leaves theirs to who leads, then to who declared it, and at last with themselves', () => {
    const story = resolvedWith(begun().does({ type: 'take_role', by: 'UADA', role: 'commander' }));
    const owners = () => story.incident.state.actionItems.map(({ owner }) => owner);
    story.does({ type: 'close', by: 'UADA', reason: 'over', anyway: true }).does(gone('UBEN'));
    expect(owners()).toEqual(['UADA', 'UCAT']);
    expect(story.told()).toMatchObject([
      { to: 'dm:UADA', fact: { type: 'action_items_inherited', from: 'UBEN', ids: [1] } },
    ]);
    expect(story.last).toMatchObject({ type: 'member_gone', data: { items: [1], heir: 'UADA' } });
    story.does(gone('UADA'));
    expect(owners()).toEqual(['UREPORTER', 'UCAT']);
    const lines = story.entries.length;
    story.does(gone('UREPORTER'));
    expect([owners(), story.entries.length]).toEqual([['UREPORTER', 'UCAT'], lines]);
  });

  test('leaves them where they are in a private incident, of which who leads hears', () => {
    const story = resolvedWith(new Story({ isPrivate: true }, linksPolicy).at(1)).does(
      gone('UBEN'),
    );
    expect(story.incident.state.actionItems[0]?.owner).toBe('UBEN');
    expect(story.told()).toEqual([]);
  });
});

describe('closing', () => {
  const close: Command = { type: 'close', by: 'UADA', reason: 'over' };
  const resolved = () => begun().does({ type: 'resolve', by: 'UADA', reason: 'fixed' });

  test('is refused while expected work is missing, and goes on when somebody says so', () => {
    const story = resolved();
    expect(story.refuses(close)).toEqual({ code: 'action_item_expected', kinds: ['Hotfix now'] });
    story.does({ ...close, anyway: true });
    expect(story.last?.data).toMatchObject({
      also: [{ type: 'no_action_item', kinds: ['Hotfix now'] }],
    });
  });

  test('needs nothing more once there is some, done or not', () => {
    const story = resolved().does(add({ kind: 'hotfix' }));
    expect(missingKinds(story.incident, linksPolicy)).toEqual([]);
    expect(story.does(close).last?.data).toEqual({
      reason: 'over',
      also: [{ type: 'in_improvement', left: 1 }],
    });
    // Its room stays until all is done; then it is closed for good, which is said once.
    const archives = () => story.timers().filter(({ kind }) => kind === 'archive_room');
    expect(archives()).toEqual([]);
    story.at(3000).does({ type: 'finish_action_item', by: 'UADA', id: 1 });
    expect(story.last?.data['also']).toContainEqual({ type: 'closed_for_good' });
    expect(story.told().map(({ fact }) => fact.type)).toEqual(['closed_for_good']);
    const days = linksPolicy.room.archive_after_days;
    expect(archives()[0]?.dueAt).toEqual(minutesAfterNoon(3000 + days * 1440));
  });

  test('leaves what is to be done after the incident to be done: it is in improvement until then', () => {
    const steps = (...keys: string[]) => keys.map((key) => Step.parse({ key, text: key }));
    const list = (key: string, phase: string, ...items: string[]) =>
      Checklist.parse({ key, name: key, when: { phase: [phase] }, items: steps(...items) });
    const checklists = [list('work', 'active', 'restart'), list('after', 'resolved', 'a', 'b')];
    const runbooks = [Runbook.parse({ key: 'pool', name: 'Pool', steps: steps('drain') })];
    const story = begun({ ...defaultPolicy, checklists, runbooks });
    story.does({ type: 'start_list', by: 'UADA', list: 'pool', parameters: {} });
    story.does({ type: 'add_task', by: 'UADA', text: 'Ask the vendor' });
    story.does({ type: 'resolve', by: 'UADA', reason: 'fixed' }).does(close);
    // Neither what was for the time of the work, nor what a runbook had left.
    const { incident, policy } = story;
    expect(leftOf(incident, policy).tasks).toEqual(['after.a', 'after.b', 'added.1']);
    expect(incident.state.improving).toBe(true);
    const tick = (path: string) => ({ type: 'tick_task', by: 'UADA', path }) as const;
    story
      .does(tick('after.a'))
      .does({ type: 'skip_task', by: 'UADA', path: 'after.b', reason: 'x' });
    expect(story.last?.data['also']).toBeUndefined();
    story.at(3000).does(tick('added.1'));
    expect(story.last?.data['also']).toContainEqual({ type: 'closed_for_good' });
    expect(story.incident.state.improving).toBe(false);
    const [archive] = story.timers().filter(({ kind }) => kind === 'archive_room');
    const days = policy.room.archive_after_days;
    expect(archive?.dueAt).toEqual(minutesAfterNoon(3000 + days * 1440));
  });

  test('is in improvement until its postmortem is held; what was over when it was entered is not', () => {
    const policy = Policy.parse({ ...defaultPolicy, postmortem: { within_days: 7 } });
    const ended = (of: Policy) =>
      begun(of).does({ type: 'resolve', by: 'UADA', reason: 'fixed' }).does(close);
    const story = ended(policy);
    const archives = () => story.timers().filter(({ kind }) => kind === 'archive_room');
    expect(story.last?.data['also']).toContainEqual({ type: 'in_improvement', left: 1 });
    expect(archives()).toEqual([]);
    const held = { milestone: 'postmortem_held', at: minutesAfterNoon(3000), reason: '' };
    story.at(3000).does({ type: 'set_milestone', by: 'UADA', ...held });
    expect(story.last?.data['also']).toContainEqual({ type: 'closed_for_good' });
    const days = policy.room.archive_after_days;
    expect(archives()[0]?.dueAt).toEqual(minutesAfterNoon(3000 + days * 1440));
    const past = { startedAt: minutesAfterNoon(-90), resolvedAt: minutesAfterNoon(-60) };
    const entered = new Story({ past }, policy).at(1).does(close);
    expect(leftOf(entered.incident, policy).postmortem).toBe(false);
  });
});

test('the review of open work follows what is left, also of what was cancelled', () => {
  const { postmortem } = Policy.parse({ ...defaultPolicy, postmortem: { review_every: 'week' } });
  const ended = { resolve: 'fixed', cancel: 'a test' } as const;
  for (const type of ['resolve', 'cancel'] as const) {
    const story = begun({ ...defaultPolicy, postmortem }).does(add());
    expect(story.renewed()).not.toContain('review');
    story.does({ type, by: 'UADA', reason: ended[type] });
    expect(story.renewed()).toContain('review');
    story.does({ type: 'finish_action_item', by: 'UADA', id: 1 });
    expect(story.renewed()).toContain('review');
  }
});

test('a day is counted on over the end of a month and of a leap year', () => {
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect([isDay('2026-02-29'), isDay('2028-02-29'), isDay('tomorrow')]).toEqual([
    false,
    true,
    false,
  ]);
});
