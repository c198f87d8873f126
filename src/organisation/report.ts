import { passes } from '../incident/conditions.ts';
import type { FieldValue } from '../incident/kinds/types.ts';
import type { Report as ReportRule } from '../policy/language/later.ts';
import type { Policy } from '../policy/schema.ts';

/** What a report counts. Pure: rows in, numbers out. */

/** One incident, as far as a report counts it. */
export interface Counted {
  number: number;
  severity: string | null;
  kind: string | null;
  declaredAt: Date;
  /** Null while it is not. */
  resolvedAt: Date | null;
  isOpen: boolean;
  /** Milestones that were reached or corrected, by key; not those that are the incident's own instants. */
  milestones: Record<string, Date>;
  /** News that came in time and news that did not. */
  onTime: number;
  late: number;
  fields: Record<string, FieldValue>;
  /** Whether somebody said that it is the same again as an earlier one. */
  isAgain: boolean;
}

export interface Report {
  count: number;
  open: number;
  /** In the order of the policy; those that no incident had are left out. */
  bySeverity: BySeverity[];
  byKind: { key: string | null; count: number }[];
  /** Minutes, of the incidents of which it is known; null where of none. */
  medians: { detect: number | null; acknowledge: number | null; resolve: number | null };
  onTime: number;
  late: number;
  /** Fields of money and numbers of the policy, where somebody gave one. */
  totals: { field: string; sum: number; count: number }[];
  again: number;
}

export interface BySeverity {
  key: string | null;
  count: number;
  resolved: number;
  /** Minutes; null where none was resolved. */
  median: number | null;
  /** Minutes within which the policy wants it resolved, and how many were; null without a target. */
  target: { minutes: number; met: number } | null;
}

/** Counts incidents. `about`: only those that a report of the policy is about; left out: all. */
export function countedUp(all: Counted[], policy: Policy, about: About = {}): Report {
  const rows = all.filter((row) => isMeant(row, about));
  return {
    count: rows.length,
    open: rows.filter(({ isOpen }) => isOpen).length,
    bySeverity: groups(rows, ({ severity }) => severity, policy.severities).map(([key, some]) =>
      ofSeverity(key, some, policy),
    ),
    byKind: groups(rows, ({ kind }) => kind, policy.kinds).map(([key, some]) => ({
      key,
      count: some.length,
    })),
    medians: {
      detect: median(rows.map((row) => minutes(row.milestones['started'], noticedAt(row)))),
      acknowledge: median(
        rows.map((row) => minutes(noticedAt(row), row.milestones['acknowledged'])),
      ),
      resolve: median(rows.map(timeToResolve)),
    },
    onTime: sum(rows.map(({ onTime }) => onTime)),
    late: sum(rows.map(({ late }) => late)),
    totals: totalsOf(rows, policy),
    again: rows.filter(({ isAgain }) => isAgain).length,
  };
}

/** What narrows a report: kinds (none: all) and what fields must be. */
export type About = Partial<Pick<ReportRule, 'kinds' | 'field'>>;

function isMeant({ kind, fields }: Counted, { kinds = [], field = {} }: About): boolean {
  const isOfKind = kinds.length === 0 || (kind !== null && kinds.includes(kind));
  return isOfKind && Object.entries(field).every(([key, test]) => passes(test, fields[key]));
}

/** When it was noticed; where nobody says, when it was declared. */
function noticedAt({ milestones, declaredAt }: Counted): Date {
  return milestones['detected'] ?? milestones['declared'] ?? declaredAt;
}

function timeToResolve({ milestones, declaredAt, resolvedAt }: Counted): number | null {
  return minutes(
    milestones['declared'] ?? declaredAt,
    milestones['resolved'] ?? resolvedAt ?? undefined,
  );
}

/** Minutes between; null where an end is unknown, or somebody corrected one to before the other. */
function minutes(from: Date | undefined, to: Date | undefined): number | null {
  if (!from || !to || to < from) return null;
  return (to.getTime() - from.getTime()) / 60_000;
}

function ofSeverity(key: string | null, rows: Counted[], policy: Policy): BySeverity {
  const times = rows.map(timeToResolve).filter((time) => time !== null);
  const target = policy.metrics.targets.find(({ severity }) => severity === key);
  const most = target?.resolve_within_minutes;
  return {
    key,
    count: rows.length,
    resolved: times.length,
    median: median(times),
    target:
      most === undefined
        ? null
        : { minutes: most, met: times.filter((time) => time <= most).length },
  };
}

/** By key, in the order of the policy; what it does not know any more, and what has none, at the end. */
function groups(
  rows: Counted[],
  keyOf: (row: Counted) => string | null,
  known: readonly { key: string }[],
): [string | null, Counted[]][] {
  const order = [...new Set<string | null>([...known.map(({ key }) => key), ...rows.map(keyOf)])];
  return order
    .map((key): [string | null, Counted[]] => [key, rows.filter((row) => keyOf(row) === key)])
    .filter(([, some]) => some.length > 0);
}

/** The one in the middle of those that are known; between the two in the middle, half way. */
function median(values: (number | null)[]): number | null {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function totalsOf(rows: Counted[], policy: Policy): Report['totals'] {
  return policy.fields
    .filter(({ type }) => type === 'money' || type === 'number')
    .map(({ key }) => {
      const values = rows.map(({ fields }) => fields[key]).filter((v) => typeof v === 'number');
      return { field: key, sum: sum(values), count: values.length };
    })
    .filter(({ count }) => count > 0);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
