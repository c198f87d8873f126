import type { Incident, IncidentState, Timer } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/** An incident under a policy, with what will happen to it by itself. */
export interface Standing {
  incident: Incident;
  policy: Policy;
  timers: Timer[];
}

/**
 * What changes for an incident that moves to another policy, one line each, for who runs Muster.
 * Instants are in UTC.
 */
export function difference(before: Standing, after: Standing): string[] {
  return [
    named('severity', before, after, ({ incident, policy }) =>
      nameIn(policy.severities, incident.severity),
    ),
    named('kind', before, after, ({ incident, policy }) =>
      nameIn(policy.kinds, incident.state.kind),
    ),
    named('status', before, after, ({ incident, policy }) =>
      nameIn(policy.statuses, incident.status),
    ),
    named('stage', before, after, ({ incident, policy }) =>
      nameIn(policy.stages, incident.state.stage?.key ?? null),
    ),
    named('public state', before, after, ({ incident, policy }) =>
      nameIn(policy.public_states, incident.state.publicState?.key ?? null),
    ),
    ...roles(before, after),
    ...lists(before, after),
    ...records(before, after),
    ...timers(before, after),
  ].filter((line) => line !== null);
}

function named(
  what: string,
  before: Standing,
  after: Standing,
  nameOf: (standing: Standing) => string,
): string | null {
  const [was, is] = [nameOf(before), nameOf(after)];
  return was === is ? null : `${what}: ${was} → ${is}`;
}

function nameIn(list: { key: string; name: string }[], key: string | null): string {
  return key === null ? 'none' : (list.find((each) => each.key === key)?.name ?? key);
}

function roles(before: Standing, after: Standing): string[] {
  const held = ({ roles: all }: IncidentState, key: string) =>
    Object.hasOwn(all, key) ? (all[key] ?? []).map(({ userId }) => userId) : [];
  const gone = Object.keys(before.incident.state.roles)
    .filter((key) => !Object.hasOwn(after.incident.state.roles, key))
    .map((key) => {
      const people = held(before.incident.state, key).join(', ');
      return `role goes: ${nameIn(before.policy.roles, key)} (${people})`;
    });
  const known = before.policy.roles.map(({ key }) => key);
  const open = after.policy.roles
    .filter(({ key }) => !known.includes(key))
    .map(({ name }) => `role comes: ${name}`);
  return [...gone, ...open];
}

function lists(before: Standing, after: Standing): string[] {
  const names = ({ policy }: Standing) => [...policy.checklists, ...policy.runbooks];
  const [had, has] = [before.incident.state, after.incident.state];
  const done = (key: string) =>
    Object.entries(had.tasks).filter(
      ([path, { status }]) => path.startsWith(`${key}.`) && status === 'done',
    ).length;
  return [
    ...without(had.lists, has.lists).map(
      (key) => `list goes: ${nameIn(names(before), key)} (${done(key)} steps done)`,
    ),
    ...without(has.lists, had.lists).map((key) => `list starts: ${nameIn(names(after), key)}`),
  ];
}

function records(before: Standing, after: Standing): string[] {
  const [had, has] = [before.incident.state, after.incident.state];
  const dueAt = (key: string) => has.obligations[key]?.dueAt;
  return [
    ...without(had.obligations, has.obligations).map((key) => `obligation goes: ${key}`),
    ...without(has.obligations, had.obligations).map((key) => {
      const due = dueAt(key);
      return `obligation comes: ${key}, due ${due ? instant(due) : 'at once'}`;
    }),
    ...without(had.fields, has.fields).map((key) => `field goes: ${key}`),
    ...without(had.milestones, has.milestones).map((key) => `milestone goes: ${key}`),
    ...had.modules.filter((key) => !has.modules.includes(key)).map((key) => `module goes: ${key}`),
    ...without(had.approvals, has.approvals).map((key) => `approval goes: ${key}`),
    ...dropped(had, has),
  ];
}

function dropped(had: IncidentState, has: IncidentState): string[] {
  const kept = new Set(has.messages.map(({ id }) => id));
  return had.messages
    .filter(({ id }) => !kept.has(id))
    .map(({ audience }) => `message goes unsent: to ${audience}`);
}

function timers(before: Standing, after: Standing): string[] {
  const told = ({ timers: all }: Standing) =>
    all.map(({ kind, dueAt }) => `${kind} at ${instant(dueAt)}`);
  const [had, has] = [told(before), told(after)];
  return [
    ...had.filter((each) => !has.includes(each)).map((each) => `timer goes: ${each}`),
    ...has.filter((each) => !had.includes(each)).map((each) => `timer comes: ${each}`),
  ];
}

function without(one: object, other: object): string[] {
  return Object.keys(one).filter((key) => !Object.hasOwn(other, key));
}

function instant(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}
