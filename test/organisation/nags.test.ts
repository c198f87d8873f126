import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { isWorkingDay } from '../../src/calendar/business-time.ts';
import type { ActionItemState } from '../../src/incident/action-items/types.ts';
import { hearersOf, type NagTo, nagsOf, type OwedItem } from '../../src/organisation/nags.ts';
import { Policy } from '../../src/policy/schema.ts';
import { testPolicy } from '../support/engine.ts';
import { deciding } from './life.ts';

const zone = 'Asia/Bangkok';
const policy = Policy.parse({
  ...testPolicy,
  calendar: { zone, from: '09:00', holidays: 'TH' },
  action_items: {
    ...{ remind_days_before: 2, late_every_days: 3, late_to_after_days: 7 },
    late_to: ['role:commander', 'team:leads'],
  },
});

const day = (text: string) => DateTime.fromISO(text, { zone });
const begin = day('2026-01-05T08:00');
const quarter = 90;

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

interface Planned extends OwedItem {
  /** When it is done; null: never. */
  doneAt: DateTime | null;
}

/** A hundred of ten incidents, with eight people; some are done in time, some late, some never. */
function hundred(): Planned[] {
  const random = numbers(7);
  const next = (below: number) => Math.floor(random.next().value * below);
  return Array.from({ length: 100 }, (_, index): Planned => {
    const at = begin.plus({ days: next(60), hours: next(10) });
    const due = at.startOf('day').plus({ days: next(28) });
    const number = (index % 10) + 1;
    const isPrivate = number === 10;
    const item: ActionItemState = {
      ...{ id: index + 1, kind: '', text: `Item ${index + 1}`, owner: `U${next(8)}` },
      ...{ dueOn: due.toISODate() ?? '', priority: null, link: null, by: 'UADA' },
      ...{ at: at.toJSDate(), moved: 0, policy: null, ended: null },
    };
    return {
      incident: { id: number, number, title: `Incident ${number}`, isPrivate },
      item,
      readers: isPrivate ? ['U1', 'U2', 'UCOM10'] : null,
      holders: { commander: [`UCOM${number}`] },
      doneAt: next(4) === 0 ? null : due.plus({ days: next(40) - 15 }),
    };
  });
}

/** All rounds of the quarter by the organisation's own timers, and what each said to whom. */
function rounds(items: Planned[], { looksEvery = 1 }: { looksEvery?: number } = {}) {
  const firedBy = deciding(policy, begin.toJSDate());
  const said: {
    at: Date;
    sinceAt: Date;
    missed: number;
    to: NagTo;
    own: number[];
    overseen: number[];
    unheard: number[];
  }[] = [];
  for (let hours = 0; hours <= quarter * 24; hours += looksEvery) {
    const now = begin.plus({ hours }).toJSDate();
    for (const effect of firedBy(now)) {
      if (effect.type !== 'tell_owners' || effect.fact.type !== 'action_items_due') continue;
      const { at, sinceAt, missed } = effect.fact;
      const open = items.filter(
        ({ item, doneAt }) => item.at <= now && !(doneAt && doneAt.toJSDate() <= now),
      );
      for (const [to, nag] of nagsOf(open, policy, effect.fact)) {
        const ids = (some: OwedItem[]) => some.map(({ item }) => item.id);
        const each = { own: ids(nag.own), overseen: ids(nag.overseen), unheard: ids(nag.unheard) };
        said.push({ at, sinceAt, missed, to, ...each });
      }
    }
  }
  return said;
}

const nameOf = (to: NagTo) => ('userId' in to ? to.userId : to.ref);

/** The days on which the policy wants an item said to its owner, counted day by day. */
function wanted(dueOn: string, upTo: DateTime): string[] {
  const days: string[] = [];
  for (let at = day(dueOn).minus({ days: 2 }); at <= upTo; at = at.plus({ days: 1 })) {
    const late = Math.round(at.diff(day(dueOn), 'days').days);
    if (late === -2 || late === 0 || (late > 0 && late % 3 === 0)) days.push(at.toISODate() ?? '');
  }
  return days;
}

