import { DateTime } from 'luxon';
import { shiftsBetween } from '../../calendar/shifts.ts';
import { instantOf, wallDay, wallTimeOfDay } from '../../calendar/wall-time.ts';
import type { OnCall } from '../language/on-call.ts';
import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nobodyBecause, reachOf } from './reach.ts';

/** On-call schedules that leave holes, or call nobody. */
export function lintOnCall(policy: Policy): Fault[] {
  const faults = policy.on_call.flatMap((schedule, index) => {
    const path = ['on_call', index];
    const empty = layersOfNobody(policy, schedule, path);
    return [
      ...reachesNobody(policy, schedule, path),
      ...empty,
      // A layer of nobody is a hole by itself; one fault is enough.
      ...(empty.length > 0 ? [] : holes(policy, schedule, path)),
      ...withoutTurns(schedule, path),
      ...sharedGroup(policy, index),
    ];
  });
  return [...faults, ...leadingNowhere(policy, policy, [])];
}

/** Wherever the policy says `on_call:key`, and nobody ever takes a turn of that schedule. */
function leadingNowhere(policy: Policy, value: unknown, path: Path): Fault[] {
  if (typeof value === 'string') {
    const key = /^on_call:(.+)$/.exec(value)?.[1];
    const isKnown = policy.on_call.some((schedule) => schedule.key === key);
    if (!isKnown || reachOf(policy, [value]).most > 0) return [];
    const what = `leads to nobody: the schedule ${key} has neither people nor layers`;
    return [{ path, what, warning: true }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => leadingNowhere(policy, each, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    leadingNowhere(policy, each, [...path, key]),
  );
}

function reachesNobody(policy: Policy, schedule: OnCall, path: Path): Fault[] {
  const { people, layers, contact, backup } = schedule;
  if (contact || backup || layers.length > 0 || reachOf(policy, people).most > 0) return [];
  return [{ path, what: 'reaches nobody: say people, layers, contact or backup' }];
}

function layersOfNobody(policy: Policy, { layers }: OnCall, path: Path): Fault[] {
  return layers.flatMap(({ people }, index): Fault[] => {
    const at = [...path, 'layers', index, 'people'];
    // Each of them has turns of their own.
    const nobody = people.filter((ref) => reachOf(policy, [ref]).most === 0);
    if (people.length > 0 && nobody.length === 0) return [];
    return [{ path: at, what: `somebody must take each turn: ${nobodyBecause(nobody)}` }];
  });
}

/** What depends on turns where nobody takes any. */
function withoutTurns({ people, layers, user_group: group }: OnCall, path: Path): Fault[] {
  if (group === undefined || people.length + layers.length > 0) return [];
  const what =
    'is kept equal to who is on call, and the schedule says nobody: say people or layers';
  return [{ path: [...path, 'user_group'], what }];
}

/** A group that two schedules keep equal to different people would change at every turn of each. */
function sharedGroup({ on_call: all }: Policy, index: number): Fault[] {
  const group = all[index]?.user_group;
  const other = all.slice(0, index).find((each) => each.user_group === group);
  if (group === undefined || !other) return [];
  const what = `is kept equal to who is on call by ${other.key} already`;
  return [{ path: ['on_call', index, 'user_group'], what }];
}

const weeks = 8;

/**
 * Times at which no layer has anybody, in the weeks after the last layer has begun: restrictions come
 * again each week, so that what is whole then stays whole. Not counted from today, so that a file
 * that is fine once is fine for ever.
 */
function holes(policy: Policy, schedule: OnCall, path: Path): Fault[] {
  const { layers, people, gaps } = schedule;
  if (gaps || layers.length === 0 || people.length > 0) return [];
  const zone = schedule.zone ?? policy.calendar.zone;
  const begun = Math.max(
    ...layers.map((layer) => instantOf(wallDay(layer.from) + wallTimeOfDay(layer.at), zone)),
  );
  // The night before the first turn of it is a hole only the first time.
  const from = DateTime.fromMillis(begun, { zone }).plus({ days: 1 }).startOf('day');
  const to = from.plus({ weeks });
  const empty = shiftsBetween(schedule, from.toJSDate(), to.toJSDate(), zone).filter(
    (shift) => shift.people.length === 0,
  );
  const [first, ...others] = empty;
  if (!first) return [];
  const more = others.length > 0 ? `, and ${others.length} more times in ${weeks} weeks` : '';
  const end = first.untilAt ? `to ${shown(first.untilAt, zone)}` : 'on, for good';
  const what = `nobody is on call from ${shown(first.fromAt ?? from.toJSDate(), zone)} ${end} (${zone})${more}; say people for then, or gaps: true`;
  return [{ path: [...path, 'layers'], what }];
}

function shown(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat('ccc yyyy-MM-dd HH:mm');
}
