import { isWorkingDay } from '../calendar/business-time.ts';
import {
  dailyLine,
  dayAfter,
  dayBegins,
  type Every,
  lineOf,
  midnightOf,
  nextFromDay,
  nextOccurrence,
} from '../calendar/recurrence.ts';
import { peopleOf } from '../incident/people-refs.ts';
import type { Policy } from '../policy/schema.ts';
import type { OrganisationTimerRules } from './timer-rule.ts';
import type {
  ExerciseDue,
  Organisation,
  OrganisationEffect,
  OrganisationFact,
  OrganisationState,
  OrganisationTimer,
  RecurringFact,
} from './types.ts';

/** What comes again and again: reports, exercises, reviews of open work, tests of what must be ready. */

export interface ComingAgain {
  /** `report:monthly`, `drill:tabletop`, `review`, `readiness:vault`. */
  key: string;
  /** All that says when it comes; another text is another rule. */
  rule: string;
  /** The first occurrence after an instant; null where there is none. */
  next(after: Date): Date | null;
  /** Of this occurrence. Of exercises and tests, those due at once are told together. */
  fact(about: Occurrence): RecurringFact;
  to: { people: string[]; channels: string[]; owners?: true };
}

interface Occurrence {
  at: Date;
  /** The occurrences that come to an end with it: the first of those missed, or this one. */
  sinceAt: Date;
  missed: number;
}

/** All that comes again by this policy. */
export function comingAgain(policy: Policy): ComingAgain[] {
  return [
    ...reports(policy),
    ...drills(policy),
    ...reviews(policy),
    ...readiness(policy),
    owed(policy),
  ];
}

function reports(policy: Policy): ComingAgain[] {
  return policy.reports.map(({ key, every, at, to, channel }) => ({
    key: `report:${key}`,
    ...timesOf({ every, line: at }, policy),
    fact: ({ at: toAt, sinceAt, missed }) => ({
      type: 'report_due',
      report: key,
      at: toAt,
      missed,
      // From midnight to midnight, so that a month is a month, and nothing is left out or counted twice.
      fromAt: midnightOf(sinceAt, policy.calendar.zone),
      toAt: midnightOf(toAt, policy.calendar.zone),
    }),
    to: addressees(policy, to, channel),
  }));
}

function drills(policy: Policy): ComingAgain[] {
  return policy.drills
    .filter(({ every, at, next }) => every ?? at ?? next)
    .map(({ key, every, at: line, next, last, owners, channel }) => ({
      key: `drill:${key}`,
      ...timesOf({ every, line, next, last }, policy),
      fact: exercise('drill', key),
      to: addressees(policy, owners, channel),
    }));
}

function reviews(policy: Policy): ComingAgain[] {
  const { review_every: every, review_at: line, review_channel: channel } = policy.postmortem ?? {};
  if (!every && !line) return [];
  return [
    {
      key: 'review',
      ...timesOf({ every, line }, policy),
      fact: ({ at, missed }) => ({ type: 'review_due', at, missed }),
      to: addressees(policy, [], channel),
    },
  ];
}

/** When work begins, on each working day: who has action items hears of those that are to be said. */
function owed({ calendar }: Policy): ComingAgain {
  const line = dailyLine(calendar);
  const { zone, working_days: days } = calendar;
  return {
    key: 'action_items',
    rule: [line, zone, days.join(' ')].join(' | '),
    next: (after) => nextWorkingDay(line, after, calendar),
    fact: ({ at, sinceAt, missed }) => ({
      ...{ type: 'action_items_due', at, sinceAt, missed, to: null, refs: [], incidents: [] },
    }),
    to: { people: [], channels: [], owners: true },
  };
}

/** The first time of the line after an instant that is on a working day; null where there is none for a year. */
function nextWorkingDay(line: string, after: Date, calendar: Policy['calendar']): Date | null {
  let at = nextOccurrence(line, after, calendar.zone);
  for (let days = 0; at && days < 400; days += 1) {
    if (isWorkingDay(at, calendar)) return at;
    at = nextOccurrence(line, at, calendar.zone);
  }
  return null;
}

function readiness(policy: Policy): ComingAgain[] {
  return policy.directory.readiness.flatMap(
    ({ key, every: often, next_test: next, last_tested: last }) => {
      const every = often === 'once' ? undefined : often;
      if (!every && !next) return [];
      return [
        {
          key: `readiness:${key}`,
          ...timesOf({ every, next, last }, policy),
          fact: exercise('readiness', key),
          to: addressees(policy, [], undefined),
        },
      ];
    },
  );
}

function exercise(what: ExerciseDue['what'], key: string): ComingAgain['fact'] {
  return ({ at, missed }) => ({
    type: 'exercises_due',
    at,
    missed,
    due: [{ what, key, missed }],
  });
}

/** Whom it goes to; where the policy says nobody, the channel of announcements. */
function addressees(policy: Policy, refs: string[], channel: string | undefined) {
  const people = peopleOf(refs, policy);
  const usual = people.length === 0 ? policy.announce.channel : undefined;
  const where = channel ?? usual;
  return { people, channels: where === undefined ? [] : [where] };
}

interface When {
  every?: Every | undefined;
  /** A cron line, instead. */
  line?: string | undefined;
  /** Days (YYYY-MM-DD) of the last one and of the next one. */
  last?: string | undefined;
  next?: string | undefined;
}

/**
 * When it comes: by its cron line; or so often from the day that is known, of the next one or of the
 * last; or on the first day of each week, month … Not before the next one, where its day is known.
 */
