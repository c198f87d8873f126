import { describe, expect, test } from 'vitest';
import { openActionItems } from '../../../src/incident/action-items/open.ts';
import { withState } from '../../../src/incident/decision.ts';
import { metOf, otherHalf } from '../../../src/incident/links/pairs.ts';
import { takenItems } from '../../../src/incident/links/take-in.ts';
import type { Command, Incident } from '../../../src/incident/types.ts';
import { Measure } from '../../../src/policy/language/lists.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { Story } from '../story.ts';

/** An incident of that number, one minute old. */
function incident(number: number, changes: ConstructorParameters<typeof Story>[0] = {}): Story {
  const story = new Story(changes, linksPolicy).at(1);
  story.incident = { ...story.incident, id: number, number };
  return story;
}

const merge = (into: Incident): Extract<Command, { type: 'merge' }> => ({
  type: 'merge',
  by: 'UADA',
  other: into.number,
  met: metOf(into),
  reason: '',
});

/** What becomes of the other one. */
function takenIn(from: Story, into: Story, people: string[] = []): Story {
  const before = from.incident;
  const takes = takenItems(into.incident, before, linksPolicy);
  const command = { ...merge(into.incident), met: { ...metOf(into.incident), takes } };
  from.does(command);
  const half = otherHalf(command, before, into.incident, people);
  if (!half) throw new Error('only one side changed');
  return into.does(half);
}

const item = { type: 'add_action_item', by: 'UADA', kind: null, owner: null, due: null } as const;

/** With so many action items. */
function items(of: number, story: Story): Story {
  for (let at = 1; at <= of; at += 1) {
    const text = `Item ${at} of #${story.incident.number}`;
    story.does({ ...item, text });
  }
  return story;
}

