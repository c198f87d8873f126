import type { Condition, FieldTest } from '../policy/language/condition.ts';
import type { Policy } from '../policy/schema.ts';
import type { Draft } from './consequences.ts';
import { milestoneAt } from './course/milestones.ts';
import type { FieldValue } from './kinds/types.ts';

/**
 * Whether a condition of the policy holds for an incident as it is. All that it says must hold; a
 * list means any of it (of milestones: all); a condition that says nothing always holds.
 */
export function holds(condition: Condition, incident: Draft, policy: Policy): boolean {
  const { any, not, ...flat } = condition;
  return (
    allHold(flat, incident, policy) &&
    (!any || any.some((each) => allHold(each, incident, policy))) &&
    (!not || !allHold(not, incident, policy))
  );
}

type Flat = Omit<Condition, 'any' | 'not'>;

function allHold(condition: Flat, incident: Draft, policy: Policy): boolean {
  const { state } = incident;
  const among = (list: string[] | undefined, value: string | null | undefined) =>
    !list || (value !== null && value !== undefined && list.includes(value));
  const fields = Object.entries(condition.field ?? {});
  return (
    among(condition.severity, incident.severity) &&
    (!condition.severity_at_least ||
      isAtLeast(policy, incident.severity, condition.severity_at_least)) &&
    among(condition.kind, state.kind) &&
    (!condition.module || condition.module.some((module) => state.modules.includes(module))) &&
    among(condition.phase, incident.phase) &&
    among(condition.status, incident.status) &&
    among(condition.stage, state.stage?.key) &&
    among(condition.public_state, state.publicState?.key) &&
    (condition.milestone ?? []).every((key) => milestoneAt(incident, key) !== null) &&
    (!condition.measure ||
      condition.measure.some((key) => own(state.measures, key)?.status === 'in_force')) &&
    (condition.is_private === undefined || condition.is_private === incident.isPrivate) &&
    (condition.is_drill === undefined || condition.is_drill === incident.isDrill) &&
    fields.every(([key, test]) => passes(test, own(state.fields, key)))
  );
}

/** Whether `severity` is `least` or worse; the policy lists them worst first. */
export function isAtLeast(policy: Policy, severity: string | null, least: string): boolean {
  const rank = (key: string | null) => policy.severities.findIndex((each) => each.key === key);
  const [given, limit] = [rank(severity), rank(least)];
  return given !== -1 && limit !== -1 && given <= limit;
}

/** The worse of two severities; the first where they are the same or the second is unknown. */
export function worse(policy: Policy, severity: string | null, other: string): string {
  return severity !== null && isAtLeast(policy, severity, other) ? severity : other;
}

/** Whether a field's value is what the policy asks; a field that was not given passes only `given: false`. */
export function passes(test: FieldTest, value: FieldValue | undefined): boolean {
  const isGiven = value !== undefined && value !== '' && !(Array.isArray(value) && !value.length);
  if (test.given !== undefined && test.given !== isGiven) return false;
  const { given: _given, ...others } = test;
  const asked = Object.values(others).some((each) => each !== undefined);
  if (!isGiven) return !asked;
  const amount = typeof value === 'number' ? value : Number.NaN;
  const is = (wanted: string | number | boolean) =>
    Array.isArray(value) ? value.includes(String(wanted)) : value === wanted;
  return (
    (test.is === undefined || is(test.is)) &&
    (test.one_of === undefined || test.one_of.some(is)) &&
    (test.more_than === undefined || amount > test.more_than) &&
    (test.at_least === undefined || amount >= test.at_least) &&
    (test.less_than === undefined || amount < test.less_than)
  );
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
