import fc from 'fast-check';
import { type PolicyResult, parsePolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { clockParts, ofRunbook, ofSeverity, ofWindow, unsettled, within } from './any-clocks.ts';
import {
  condition,
  each,
  maybe,
  maybeOne,
  type Names,
  named,
  namesOf,
  oneOf,
  some,
  type Written,
  who,
} from './any-parts.ts';
import { silenceParts } from './any-silence.ts';

/** What the checker says of policies that are made up: every key that refers to another is there. */
export const checkedPolicy: fc.Arbitrary<PolicyResult> = fc
  .record({
    severities: fc.nat(3),
    kinds: fc.nat(3),
    modules: fc.nat(2),
    statuses: fc.integer({ min: 1, max: 4 }),
    stages: fc.nat(3),
    publicStates: fc.nat(2),
    roles: fc.integer({ min: 1, max: 4 }),
    fields: fc.nat(4),
    measures: fc.nat(2),
    milestones: fc.nat(2),
    checklists: fc.constantFrom(0, 1, 1, 2, 3),
    runbooks: fc.nat(2),
    templates: fc.nat(2),
    audiences: fc.nat(2),
    obligations: fc.nat(2),
    gates: fc.nat(2),
    criteria: fc.nat(3),
    actionItems: fc.nat(2),
    teams: fc.nat(2),
  })
  .chain((sizes) => policyWith(namesOf(sizes)))
  .map((written) => parsePolicy(JSON.stringify(written), 'any.yaml'));

/**
 * Policies as an organisation might write them, of any size. What the checker refuses all the same
 * (a condition that can never hold, say) is left out.
 */
export const anyPolicy: fc.Arbitrary<Policy> = checkedPolicy
  .filter((result) => result.ok)
  .map(({ policy }) => policy);

function policyWith(names: Names): Written {
  const { severities, kinds, statuses, roles } = names;
  return fc.record({
    version: fc.constant(2),
    name: fc.constant('Any'),
    severities: each(severities, (key) => severity(key)),
    ...(severities.length > 0 ? { default_severity: oneOf(severities) } : {}),
    kinds: each(kinds, (key, index) => kind(key, index, names)),
    ...(kinds.length > 0 ? { default_kind: oneOf(kinds) } : {}),
    modules: each(names.modules, (key) => named(key, { raises_to: maybeOne(severities) })),
    triage: triage(names),
    fields: each(names.fields, (key) => field(key, names)),
    directory: fc.record({
      teams: each(names.teams, (key) =>
        named(key, { members: fc.constant(['U01AAAAAAAA', 'U02AAAAAAAA']) }),
      ),
      contacts: fc.constant([{ key: 'desk', name: 'Desk', phone: '+1 555 0111' }]),
    }),
    statuses: each(statuses, (key, index) => status(key, index, names)),
    stages: each(names.stages, (key) => stage(key, names)),
    public_states: each(names.publicStates, (key) =>
      named(key, { meaning: fc.constant('It is so') }),
    ),
    gates: each(names.gates, (key) => gate(key, names)),
    roles: each(roles, (key) => role(key, names)),
    checklists: each(names.checklists, (key) =>
      named(key, {
        when: condition(names),
        manual: fc.boolean(),
        role: maybeOne(roles),
        strict: fc.boolean(),
        items: steps(names),
      }),
    ),
    runbooks: each(names.runbooks, (key) =>
      named(key, {
        words: fc.constant([key]),
        forces: fc.record({ severity: maybeOne(severities), kind: maybeOne(kinds) }),
        ...ofRunbook,
        opens: some(names.obligations),
        steps: steps(names),
      }),
    ),
    measures: each(names.measures, (key) => named(key, { undo: fc.constant('Undo it') })),
    milestones: each(names.milestones, (key) =>
      named(key, { asks_text: fc.boolean(), set_by: maybe(setBy(names)) }),
    ),
    templates: each(names.templates, (key) =>
      named(key, { text: fc.constantFrom('{title} {status}', '{milestone.declared} {know}') }),
    ),
    audiences: each(names.audiences, (key) => audience(key, names)),
    obligations: each(names.obligations, (key) => obligation(key, names)),
    action_items: fc.record({
      kinds: each(names.actionItems, (key) =>
        named(key, { due_within_days: maybe(fc.nat(30)), expected: fc.boolean() }),
      ),
    }),
    call: fc.record({ expected: fc.boolean(), join_within_minutes: within }),
    ...clockParts(names),
    ...silenceParts(names),
    updates: updates(),
    room: fc.record({
      archive_after_days: fc.nat(3),
      place: fc.constantFrom('channel', 'thread', 'record'),
      quiet: fc.boolean(),
    }),
    permissions: fc.record({ close: who(names), change_severity: who(names) }),
  });
}

function severity(key: string): Written {
  return named(key, {
    meaning: fc.constant('So bad'),
    ...ofSeverity,
    update_every_minutes: maybe(fc.constantFrom(6, 30, 43_200)),
    commander_within_minutes: maybe(fc.constantFrom(1, 5)),
    place: maybe(fc.constantFrom('channel', 'thread', 'record')),
  });
}

/** The first kind is settled, so that some incident can be resolved. */
function kind(key: string, index: number, { severities }: Names): Written {
  const kinds = named(key, {
    meaning: fc.constant('Such a thing'),
    forces: fc.record({ severity: maybeOne(severities), private: maybe(fc.boolean()) }),
    place: maybe(fc.constantFrom('channel', 'thread', 'record')),
  });
  if (index === 0) return kinds;
  return fc.tuple(kinds, unsettled).map(([each, more]) => ({ ...each, ...more }));
}

function triage({ criteria, severities, kinds }: Names): Written {
  return fc.record({
    ask: fc.constantFrom('declare', 'room'),
    criteria: each(criteria, (key) =>
      fc.record({
        key: fc.constant(key),
        question: fc.constant('Is it?'),
        forces: fc.record({ severity: maybeOne(severities), kind: maybeOne(kinds) }),
      }),
    ),
    incident_if: fc.constantFrom('any', 'all'),
    within_minutes: within,
  });
}

function field(key: string, names: Names): Written {
  const types = fc.constantFrom('text', 'number', 'yes_no', 'choice', 'choices', 'people', 'time');
  return types.chain((type) =>
    named(key, {
      type: fc.constant(type),
      choices: fc.constant(
        type.startsWith('choice')
          ? [
              { key: 'a', name: 'A' },
              { key: 'b', name: 'B' },
            ]
          : [],
      ),
      ask: some(['declare', 'triage', 'update', 'resolve']),
      on_card: fc.boolean(),
      when: condition({ ...names, fields: [] }),
    }),
  );
}

/** One is active, whatever the others are; where the first is not, it is in triage. */
function status(key: string, index: number, { statuses, publicStates }: Names): Written {
  const last = index === statuses.length - 1;
  const phases = index === 0 ? ['triage', 'active'] : ['triage', 'active', 'mitigated'];
  return named(key, {
    phase: last ? fc.constant('active') : fc.constantFrom(...phases),
    public_state: maybeOne(publicStates),
    ...ofWindow,
  });
}

function stage(key: string, { statuses, milestones }: Names): Written {
  return named(key, {
    ...ofWindow,
    enters_on: maybe(
      fc.oneof(
        fc.record({ phase: fc.constantFrom('active', 'mitigated', 'resolved', 'closed') }),
        fc.record({ status: oneOf(statuses) }),
        fc.record({ milestone: oneOf(['declared', ...milestones]) }),
      ),
    ),
  });
}

function gate(key: string, names: Names): Written {
  const { fields, roles, checklists, milestones, statuses } = names;
  return named(key, {
    before: fc.oneof(
      fc.record({ phase: some(['mitigated', 'resolved', 'closed'], 1) }),
      fc.record({ status: some(statuses, 1) }),
    ),
    when: condition(names),
    needs: fc.array(
      fc.oneof(
        fc.constant({ update: 'posted' }),
        fc.constant({ roles: 'needed' }),
        fc.constant({ kind: 'settled' }),
        fc.constant({ measures: 'undone' }),
        fc.constant({ obligations: 'met' }),
        fc.record({ role: oneOf(roles) }),
        fc.record({ milestone: oneOf(['cause_found', ...milestones]) }),
        fc.record({ approval: fc.record({ by: who(names) }) }),
        ...(fields.length > 0 ? [fc.record({ field: oneOf(fields) })] : []),
        ...(checklists.length > 0 ? [fc.record({ checklist: oneOf(checklists) })] : []),
      ),
      { minLength: 1, maxLength: 3 },
    ),
    bypass: fc.oneof(fc.constant('never'), who(names)),
  });
}

function role(key: string, { roles }: Names): Written {
  const others = roles.filter((each) => each !== key);
  return named(key, {
    max: fc.constantFrom(1, 3),
    min: fc.nat(1),
    within_minutes: within,
    duties: fc.constantFrom([], ['Do it']),
    takes_along: some(others),
    substitute: maybeOne(others),
  });
}

function steps(names: Names): fc.Arbitrary<unknown[]> {
  const { measures, fields, milestones, audiences, obligations, roles } = names;
  const step = {
    text: fc.constant('Do it'),
    optional: fc.boolean(),
    within_minutes: within,
    when: condition(names),
    role: maybeOne(roles),
    wait_minutes: fc.constantFrom(undefined, undefined, undefined, 1, 60),
    two_people: fc.constantFrom(false, false, true),
    puts_in_force: maybeOne(measures),
    asks_field: maybeOne(fields),
    reaches: maybeOne(['first_aid_begun', ...milestones]),
    tells: maybeOne(audiences),
    opens: maybeOne(obligations),
  };
  const keys = ['do0', 'do1', 'do2'];
  return fc.integer({ min: 1, max: 3 }).chain((count) =>
    each(keys.slice(0, count), (key) =>
      fc.record({
        key: fc.constant(key),
        ...step,
        steps: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          each(['part0', 'part1'], (part) => fc.record({ key: fc.constant(part), ...step })),
        ),
      }),
    ),
  );
}