describe('merging', () => {
  test('ends the first one: nothing is promised in it, and it says where it goes on', () => {
    const [double, whole] = [incident(12), incident(7)];
    takenIn(double, whole);
    const { phase, closedAt, state } = double.incident;
    expect({ phase, closedAt, into: state.mergedInto }).toEqual({
      phase: 'merged',
      closedAt: double.now,
      into: 7,
    });
    expect(double.agenda()).toEqual([expect.stringMatching(/^archive_room\+/)]);
  });

  test('takes along what is left to do before what is done, where not all of it fits', () => {
    const double = items(4, incident(12));
    for (const id of [1, 2, 3]) double.does({ type: 'finish_action_item', by: 'UADA', id });
    const whole = items(38, incident(7));
    takenIn(double, whole);
    expect(whole.incident.state.actionItems.slice(38).map(({ text }) => text)).toEqual([
      'Item 4 of #12',
      'Item 1 of #12',
    ]);
  });

  test('leaves action items for which there is no room with who merged them; none is in both', () => {
    const [double, whole] = [items(4, incident(12)), items(38, incident(7))];
    takenIn(double, whole);
    const open = ({ incident }: Story) => openActionItems(incident).map(({ text }) => text);
    expect(open(whole).slice(38)).toEqual(['Item 1 of #12', 'Item 2 of #12']);
    expect(open(double)).toEqual(['Item 3 of #12', 'Item 4 of #12']);
    double.does({ type: 'finish_action_item', by: 'UADA', id: 3 });
    double.does({ type: 'reopen', by: 'UADA', reason: 'they differ' });
    expect(open(double)).toEqual(['Item 4 of #12']);
  });

  test('takes action items along or leaves them, also where there is just no room', () => {
    const places = new Set<string>();
    for (let bytes = 20_500; bytes < 23_000; bytes += 40) {
      const [double, whole] = [items(3, incident(12)), incident(7)];
      whole.incident = withState(whole.incident, { summary: 'x'.repeat(bytes) });
      takenIn(double, whole);
      places.add([double, whole].map((each) => openActionItems(each.incident).length).join());
    }
    expect([...places]).toEqual(['0,3', '3,0']);
  });

  test('takes along people, what is owed, when it began, action items, files and followers, not roles', () => {
    const double = incident(12, { severity: 'sev1' })
      .does({ type: 'take_role', by: 'UADA', role: 'commander' })
      .does({ ...item, text: 'Look' })
      .does({
        type: 'attach_files',
        by: 'UADA',
        field: 'video',
        files: [{ id: 'F1AA', name: 'a.mp4', permalink: null }],
      })
      .does({ type: 'follow', by: 'UEVE', everyMinutes: null });
    const whole = incident(7, { severity: 'sev3' }).does({
      ...{ type: 'add_action_item', by: 'UBEN', kind: null, text: 'Own', owner: null, due: null },
    });
    takenIn(double, whole, ['UADA', 'UEVE']);
    const { state } = whole.incident;
    expect(state.actionItems.map(({ id, text }) => [id, text])).toEqual([
      [1, 'Own'],
      [2, 'Look'],
    ]);
    expect(state.fields['video']).toEqual(['F1AA']);
    expect(Object.keys(state.obligations)).toEqual(['regulator']);
    expect(Object.keys(double.incident.state.obligations)).toEqual([]);
    expect(state.followers).toHaveProperty('UEVE');
    expect(state.roles).toEqual({});
    expect(whole.participants).toEqual({ joined: ['UADA', 'UEVE'] });
    expect(whole.last).toMatchObject({
      type: 'take_in',
      data: { from: 12, people: 2, obligations: ['regulator'], actionItems: 1, files: 1 },
    });
  });

  test('what was put in force has to be undone in the other one, and cannot be cancelled away', () => {
    const policy = {
      ...linksPolicy,
      measures: [Measure.parse({ key: 'maintenance', name: 'Maintenance mode', undo: 'Open it' })],
    };
    const [double, whole] = [new Story({}, policy).at(1), new Story({}, policy).at(1)];
    const measures = {
      maintenance: { status: 'in_force', since: double.now, by: 'UADA' },
    } as const;
    double.incident = { ...withState(double.incident, { measures }), id: 12, number: 12 };
    whole.incident = { ...whole.incident, id: 7, number: 7 };
    for (const type of ['cancel', 'decline_incident'] as const) {
      expect(double.refuses({ type, by: 'UADA', reason: 'none' })).toEqual({
        code: 'measures_in_force',
        measures: ['maintenance'],
      });
    }
    takenIn(double, whole);
    expect(double.incident.state.measures).toEqual({});
    expect(whole.last?.data).toMatchObject({ measures: ['maintenance'] });
    whole.does({ type: 'undo_measure', by: 'UADA', measure: 'maintenance', note: '' });
    expect(whole.incident.state.measures['maintenance']?.status).toBe('undone');
  });

  test('keeps the earlier beginning', () => {
    const past = { startedAt: new Date('2026-03-02T09:00:00Z'), resolvedAt: null };
    const [double, whole] = [incident(12, { past }), incident(7)];
    takenIn(double, whole);
    expect(whole.incident.state.milestones['started']?.at).toEqual(past.startedAt);
  });

  test('is refused with itself, without the other one, and with one that is over', () => {
    const [one, other] = [incident(12), incident(7)];
    expect(one.refuses(merge(one.incident)).code).toBe('same_incident');
    expect(one.refuses({ type: 'merge', by: 'UADA', other: 9, reason: '' }).code).toBe('not_found');
    other.does({ type: 'cancel', by: 'UADA', reason: 'none' });
    expect(one.refuses(merge(other.incident))).toEqual({
      code: 'other_ended',
      number: 7,
      phase: 'cancelled',
    });
    expect(other.refuses(merge(one.incident)).code).toBe('ended');
  });

  test('a circle cannot come of it: who was merged is over', () => {
    const [double, whole] = [incident(12), incident(7)];
    takenIn(double, whole);
    expect(whole.refuses(merge(double.incident)).code).toBe('other_ended');
  });

  test.each([
    [true, false],
    [false, true],
  ])('is refused where one is private: %s into %s', (isPrivate, into) => {
    const [one, other] = [incident(12, { isPrivate }), incident(7, { isPrivate: into })];
    expect(one.refuses(merge(other.incident))).toEqual({
      code: 'privacy_differs',
      number: 7,
      isPrivate: into,
    });
  });

  test.each([
    [true, false],
    [false, true],
  ])('is refused where one is a drill: %s into %s', (isDrill, into) => {
    const [one, other] = [incident(12, { isDrill }), incident(7, { isDrill: into })];
    const refusal = { code: 'drill_differs', number: 7, isDrill: into };
    expect(one.refuses(merge(other.incident))).toEqual(refusal);
  });

  test('into a process that does not know what is owed is refused, so that nothing owed is lost', () => {
    const double = incident(12, { severity: 'sev1' });
    const whole = new Story({}, { ...linksPolicy, obligations: [], fields: [] }).at(1);
    whole.incident = { ...whole.incident, id: 7, number: 7 };
    const half = otherHalf(merge(whole.incident), double.incident, whole.incident, []);
    if (!half) throw new Error('only one side changed');
    expect(whole.refuses(half)).toMatchObject({
      code: 'cannot_move',
      unknown: [{ what: 'obligation', key: 'regulator' }],
    });
  });

  test('is undone by reopening, of which the other one hears', () => {
    const [double, whole] = [incident(12), incident(7)];
    takenIn(double, whole);
    double.does({ type: 'reopen', by: 'UADA', reason: 'they differ' });
    expect(double.incident.state.mergedInto).toBeNull();
    expect(double.effects).toContainEqual({ family: 'announce', type: 'tell_tied', to: 7 });
    whole.does({ type: 'tie_changed', number: 12, tie: null });
    expect(whole.incident.state.related).toEqual([]);
    expect(whole.does({ type: 'tie_changed', number: 12, tie: null }).effects).toEqual([]);
  });
});

