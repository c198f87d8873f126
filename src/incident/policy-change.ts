import type { Policy } from '../policy/schema.ts';
import { withCadence } from './changes.ts';
import { milestoneKeys } from './course/milestones.ts';
import { accept, entry, type Of, refuse, type Scene, sync, tellRoom } from './decision.ts';
import { commanderRole, isEnded } from './lookup.ts';
import { listOf } from './tasks/lists.ts';
import { owedBy } from './telling/obligations.ts';
import type { Decision, Incident, IncidentState } from './types.ts';

/** An incident moves to another policy: what that one knows stays, what it does not know goes. */

/** `muster policy apply --to`: moves the incident to another policy, by its hash. */
export interface ChangePolicy {
  type: 'change_policy';
  hash: string;
  /** What people call that policy, and the one before. */
  name: string;
  previous: string;
  /** Keys to go on with where that policy does not have the incident's own. */
  instead: { severity?: string; kind?: string; status?: string };
}

/** What the other policy must know before an incident can move to it. */
export interface Unknown {
  what: 'severity' | 'kind' | 'status' | 'measure' | 'obligation';
  key: string;
  /** What it knows instead. */
  allowed: string[];
}

/**
 * `policy` of the scene is the one it moves to; the command names it. What stands in the way is
 * refused by name: a severity, kind or status it does not have (`instead` may name another), a
 * measure in force or an obligation open that nobody could end any more.
 */
export function changePolicy(
  { incident, policy, now }: Scene,
  command: Of<'change_policy'>,
): Decision {
  const { hash, name, previous, instead } = command;
  if (isEnded(incident.phase)) return refuse({ code: 'ended', phase: incident.phase });
  if (incident.policyHash === hash) return refuse({ code: 'same_policy' });
  const named = renamed(incident, policy, instead);
  const unknown = [...unknownNames(named, policy), ...unknownOpen(named, policy)];
  if (unknown.length > 0) return refuse({ code: 'cannot_move', unknown });
  const moved = known({ ...named, policyHash: hash }, policy, now);
  return accept(
    withCadence(moved, policy, now),
    entry(
      'change_policy',
      { kind: 'operator' },
      { name, previous, hash, was: incident.policyHash },
    ),
    [tellRoom({ type: 'policy_changed', name, previous }), ...sync('card', 'topic', 'news')],
  );
}

/** With the names that were given instead of its own, and none where the policy has no such thing. */
function renamed(
  incident: Incident,
  policy: Policy,
  instead: Of<'change_policy'>['instead'],
): Incident {
  const severity =
    policy.severities.length === 0
      ? null
      : (instead.severity ?? incident.severity ?? policy.default_severity ?? null);
  const kind =
    policy.kinds.length === 0
      ? null
      : (instead.kind ?? incident.state.kind ?? policy.default_kind ?? null);
  const status = instead.status ?? incident.status;
  const phase = policy.statuses.find(({ key }) => key === status)?.phase;
  const follows = incident.phase !== 'resolved' && incident.phase !== 'reviewing';
  return {
    ...incident,
    severity,
    status,
    phase: follows && phase ? phase : incident.phase,
    state: { ...incident.state, kind },
  };
}

function unknownNames({ severity, status, state }: Incident, policy: Policy): Unknown[] {
  const check = (what: Unknown['what'], key: string | null, list: { key: string }[]): Unknown[] => {
    const allowed = list.map((each) => each.key);
    return key === null || allowed.includes(key) ? [] : [{ what, key, allowed }];
  };
  return [
    ...check('severity', severity, policy.severities),
    ...check('kind', state.kind, policy.kinds),
    ...check('status', status, policy.statuses),
  ];
}

/** What somebody must still end, and nobody could. */
export function unknownOpen(incident: Incident, policy: Policy): Unknown[] {
  const { state } = incident;
  const measures = policy.measures.map(({ key }) => key);
  return [
    ...Object.entries(state.measures)
      .filter(([key, { status }]) => status === 'in_force' && !measures.includes(key))
      .map(([key]) => ({ what: 'measure' as const, key, allowed: measures })),
    ...unknownObligations(incident, policy),
  ];
}

/** Open obligations of an incident that a policy does not know, so that nobody could meet them under it. */
function unknownObligations({ state }: Pick<Incident, 'state'>, policy: Policy): Unknown[] {
  const allowed = policy.obligations.map(({ key }) => key);
  return Object.entries(state.obligations)
    .filter(([key, { status }]) => status === 'open' && owedBy(policy, key) === null)
    .map(([key]) => ({ what: 'obligation', key, allowed }));
}

/** What the policy knows of its state. The timeline keeps all that happened. */
function known(incident: Incident, policy: Policy, now: Date): Incident {
  const { state } = incident;
  const among = (list: { key: string }[]) => (key: string) => list.some((each) => each.key === key);
  const isRole = among(policy.roles);
  const milestones = milestoneKeys(policy);
  const isAudience = among(policy.audiences);
  const stays: IncidentState = {
    ...state,
    modules: state.modules.filter(among(policy.modules)),
    criteria: kept(state.criteria, among(policy.triage.criteria)),
    fields: Object.fromEntries(
      Object.entries(state.fields).filter(([key, value]) => fits(policy, key, value)),
    ),
    lists: kept(state.lists, (key) => listOf(policy, key) !== undefined),
    tasks: kept(state.tasks, (path) => hasStep(policy, path)),
    measures: kept(state.measures, among(policy.measures)),
    stage: state.stage && among(policy.stages)(state.stage.key) ? state.stage : null,
    publicState:
      state.publicState && among(policy.public_states)(state.publicState.key)
        ? state.publicState
        : null,
    approvals: kept(
      state.approvals,
      (key) => !key.startsWith('gate:') || among(policy.gates)(key.split(':')[1] ?? ''),
    ),
    milestones: kept(state.milestones, (key) => milestones.includes(key)),
    messages: state.messages.filter(
      ({ audience, status }) => status !== 'prepared' || isAudience(audience),
    ),
    obligations: kept(state.obligations, (key) => owedBy(policy, key) !== null),
    roles: kept(state.roles, isRole),
    offers: kept(state.offers, isRole),
  };
  const commands = Object.hasOwn(stays.roles, commanderRole(policy));
  const since = commands ? null : (state.commanderlessSince ?? now);
  return { ...incident, state: { ...stays, commanderlessSince: since } };
}

function kept<T>(record: Record<string, T>, isKnown: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => isKnown(key)));
}

function hasStep(policy: Policy, path: string): boolean {
  const [list = '', step, part] = path.split('.');
  const found = listOf(policy, list)?.steps.find(({ key }) => key === step);
  if (!found) return false;
  return part === undefined || found.steps.some(({ key }) => key === part);
}

/** Whether a field of the policy can hold the value; a list of choices may have become a number. */
function fits(policy: Policy, key: string, value: IncidentState['fields'][string]): boolean {
  const field = policy.fields.find((each) => each.key === key);
  const choice = (each: string) => field?.choices.some((known) => known.key === each) ?? false;
  switch (field?.type) {
    case undefined:
      return false;
    case 'number':
    case 'money':
      return typeof value === 'number';
    case 'yes_no':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && choice(value);
    case 'choices':
      return Array.isArray(value) && value.every(choice);
    case 'people':
    case 'modules':
    case 'files':
      return Array.isArray(value);
    default:
      return typeof value === 'string';
  }
}
