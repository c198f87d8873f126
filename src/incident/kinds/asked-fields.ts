import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { type Refused, refuse, type Scene } from '../decision.ts';
import type { Decision, Refusal } from '../types.ts';
import { readField } from './read-field.ts';
import type { FieldValue, GivenFields } from './types.ts';

/** When a form asks for fields. */
export type Moment = Field['ask'][number];

/** All fields together may take so much JSON of the state. */
const allFieldsBytes = 8_000;

/** The fields that the form of this moment asks, in the policy's order; files never stand in forms. */
export function fieldsAskedAt(policy: Policy, incident: Draft, moment: Moment): Field[] {
  return policy.fields.filter(
    (field) =>
      field.type !== 'files' && field.ask.includes(moment) && holds(field.when, incident, policy),
  );
}

/** Every field that can be given now, whenever it is asked. */
export function fieldsNow(policy: Policy, incident: Draft): Field[] {
  return policy.fields.filter(
    (field) => field.type !== 'files' && holds(field.when, incident, policy),
  );
}

/** Those that this moment insists on and nobody has given yet. */
export function fieldsMissing(policy: Policy, incident: Draft, moment: Moment): string[] {
  return fieldsAskedAt(policy, incident, moment)
    .filter(({ required, key }) => required && !Object.hasOwn(incident.state.fields, key))
    .map(({ key }) => key);
}

/** The incident with what was given for its fields, or why that cannot be. */
export function withFields<D extends Draft>(
  incident: D,
  { fields = {}, zone = 'UTC' }: GivenFields,
  policy: Policy,
  now: Date,
): { ok: true; after: D } | Refused {
  const next: Record<string, FieldValue> = { ...incident.state.fields };
  for (const [key, given] of Object.entries(fields)) {
    const field = policy.fields.find((each) => each.key === key);
    if (!field) return refuse(unknownField(policy, key));
    const read = readField(policy, field, given, { now, zone });
    if ('fault' in read) return refuse({ code: 'field_value', field: key, why: read.fault });
    if (read.value === null) delete next[key];
    else next[key] = read.value;
  }
  if (new TextEncoder().encode(JSON.stringify(next)).length > allFieldsBytes) {
    return refuse({ code: 'fields_full' });
  }
  return { ok: true, after: { ...incident, state: { ...incident.state, fields: next } } };
}

function unknownField({ fields }: Policy, given: string): Refusal {
  return { code: 'unknown_field', given, allowed: fields.map(({ name }) => name) };
}

/** The rule of a form that asks for fields: what was given is kept, and what is insisted on must be. */
export function asking<C extends GivenFields>(
  moment: 'update' | 'resolve',
  rule: (scene: Scene, command: C) => Decision,
): (scene: Scene, command: C) => Decision {
  return (scene, command) => {
    const { incident, policy, now } = scene;
    const given = withFields(incident, command, policy, now);
    if (!given.ok) return given;
    const fields = fieldsMissing(policy, given.after, moment);
    const decision = rule({ ...scene, incident: given.after }, command);
    // What is wrong with the rest is said first: the form would be shown for nothing.
    if (!decision.ok || fields.length === 0) return decision;
    return refuse({ code: 'fields_missing', fields, moment });
  };
}

/** What changed between two states of the fields, by key. */
export function fieldChanges(
  before: Record<string, FieldValue>,
  after: Record<string, FieldValue>,
): { field: string; from: FieldValue | null; to: FieldValue | null }[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .map((field) => ({ field, from: own(before, field), to: own(after, field) }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}

function own(fields: Record<string, FieldValue>, key: string): FieldValue | null {
  return Object.hasOwn(fields, key) ? (fields[key] ?? null) : null;
}
