import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nobodyBecause, reachOf } from './reach.ts';

/** Ladders that end nowhere, and whatever leads back to itself. */
export function lintEscalation(policy: Policy): Fault[] {
  return [
    ...policy.escalation.flatMap((path, index) => [
      ...levels(policy, path.levels, ['escalation', index, 'levels']),
    ]),
    ...contacts(policy),
    ...loops(policy),
  ];
}

type Level = Policy['escalation'][number]['levels'][number];

function levels(policy: Policy, all: Level[], base: Path): Fault[] {
  const faults: Fault[] = [];
  let last = 0;
  for (const [index, { to, contact, on_call: rotation, after_minutes: after }] of all.entries()) {
    const path = [...base, index];
    if (to.length === 0 && contact === undefined && rotation === undefined) {
      faults.push({ path, what: 'reaches nobody: say to, contact or on_call' });
    }
    const { most, empty } = reachOf(
      policy,
      to.filter((ref) => !ref.startsWith('contact:')),
    );
    const outside = to.some((ref) => ref.startsWith('contact:'));
    if (to.length > 0 && most === 0 && !outside && !contact && !rotation) {
      faults.push({ path: [...path, 'to'], what: `reaches nobody: ${nobodyBecause(empty)}` });
    }
    if (after !== undefined && after < last) {
      const what = `is ${after}, and the level before comes after ${last}; levels climb`;
      faults.push({ path: [...path, 'after_minutes'], what });
    }
    last = Math.max(last, after ?? 0);
  }
  return faults;
}

function contacts({ directory }: Policy): Fault[] {
  return directory.contacts.flatMap((contact, index): Fault[] => {
    const { person, method, phone, backup, email, link } = contact;
    if (person ?? method ?? phone ?? backup ?? email ?? link) return [];
    const what = 'can be reached in no way: say phone, email, method, link or person';
    return [{ path: ['directory', 'contacts', index], what, warning: true }];
  });
}

/** What must lead somewhere, and leads back to itself. */
function loops(policy: Policy): Fault[] {
  const { directory, on_call: rotations_, runbooks, roles } = policy;
  return [
    ...circles(
      directory.bodies,
      ({ under }) => [under],
      (index) => ['directory', 'bodies', index, 'under'],
    ),
    ...circles(
      rotations_,
      ({ backup }) => [backup],
      (index) => ['on_call', index, 'backup'],
    ),
    ...circles(
      runbooks,
      ({ escalation }) => escalation.map(({ runbook }) => runbook),
      (index) => ['runbooks', index, 'escalation'],
    ),
    ...circles(
      roles,
      ({ key, takes_along: along }) => along.filter((other) => other !== key),
      (index) => ['roles', index, 'takes_along'],
    ).map((fault) => ({ ...fault, warning: true as const })),
  ];
}

function circles<T extends { key: string }>(
  all: T[],
  next: (item: T) => (string | undefined)[],
  at: (index: number) => Path,
): Fault[] {
  return all.flatMap((item, index) => {
    const way = wayBack(item, all, next);
    return way ? [{ path: at(index), what: `leads back to itself: ${way.join(' → ')}` }] : [];
  });
}

/** The keys from an item back to itself; null where no way leads there. */
function wayBack<T extends { key: string }>(
  start: T,
  all: T[],
  next: (item: T) => (string | undefined)[],
): string[] | null {
  const seen = new Set<string>();
  const open: { item: T; way: string[] }[] = [{ item: start, way: [start.key] }];
  for (let step = open.shift(); step; step = open.shift()) {
    for (const key of next(step.item)) {
      if (key === start.key) return [...step.way, key];
      const item = all.find((each) => each.key === key);
      if (!item || seen.has(item.key)) continue;
      seen.add(item.key);
      open.push({ item, way: [...step.way, item.key] });
    }
  }
  return null;
}