function setBy({ roles, statuses, kinds }: Names): Written {
  return fc.oneof(
    fc.record({ role: oneOf(roles) }),
    fc.record({ status: oneOf(statuses) }),
    ...(kinds.length > 0 ? [fc.record({ kind: oneOf(kinds) })] : []),
  );
}

function audience(key: string, names: Names): Written {
  const { templates } = names;
  const occasions = ['declared', 'update', 'mitigated', 'resolved', 'closed'];
  return named(key, {
    when: condition(names),
    channels: fc.constant(['#general']),
    people: fc.constantFrom([], ['role:role0']),
    outside: fc.boolean(),
    told:
      templates.length === 0
        ? fc.constant({})
        : some(occasions).map((told) =>
            Object.fromEntries(told.map((occasion) => [occasion, templates[0]])),
          ),
    every_minutes: maybe(fc.constantFrom(30, 60)),
    approval: fc.oneof(fc.constant([]), who(names)),
  });
}

function obligation(key: string, names: Names): Written {
  return named(key, {
    to: fc.constant('Them'),
    when: condition(names),
    manual: fc.boolean(),
    within_minutes: maybe(fc.constantFrom(60, 4320)),
    of: oneOf(['declared', 'detected', ...names.milestones]),
    evidence: fc.constant('Proof'),
    escalates: maybeOne(['ladder0', 'ladder1']),
    template: maybeOne(names.templates),
  });
}

function updates(): Written {
  return fc.record({
    warn_before_minutes: fc.constantFrom(1, 4),
    overdue_every_minutes: fc.constantFrom(1, 15),
    overdue_reminders: fc.constantFrom(0, 3, 20),
  });
}