describe('a hundred action items over a quarter', () => {
  const items = hundred();
  const said = rounds(items);

  test('nobody hears more than once a day, nor on a day on which nobody works', () => {
    const keys = said.map(({ at, to }) => `${nameOf(to)} ${at.toISOString()}`);
    expect(new Set(keys).size).toBe(keys.length);
    const owners = said.filter(({ own }) => own.length > 0);
    expect(owners.length).toBeGreaterThan(100);
    for (const { at } of said) {
      expect(isWorkingDay(at, policy.calendar)).toBe(true);
      expect(DateTime.fromJSDate(at, { zone }).toFormat('HH:mm')).toBe('09:00');
    }
    // However much is open, one person has at most one message per working day of the quarter.
    const most = Math.max(
      ...items.map(({ item }) => owners.filter(({ to }) => nameOf(to) === item.owner).length),
    );
    expect(most).toBeLessThanOrEqual(64);
  });

  test('each is said on the days of the policy, the first working day from each on, and never when it is done', () => {
    for (const { item, doneAt, readers } of items) {
      // What its owner may not hear, whoever leads the incident hears in their place.
      const isHidden = readers !== null && !readers.includes(item.owner);
      const list = isHidden ? 'unheard' : 'own';
      const found = said.filter((each) => each[list].includes(item.id));
      const hearer = isHidden ? 'UCOM10' : item.owner;
      expect(found.filter(({ to }) => nameOf(to) !== hearer)).toEqual([]);
      expect(said.filter((each) => each[isHidden ? 'own' : 'unheard'].includes(item.id))).toEqual(
        [],
      );
      const heard = found.map(({ at }) => at);
      const expected = new Set<number>();
      for (const each of wanted(item.dueOn, begin.plus({ days: quarter }))) {
        // The round that speaks for this day: the first at or after its nine o'clock.
        let round = day(each).set({ hour: 9 });
        while (!isWorkingDay(round.toJSDate(), policy.calendar)) round = round.plus({ days: 1 });
        // What was written down after that round waits for the next one.
        if (day(each).endOf('day').toJSDate() < item.at) continue;
        if (round.toJSDate() < item.at) {
          do round = round.plus({ days: 1 });
          while (!isWorkingDay(round.toJSDate(), policy.calendar));
        }
        if (doneAt && doneAt <= round) continue;
        if (round <= begin.plus({ days: quarter })) expected.add(round.toMillis());
      }
      const told = heard.map((at) => at.getTime()).sort();
      expect(told, `item ${item.id} due ${item.dueOn}`).toEqual([...expected].sort());
    }
  });

  test('each is read of the incidents in which they have or oversee something, and of no others', () => {
    const at = begin.plus({ days: 60 }).toJSDate();
    const round = { sinceAt: begin.toJSDate(), at };
    const hearers = hearersOf(items, policy, round);
    expect(hearers.map(({ to }) => to)).toEqual(nagsOf(items, policy, round).map(([to]) => to));
    for (const { to, incidents } of hearers) {
      if (nameOf(to) === 'team:leads') continue;
      const theirs = items.filter(
        ({ item, holders, readers }) =>
          (item.owner === nameOf(to) || holders['commander']?.includes(nameOf(to))) &&
          (readers?.includes(nameOf(to)) ?? true),
      );
      expect(incidents).toEqual([...new Set(incidents)]);
      expect(theirs.map(({ incident }) => incident.id)).toEqual(expect.arrayContaining(incidents));
      const own = theirs.filter(({ item }) => item.owner === nameOf(to));
      expect(incidents).toEqual(expect.arrayContaining(own.map(({ incident }) => incident.id)));
    }
    // However many hear, what is read for all of them is what they have and oversee, not each time all.
    const alone = Array.from({ length: 200 }, (_, n): OwedItem => {
      const [first] = items as [Planned];
      const item = { ...first.item, id: n, owner: `USOLO${n}`, dueOn: '2026-03-01' };
      return { ...first, incident: { ...first.incident, id: n }, item, readers: null, holders: {} };
    });
    const owners = hearersOf(alone, policy, round).filter(({ to }) => 'userId' in to);
    expect(owners.map(({ incidents }) => incidents.length)).toEqual(alone.map(() => 1));
  });

  test('what its owner moved onto a day whose round was over, or opened again late, is said in the next round', () => {
    const at = (text: string) => day(text).toJSDate();
    const round = (on: string, since: string) => ({ sinceAt: at(since), at: at(on) });
    const [first] = items as [Planned];
    const owed = (dueOn: string, setAt: Date) => {
      const item = { ...first.item, at: at('2026-01-05T10:00'), dueOn, setAt };
      return [{ ...first, item, readers: null, holders: {} }];
    };
    const said = (some: OwedItem[], each: Parameters<typeof nagsOf>[2]) =>
      nagsOf(some, policy, each).filter(([to]) => 'userId' in to).length;
    const wednesday = round('2026-01-28T09:00', '2026-01-27T09:00');
    const thursday = round('2026-01-29T09:00', '2026-01-28T09:00');
    const moved = owed('2026-01-27', at('2026-01-27T14:00'));
    expect([said(moved, wednesday), said(moved, thursday)]).toEqual([1, 0]);
    const reopened = owed('2026-01-23', at('2026-01-27T14:00'));
    expect([said(reopened, wednesday), said(reopened, thursday)]).toEqual([1, 1]);
    const before = owed('2026-01-23', at('2026-01-27T08:00'));
    expect(said(before, wednesday)).toBe(0);
  });

  test('what nobody who leads may hear is heard by who gave it, else by somebody in the room', () => {
    const at = begin.plus({ days: 60 }).toJSDate();
    const round = { sinceAt: begin.toJSDate(), at };
    const [first] = items as [Planned];
    const item = {
      ...first.item,
      owner: 'UGONE',
      by: 'UADA',
      dueOn: '2026-03-01',
      at: begin.toJSDate(),
    };
    const heard = (readers: string[], holders: Record<string, string[]>) =>
      nagsOf([{ ...first, item, readers, holders }], policy, round).map(([to, nag]) => [
        nameOf(to),
        nag.own.length + nag.overseen.length,
        nag.unheard.length,
      ]);
    expect(heard(['UBEN', 'UADA', 'UCOM'], { commander: ['UCOM', 'UOUT'] })).toEqual([
      ['UCOM', 0, 1],
    ]);
    expect(heard(['UBEN', 'UADA'], { commander: ['UOUT'] })).toEqual([['UADA', 0, 1]]);
    expect(heard(['UCHI', 'UBEN'], {})).toEqual([['UBEN', 0, 1]]);
    expect(heard([], {})).toEqual([]);
  });

  test('what stays late for a week is told to who is to hear of it, and nothing private to who is not in the room', () => {
    const overseen = said.filter((each) => each.overseen.length > 0);
    expect(new Set(overseen.map(({ to }) => nameOf(to)))).toContain('team:leads');
    for (const { at, to, overseen: ids } of overseen) {
      for (const id of ids) {
        const found = items.find(({ item }) => item.id === id);
        const late = DateTime.fromJSDate(at, { zone }).diff(day(found?.item.dueOn ?? ''), 'days');
        expect(late.days).toBeGreaterThanOrEqual(7);
        if (found?.incident.isPrivate) expect(nameOf(to)).toBe('UCOM10');
      }
    }
  });

  test('after a fortnight away each person hears once, of all of it', () => {
    const away = rounds(items, { looksEvery: 24 * 14 });
    const perRound = new Map<string, number>();
    for (const { at, to } of away) {
      const key = `${nameOf(to)} ${at.toISOString()}`;
      perRound.set(key, (perRound.get(key) ?? 0) + 1);
    }
    expect(Math.max(...perRound.values())).toBe(1);
    expect(away.some(({ missed }) => missed > 5)).toBe(true);
    expect(away.length).toBeLessThan(said.length / 3);
  });
});