describe('relations', () => {
  const relate = (to: Incident, isEcho?: true): Command => ({
    type: 'relate',
    by: 'UADA',
    other: to.number,
    met: metOf(to),
    ...(isEcho ? { isEcho } : {}),
  });

  test('a private incident may name a public one, never the other way round', () => {
    const [secret, open] = [incident(12, { isPrivate: true }), incident(7)];
    secret.does(relate(open.incident));
    const command = relate(open.incident) as Extract<Command, { type: 'relate' }>;
    expect(otherHalf(command, secret.incident, open.incident, [])).toBeNull();
    expect(open.refuses(relate(secret.incident))).toEqual({ code: 'private_tie', number: 12 });
  });

  test('the echo of what is there already changes nothing', () => {
    const [one, other] = [incident(12), incident(7)];
    one.does(relate(other.incident));
    expect(one.refuses(relate(other.incident)).code).toBe('related_already');
    const { version } = one.incident;
    expect(one.does(relate(other.incident, true)).incident.version).toBe(version);
  });

  test('end where there are too many', () => {
    const one = incident(1);
    for (let number = 2; number <= 21; number += 1) one.does(relate(incident(number).incident));
    expect(one.refuses(relate(incident(22).incident))).toEqual({ code: 'too_many_ties', max: 20 });
  });
});

describe('a part', () => {
  const part = (changes: object = {}): Command => ({
    type: 'tie_changed',
    number: 13,
    tie: {
      how: 'sub',
      title: 'Search is slow',
      status: 'Investigating',
      isOver: false,
      isPrivate: false,
      ...changes,
    },
  });

  test('lets the whole know when it is declared, and of each change that shows', () => {
    const sub = incident(13, { parent: 7 });
    const tell = { family: 'announce', type: 'tell_tied', to: 7 };
    expect(sub.effects).toContainEqual(tell);
    sub.does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'x' });
    expect(sub.effects).not.toContainEqual(tell);
    sub.does({ type: 'resolve', by: 'UADA', reason: 'x' });
    expect(sub.effects).toContainEqual(tell);
  });

  test('is shown by the whole, which has a line when it comes and when it is over', () => {
    const whole = incident(7).does(part());
    const { version } = whole.incident;
    whole.does(part({ status: 'Identified' }));
    expect(whole.incident.version).toBe(version);
    expect(whole.incident.state.related).toMatchObject([{ number: 13, status: 'Identified' }]);
    whole.does(part({ isOver: true }));
    expect(whole.last?.data).toMatchObject({ number: 13, what: 'part_over' });
  });

  test('that is private is not named by a public whole', () => {
    const whole = incident(7)
      .does(part())
      .does(part({ isPrivate: true }));
    expect(whole.incident.state.related).toEqual([]);
    // Neither does its timeline, which goes into exports.
    const line = { number: 13, what: 'parted' };
    expect(whole.last).toMatchObject({ type: 'tie_changed', data: line });
    expect(JSON.stringify(whole.last)).not.toContain('Search is slow');
  });

  test('that is private is not shown as similar any more', () => {
    const alike = incident(7);
    const kept = [{ number: 13, words: ['search'], kind: null, modules: [] }];
    alike.does({ type: 'similar_found', kept, isFinal: true });
    alike.does({ type: 'tie_changed', number: 12, tie: null });
    expect(alike.effects).toEqual([]);
    alike.does({ type: 'tie_changed', number: 13, tie: null });
    expect(alike.effects.map(({ type }) => type)).toEqual(['sync_card']);
  });

  test('that goes on is named when the whole is closed', () => {
    const whole = incident(7).does(part()).does({ type: 'resolve', by: 'UADA', reason: 'x' });
    whole.does({ type: 'close', by: 'UADA', reason: 'x', anyway: true });
    const fact = { type: 'subs_open', numbers: [13] };
    expect(whole.told().map((told) => told.fact)).toContainEqual(fact);
  });
});

describe('becoming private', () => {
  const hide: Command = { type: 'make_private', by: 'UADA', reason: 'an account was taken' };

  test('takes back what is public and makes a room of its own', () => {
    const story = incident(7).does({ ...item, text: 'Look', owner: 'UBEN' });
    story.does(hide);
    expect(story.incident.isPrivate).toBe(true);
    // Who has something to do and is not in the room reads nothing of it on their Home tab.
    expect(story.effects).toContainEqual({ family: 'sync', type: 'sync_home', userId: 'UBEN' });
    expect(story.effects.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['sync_withdrawn', 'sync_room', 'sync_review', 'sync_old_room']),
    );
    expect(story.effects.map(({ type }) => type)).not.toContain('sync_news');
    expect(story.participants?.joined).toEqual(['UADA', 'UREPORTER']);
  });

  test('happens once and for good', () => {
    expect(incident(7).does(hide).refuses(hide)).toEqual({ code: 'private_already' });
    expect(incident(7).refuses({ ...hide, reason: ' ' })).toMatchObject({ code: 'missing' });
  });
});
