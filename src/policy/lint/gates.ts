import type { Gate, Need } from '../language/course.ts';
import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { apart } from './disjoint.ts';
import { nobodyBecause, reachOf } from './reach.ts';
import { stepAt } from './steps.ts';

/** Gates that cannot be passed, or that stand before nothing. */
export function lintGates(policy: Policy): Fault[] {
  return policy.gates.flatMap((gate, index) =>
    [
      ...stands(policy, gate),
      ...gate.needs.flatMap((need, at) =>
        needFaults(policy, gate, need).map((fault) => ({
          ...fault,
          path: ['needs', at, ...fault.path],
        })),
      ),
      ...bypass(policy, gate),
    ].map((fault) => ({ ...fault, path: ['gates', index, ...fault.path] })),
  );
}

function stands({ statuses }: Policy, { before }: Gate): Fault[] {
  const all = Object.values(before).flat();
  if (all.length === 0) return [{ path: ['before'], what: 'says nothing: it stands nowhere' }];
  const first = statuses[0]?.key;
  const at = before.status?.indexOf(first ?? '') ?? -1;
  if (at === -1) return [];
  const what = `incidents are declared in ${first}: nothing is asked of them then`;
  return [{ path: ['before', 'status', at], what, warning: true }];
}

function needFaults(policy: Policy, gate: Gate, need: Need): Fault[] {
  if (need.approval) return approval(policy, need.approval);
  if (need.item) return item(policy, need.item);
  if (need.checklist) return checklist(policy, gate, need.checklist);
  if (need.told) return told(policy, gate, need.told);
  if (need.field) {
    const field = policy.fields.find(({ key }) => key === need.field);
    const why = field && apart(field.when, gate.when);
    const what = `${need.field} is never asked for where this gate stands (${why})`;
    return why ? [{ path: ['field'], what }] : [];
  }
  return empty(policy, need);
}

function approval(policy: Policy, { by, count }: { by: string[]; count: number }): Fault[] {
  const path: Path = ['approval', 'by'];
  const { most, empty: unreached } = reachOf(policy, by);
  if (most === 0) return [{ path, what: `nobody can approve: ${nobodyBecause(unreached)}` }];
  const seats = by.map((ref) =>
    ref.startsWith('role:')
      ? (policy.roles.find(({ key }) => key === ref.slice('role:'.length))?.max ?? 0)
      : reachOf(policy, [ref]).most,
  );
  const all = seats.reduce((sum, each) => sum + each, 0);
  return all < count
    ? [{ path: ['approval', 'count'], what: `${count} must approve, and only ${all} can` }]
    : [];
}

function item(policy: Policy, path: string): Fault[] {
  const step = stepAt(policy, path);
  if (!step?.forbidden) return [];
  return [{ path: ['item'], what: `${path} is forbidden: it is never done, so this never opens` }];
}

/** A list that starts by itself and does not apply counts as done: the need holds nothing up. */
function checklist(policy: Policy, gate: Gate, key: string): Fault[] {
  const list = policy.checklists.find((each) => each.key === key);
  if (!list || list.manual) return [];
  const why = apart(list.when, gate.when);
  if (why) {
    const what = `${key} never applies where this gate stands (${why}), so it holds nothing up`;
    return [{ path: ['checklist'], what, warning: true }];
  }
  const late = (['status', 'stage', 'phase'] as const).find((axis) => {
    const [starts, before]: [readonly string[] | undefined, readonly string[] | undefined] = [
      list.when[axis],
      gate.before[axis],
    ];
    return starts && before && starts.every((each) => before.includes(each));
  });
  if (!late) return [];
  const what = `${key} starts only behind this gate (${late} ${list.when[late]?.join(', ')}), so it holds nothing up`;
  return [{ path: ['checklist'], what, warning: true }];
}

function told(policy: Policy, gate: Gate, key: string): Fault[] {
  const audience = policy.audiences.find((each) => each.key === key);
  const why = audience && apart(audience.when, gate.when);
  const what = `${key} is never told where this gate stands (${why})`;
  return why ? [{ path: ['told'], what }] : [];
}

/** Needs about things that the policy has none of. */
function empty(policy: Policy, need: Need): Fault[] {
  const none = (path: string, why: string): Fault[] => [
    { path: [path], what: `is always so: ${why}`, warning: true },
  ];
  if (need.kind && policy.kinds.length === 0) return none('kind', 'the policy has no kinds');
  if (need.measures && policy.measures.length === 0)
    return none('measures', 'the policy has no measures');
  if (need.obligations && policy.obligations.length === 0)
    return none('obligations', 'the policy has no obligations');
  if (need.roles && policy.roles.every(({ min }) => min === 0))
    return none('roles', 'no role has a min above 0');
  return [];
}

function bypass(policy: Policy, { bypass: refs }: Gate): Fault[] {
  if (refs === 'never') return [];
  const { most, empty: unreached } = reachOf(policy, refs);
  if (most > 0) return [];
  const what = `nobody can go past it: ${nobodyBecause(unreached)}; say never if that is meant`;
  return [{ path: ['bypass'], what }];
}
