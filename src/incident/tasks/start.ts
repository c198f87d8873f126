import type { Runbook } from '../../policy/language/lists.ts';
import type { Policy } from '../../policy/schema.ts';
import { withCadence } from '../changes.ts';
import { worse } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { sync, tellRoom } from '../decision.ts';
import { severityOf } from '../lookup.ts';
import type { Effect, UserId } from '../types.ts';
import type { TasksAlso, TasksState } from './types.ts';

/** A list that is being started. `by` null: by itself. */
export interface Starting {
  key: string;
  by: UserId | null;
  parameters: Record<string, string>;
}

/** What starting a list made of an incident. */
interface Started<D extends Draft> {
  after: D;
  also: TasksAlso[];
  effects: Effect[];
}

/**
 * The incident with a list started, and what else that means: a runbook may say that it is at least
 * so bad, or of this kind. A list that was started stays as it is.
 */
export function withList<D extends Draft>(
  incident: D,
  policy: Policy,
  { key, by, parameters }: Starting,
  now: Date,
): Started<D> {
  if (Object.hasOwn(incident.state.lists, key)) return { after: incident, also: [], effects: [] };
  const lists = { ...incident.state.lists, [key]: { at: now, by, parameters } };
  const started = withTasks(incident, { lists });
  const runbook = policy.runbooks.find((each) => each.key === key);
  return runbook ? forced(started, policy, { runbook, by }, now) : alone(started);
}

function alone<D extends Draft>(after: D): Started<D> {
  return { after, also: [], effects: [] };
}

function forced<D extends Draft>(
  incident: D,
  policy: Policy,
  { runbook, by }: { runbook: Runbook; by: UserId | null },
  now: Date,
): Started<D> {
  const { severity, kind } = runbook.forces;
  const { kind: before } = incident.state;
  const settled = kind && kind !== before ? withKind(incident, kind, now) : alone(incident);
  const { severity: from } = incident;
  const to = severity ? worse(policy, from, severity) : from;
  if (to === null || to === from) return settled;
  const after = withCadence({ ...settled.after, severity: to }, policy, now);
  const also: TasksAlso[] = [...settled.also, { type: 'list_raised', severity: to }];
  return { after, also, effects: raisedEffects(after, policy, { from, to, by, runbook }) };
}

function withKind<D extends Draft>(incident: D, kind: string, now: Date): Started<D> {
  const after = { ...incident, state: { ...incident.state, kind, kindSince: now } };
  return { after, also: [{ type: 'list_settled', kind }], effects: [] };
}

/** The room learns why it is worse, and those come whom the policy wants for that. */
function raisedEffects(
  incident: Draft,
  policy: Policy,
  {
    from,
    to,
    by,
    runbook,
  }: { from: string | null; to: string; by: UserId | null; runbook: Runbook },
): Effect[] {
  const reason = runbook.name;
  const invite = incident.isPrivate ? [] : (severityOf(policy, to)?.invite ?? []);
  return [
    ...(by ? [tellRoom({ type: 'severity_changed', from, to, reason, by })] : []),
    ...sync('topic', 'news'),
    ...(invite.length > 0
      ? [{ family: 'sync', type: 'sync_invite', who: invite.map((ref) => ({ ref })) } as const]
      : []),
  ];
}

/** The incident with some of what it keeps of tasks replaced. */
export function withTasks<D extends Draft>(incident: D, changes: Partial<TasksState>): D {
  return { ...incident, state: { ...incident.state, ...changes } };
}
