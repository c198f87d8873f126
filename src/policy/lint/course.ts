import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** Triage, kinds, and the parts of the process that have their time. */
export function lintCourse(policy: Policy): Fault[] {
  return [...triage(policy), ...kinds(policy), ...unreachable(policy), ...windows(policy)];
}

function triage({ triage: asked, statuses }: Policy): Fault[] {
  const { criteria, ask, incident_if: rule, within_minutes: within } = asked;
  const faults: Fault[] = [];
  if (criteria.length > 0 && ask === 'room' && statuses[0]?.phase !== 'triage') {
    const what =
      'are asked in the room, and no incident is ever in triage: the first status must belong to that phase';
    faults.push({ path: ['triage', 'criteria'], what });
  }
  if (typeof rule === 'object' && rule.at_least > criteria.length) {
    const what = `is ${rule.at_least}, and there are ${criteria.length} criteria`;
    faults.push({ path: ['triage', 'incident_if', 'at_least'], what });
  }
  if (within !== undefined && criteria.length === 0 && statuses[0]?.phase !== 'triage') {
    const what = 'has nothing to decide: there are no criteria and no triage';
    faults.push({ path: ['triage', 'within_minutes'], what, warning: true });
  }
  return faults;
}

function kinds({ kinds: all, modules }: Policy): Fault[] {
  const faults: Fault[] = all.flatMap(({ unsettled, settle_within_minutes: within }, index) =>
    within !== undefined && !unsettled
      ? [
          {
            path: ['kinds', index, 'settle_within_minutes'],
            what: 'is for kinds that are not known yet; say unsettled: true, or leave it out',
          },
        ]
      : [],
  );
  if (all.length > 0 && all.every(({ unsettled }) => unsettled)) {
    const what = 'are all unsettled: none can ever be resolved';
    faults.push({ path: ['kinds'], what });
  }
  for (const [index, { becomes, instead_of: instead }] of modules.entries()) {
    if (becomes && instead.length === 0) {
      const what = 'never happens: instead_of says which kinds it replaces, and is empty';
      faults.push({ path: ['modules', index, 'becomes'], what });
    }
    if (!becomes && instead.length > 0) {
      const what = 'says what is replaced; becomes must say by what';
      faults.push({ path: ['modules', index, 'instead_of'], what });
    }
  }
  return faults;
}

/** Kinds that no form offers and nothing leads to. */
function unreachable(policy: Policy): Fault[] {
  if (policy.declare.asks_kind) return [];
  const led = new Set([
    policy.default_kind,
    ...policy.modules.map(({ becomes }) => becomes),
    ...policy.triage.criteria.map(({ forces }) => forces.kind),
    ...policy.runbooks.map(({ forces }) => forces.kind),
  ]);
  return policy.kinds.flatMap(({ key }, index): Fault[] => {
    if (led.has(key)) return [];
    const what = `nothing leads to ${key}: the form does not ask (declare.asks_kind), so only /incident kind does`;
    return [{ path: ['kinds', index], what, warning: true }];
  });
}

interface Timed {
  name: string;
  window?: { from_minutes: number; to_minutes: number; of: string } | undefined;
}

function windows({ stages, statuses }: Policy): Fault[] {
  return [...ends(stages, 'stages'), ...ends(statuses, 'statuses'), ...order(stages, 'stages')];
}

function ends(all: Timed[], section: string): Fault[] {
  return all.flatMap(({ window }, index) => {
    if (!window || window.to_minutes > window.from_minutes) return [];
    const what = `ends after ${window.to_minutes} minutes, and begins after ${window.from_minutes}`;
    return [{ path: [section, index, 'window', 'to_minutes'], what }];
  });
}

/** Stages come in order, so their windows must. */
function order(stages: Timed[], section: string): Fault[] {
  const faults: Fault[] = [];
  const before = new Map<string, { from: number; to: number; name: string }>();
  for (const [index, { name, window }] of stages.entries()) {
    if (!window) continue;
    const last = before.get(window.of);
    const path: Path = [section, index, 'window'];
    if (last && window.from_minutes < last.from) {
      const what = `begins after ${window.from_minutes} minutes, before ${last.name}, which comes first and begins after ${last.from}`;
      faults.push({ path: [...path, 'from_minutes'], what });
    } else if (last && window.to_minutes < last.to) {
      const what = `ends after ${window.to_minutes} minutes, before ${last.name}, which comes first and ends after ${last.to}`;
      faults.push({ path: [...path, 'to_minutes'], what });
    }
    before.set(window.of, { from: window.from_minutes, to: window.to_minutes, name });
  }
  return faults;
}
