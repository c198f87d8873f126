import type { FieldTest } from '../language/condition.ts';
import type { Field } from '../language/fields.ts';
import { type ConditionAt, conditionsIn } from '../meanings.ts';
import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nearest } from '../shape-faults.ts';

/** Conditions that can never hold, whatever becomes of an incident. */
export function lintConditions(policy: Policy): Fault[] {
  const ofReports = policy.reports.map(({ field }, index) => {
    return { condition: field ? { field } : {}, path: ['reports', index] };
  });
  return [
    ...conditionsIn(policy).flatMap((each) => [
      ...emptyLists(each),
      ...severities(policy, each),
      ...contradictions(each),
      ...fieldTests(policy, each),
    ]),
    ...ofReports.flatMap((each) => fieldTests(policy, each)),
  ];
}

function emptyLists({ condition, path }: ConditionAt): Fault[] {
  return Object.entries(condition).flatMap(([name, value]): Fault[] =>
    Array.isArray(value) && value.length === 0 && name !== 'milestone'
      ? [{ path: [...path, name], what: 'is empty, so this never holds; leave it out' }]
      : [],
  );
}

function severities(policy: Policy, { condition, path }: ConditionAt): Fault[] {
  const { severity, severity_at_least: least } = condition;
  if (!severity || !least) return [];
  const rank = (key: string) => policy.severities.findIndex((each) => each.key === key);
  if (severity.some((key) => rank(key) <= rank(least))) return [];
  const what = `${severity.join(', ')} is never ${least} or worse, so this never holds`;
  return [{ path: [...path, 'severity_at_least'], what }];
}

/** What `not` takes back of what is said beside it. */
function contradictions({ condition, path }: ConditionAt): Fault[] {
  const { not, any: _any, ...said } = condition;
  const names = Object.keys(not ?? {});
  const [name] = names;
  if (!not || name === undefined || names.length > 1) return [];
  const [denied, wanted] = [pick(not, name), pick(said, name)];
  if (wanted === undefined) return [];
  const never =
    Array.isArray(wanted) && Array.isArray(denied)
      ? wanted.every((each) => denied.includes(each))
      : wanted === denied;
  const what = `takes back all that ${name} says, so this never holds`;
  return never ? [{ path: [...path, 'not', name], what }] : [];
}

function pick(condition: object, name: string): unknown {
  return (condition as Record<string, unknown>)[name];
}

function fieldTests(policy: Policy, { condition, path }: ConditionAt): Fault[] {
  return Object.entries(condition.field ?? {}).flatMap(([key, test]) => {
    const field = policy.fields.find((each) => each.key === key);
    if (!field) return [];
    return [...impossible(test), ...unfit(field, test)].map((fault) => ({
      ...fault,
      path: [...path, 'field', key, ...fault.path],
    }));
  });
}

function impossible(test: FieldTest): Fault[] {
  const { given, more_than: above, at_least: least, less_than: below, ...rest } = test;
  const asks = Object.values({ ...rest, above, least, below }).some((each) => each !== undefined);
  if (given === false && asks) {
    const what = 'is false beside what it must be, so this never holds';
    return [{ path: ['given'], what }];
  }
  const from = Math.max(above ?? Number.NEGATIVE_INFINITY, least ?? Number.NEGATIVE_INFINITY);
  if (below !== undefined && from >= below) {
    return [{ path: ['less_than'], what: `is ${below}, and ${from} is asked for beside it` }];
  }
  if (Object.values(test).every((each) => each === undefined)) {
    return [{ path: [], what: 'asks nothing; say is, one_of, at_least, given …' }];
  }
  return [];
}

function unfit(field: Field, test: FieldTest): Fault[] {
  const faults: Fault[] = [];
  for (const name of ['more_than', 'at_least', 'less_than'] as const) {
    if (test[name] === undefined || field.type === 'number' || field.type === 'money') continue;
    const what = `compares numbers; ${field.key} is of type ${field.type}`;
    faults.push({ path: [name], what });
  }
  const wanted: [(string | number)[], unknown][] = [
    [['is'], test.is],
    ...(test.one_of ?? []).map((each, index): [(string | number)[], unknown] => [
      ['one_of', index],
      each,
    ]),
  ];
  for (const [path, value] of wanted) {
    const what = value === undefined ? null : wrongValue(field, value);
    if (what) faults.push({ path, what });
  }
  return faults;
}

function wrongValue({ key, type, choices }: Field, value: unknown): string | null {
  const said = typeof value === 'string' ? JSON.stringify(value) : String(value);
  switch (type) {
    case 'choice':
    case 'choices': {
      const keys = choices.map((choice) => choice.key);
      if (keys.some((each) => each === value)) return null;
      const near = nearest(String(value), keys);
      const hint = near ? `did you mean ${near}?` : `it must be one of ${keys.join(', ')}`;
      return `${key} has no choice ${said}; ${hint}`;
    }
    case 'yes_no':
      return typeof value === 'boolean' ? null : `is ${said}; ${key} is true or false`;
    case 'number':
    case 'money':
      return typeof value === 'number' ? null : `is ${said}; ${key} is a number`;
    default:
      return typeof value === 'string' ? null : `is ${said}; ${key} is text`;
  }
}
