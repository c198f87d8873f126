import fc from 'fast-check';

/** The small parts that arbitrary policies are made of. */

export type Names = ReturnType<typeof namesOf>;

export function namesOf(sizes: Record<string, number>) {
  const keys = (section: string, prefix: string) =>
    Array.from({ length: sizes[section] ?? 0 }, (_, index) => `${prefix}${index}`);
  return {
    severities: keys('severities', 'sev'),
    kinds: keys('kinds', 'kind'),
    modules: keys('modules', 'mod'),
    statuses: keys('statuses', 'st'),
    stages: keys('stages', 'stage'),
    publicStates: keys('publicStates', 'pub'),
    roles: keys('roles', 'role'),
    fields: keys('fields', 'field'),
    measures: keys('measures', 'measure'),
    milestones: keys('milestones', 'mile'),
    checklists: keys('checklists', 'list'),
    runbooks: keys('runbooks', 'book'),
    templates: keys('templates', 'words'),
    audiences: keys('audiences', 'aud'),
    obligations: keys('obligations', 'owed'),
    gates: keys('gates', 'gate'),
    criteria: keys('criteria', 'asks'),
    actionItems: keys('actionItems', 'work'),
    teams: keys('teams', 'team'),
  };
}

export type Written = fc.Arbitrary<Record<string, unknown>>;

export function who({ teams }: Names): fc.Arbitrary<string[]> {
  return fc.constantFrom(['anyone'], ['role:role0'], ...teams.map((team) => [`team:${team}`]));
}

/** At most two tests, of things that are there. */
export function condition(names: Names): Written {
  const { severities, kinds, modules, statuses, fields, measures, milestones } = names;
  const tests: [string, fc.Arbitrary<unknown>][] = [
    ['phase', some(['triage', 'active', 'mitigated', 'resolved', 'closed'], 1)],
    ['status', some(statuses, 1)],
    ['milestone', some(['declared', ...milestones], 1)],
    ['is_private', fc.boolean()],
    ['is_drill', fc.boolean()],
  ];
  const [severity] = severities;
  if (severity)
    tests.push(['severity', some(severities, 1)], ['severity_at_least', oneOf(severities)]);
  if (kinds.length > 0) tests.push(['kind', some(kinds, 1)]);
  if (modules.length > 0) tests.push(['module', some(modules, 1)]);
  if (measures.length > 0) tests.push(['measure', some(measures, 1)]);
  const [field] = fields;
  if (field) tests.push(['field', fc.record({ [field]: fc.record({ given: fc.boolean() }) })]);
  const flat = fc
    .subarray(tests, { maxLength: 2 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen)));
  return fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: flat });
}

export function named(key: string, rest: Record<string, fc.Arbitrary<unknown>>): Written {
  return fc.record({ key: fc.constant(key), name: fc.constant(`The ${key}`), ...rest });
}

export function each<T>(
  keys: string[],
  make: (key: string, index: number) => fc.Arbitrary<T>,
): fc.Arbitrary<T[]> {
  return keys.length === 0 ? fc.constant([]) : fc.tuple(...keys.map(make));
}

export function oneOf(keys: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...keys);
}

export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

export function maybeOne(keys: readonly string[]): fc.Arbitrary<string | undefined> {
  return keys.length === 0 ? fc.constant(undefined) : maybe(oneOf(keys));
}

export function some(keys: readonly string[], minLength = 0): fc.Arbitrary<string[]> {
  return keys.length === 0 ? fc.constant([]) : fc.subarray([...keys], { minLength });
}