function timesOf(
  { every, line, last, next }: When,
  { calendar }: Policy,
): Pick<ComingAgain, 'rule' | 'next'> {
  const { zone } = calendar;
  const first = next ?? (last && (line ? dayAfter(last, 'day') : every && dayAfter(last, every)));
  const rule = [line ?? every ?? '', next ?? '', last ?? '', zone, line ? '' : calendar.from];
  if (line) {
    // All of that day counts.
    const before = first ? new Date(dayBegins(first, zone).getTime() - 1) : null;
    return {
      rule: rule.join(' | '),
      next: (after) => nextOccurrence(line, before && before > after ? before : after, zone),
    };
  }
  if (first) {
    const from = { from: first, every: every ?? null, calendar };
    return { rule: rule.join(' | '), next: (after) => nextFromDay(from, after) };
  }
  const usual = every ? lineOf(every, calendar) : '';
  return {
    rule: [usual, zone].join(' | '),
    next: (after) => nextOccurrence(usual, after, zone),
  };
}

/** One timer for each thing that comes again and is followed. */
export function recurringTimers({ state }: Organisation, policy: Policy): OrganisationTimer[] {
  return comingAgain(policy).flatMap(({ key, rule, next }) => {
    const known = state.recurring[key];
    // New in the policy, or other than it was: it counts once that is followed.
    if (known?.rule !== rule) return [];
    const dueAt = next(known.at);
    return dueAt ? [{ key: timerKey(key, known.at), kind: 'comes_again' as const, dueAt }] : [];
  });
}

function timerKey(key: string, from: Date): string {
  return `comes_again:${key}:${from.toISOString()}`;
}

/** As many as are counted when something was missed very often. */
const countedAtMost = 1000;

export const recurringTimerRules: OrganisationTimerRules<'comes_again'> = {
  comes_again({ organisation: { state }, policy, now }, due) {
    const recurring = { ...state.recurring };
    const effects: Telling[] = [];
    const told: string[] = [];
    const nobody: string[] = [];
    for (const thing of comingAgain(policy)) {
      const known = state.recurring[thing.key];
      if (!known || !due.some(({ key }) => key === timerKey(thing.key, known.at))) continue;
      const { at, missed, before } = passed(thing, known.at, now);
      recurring[thing.key] = { at, rule: known.rule };
      const sent = send(thing, thing.fact({ at, missed, sinceAt: before }));
      effects.push(...sent);
      (sent.length > 0 ? told : nobody).push(
        missed > 0 ? `${thing.key} (${missed} missed)` : thing.key,
      );
    }
    return {
      state: { ...state, recurring } satisfies OrganisationState,
      effects: together(effects),
      data: { told, ...(nobody.length > 0 ? { nobody } : {}) },
    };
  },
};

/** The last occurrence by now, how many came before it and were missed, and what came before them all. */
function passed({ next }: ComingAgain, known: Date, now: Date) {
  const first = next(known) ?? now;
  let at = first;
  let missed = 0;
  for (let later = next(at); later && later <= now; later = next(at)) {
    at = later;
    missed += 1;
    if (missed < countedAtMost) continue;
    at = now;
    break;
  }
  // The one that was dealt with last, unless it counts from when the policy was put in force.
  const isOccurrence = next(new Date(known.getTime() - 1))?.getTime() === known.getTime();
  return { at, missed, before: isOccurrence ? known : previous(next, first) };
}

const dayMs = 86_400_000;

/** How far to look back for the one before, in days: a day, a week, a month, a quarter, a year. */
const looksBack = [1, 8, 32, 93, 367];

/** The occurrence before one; where there is none for a year, a year before it. */
function previous(next: ComingAgain['next'], of: Date): Date {
  for (const days of looksBack) {
    let before: Date | null = null;
    const from = new Date(of.getTime() - days * dayMs);
    for (let found = next(from); found && found < of; found = next(found)) before = found;
    if (before) return before;
  }
  return new Date(of.getTime() - 365 * dayMs);
}

function send({ to }: ComingAgain, fact: RecurringFact): Telling[] {
  const family = 'organisation' as const;
  return [
    ...(to.owners ? [{ family, type: 'tell_owners' as const, fact }] : []),
    ...to.channels.map((channel) => ({ family, type: 'tell_channel' as const, channel, fact })),
    ...(to.people.length > 0
      ? [{ family, type: 'tell_people' as const, who: to.people.map((ref) => ({ ref })), fact }]
      : []),
  ];
}

type Telling = Extract<OrganisationEffect, { fact: unknown }>;

/** Exercises and tests that are due at once become one message to each of those who are told. */
function together(effects: Telling[]): Telling[] {
  const told: Telling[] = [];
  for (const effect of effects) {
    const { fact } = effect;
    const at = told.findIndex((each) => isExercise(each.fact) && isToSame(each, effect));
    const before = told[at];
    if (!before || !isExercise(fact) || !isExercise(before.fact)) {
      told.push(effect);
      continue;
    }
    const due = [...before.fact.due, ...fact.due];
    const missed = Math.max(before.fact.missed, fact.missed);
    told[at] = { ...before, fact: { ...before.fact, due, missed } };
  }
  return told;
}

function isExercise(fact: OrganisationFact) {
  return fact.type === 'exercises_due';
}

function isToSame(a: Telling, b: Telling): boolean {
  if (a.type === 'tell_channel' && b.type === 'tell_channel') return a.channel === b.channel;
  const people = (effect: Telling) =>
    effect.type === 'tell_people' ? JSON.stringify(effect.who) : null;
  return people(a) !== null && people(a) === people(b);
}
