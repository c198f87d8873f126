import { randomUUID } from 'node:crypto';
import { declareIncident } from '../../src/engine/declare.ts';
import type { Engine, Rules } from '../../src/engine/engine.ts';
import { rules } from '../../src/engine/engine.ts';
import { StoryClock } from '../../src/engine/story-clock.ts';
import type { Declare, Incident } from '../../src/incident/types.ts';
import { Policy } from '../../src/policy/schema.ts';
import type { Gesture } from '../../src/slack/ports.ts';
import { type ConnectOptions, connect } from '../../src/store/connect.ts';
import { ensureOrganisation, Policies } from '../../src/store/policies.ts';

export const teamId = 'T0TEST';

/** A small policy: two severities, a commander and a role for three. */
export const testPolicy: Policy = Policy.parse({
  version: 2,
  name: 'Test',
  severities: [
    {
      key: 'sev1',
      name: 'SEV1',
      meaning: 'Everybody is hit',
      update_every_minutes: 30,
      commander_within_minutes: 5,
    },
    { key: 'sev2', name: 'SEV2', meaning: 'Some are hit' },
  ],
  default_severity: 'sev2',
  statuses: [
    { key: 'investigating', name: 'Investigating', phase: 'active' },
    { key: 'monitoring', name: 'Monitoring', phase: 'mitigated' },
  ],
  roles: [
    { key: 'commander', name: 'Incident commander' },
    { key: 'helper', name: 'Helper', max: 3 },
  ],
});

/** An engine as one process has it, over the database at this URL. */
export async function startEngine(
  url: string,
  options: {
    rules?: Partial<Rules>;
    kick?: () => void;
    connect?: ConnectOptions;
    /** The policy in force; `testPolicy` unless given. */
    policy?: Policy;
  } = {},
): Promise<Engine> {
  const policy = options.policy ?? testPolicy;
  // A busy machine keeps nobody's time.
  const database = connect(url, { leeway: 6, ...options.connect });
  const policies = new Policies();
  await database.work.use(async ({ sql }) => {
    await ensureOrganisation(sql, { teamId, policy, hash: 'test', source: 'test' });
    await policies.activate(sql, 'test');
  });
  return {
    teamId,
    database,
    policies,
    clock: new StoryClock(),
    rules: { ...rules, ...options.rules },
    kick: options.kick ?? (() => {}),
  };
}

export function gesture(key: string | null = null): Gesture {
  return { key, correlationId: randomUUID() };
}

export function declaration(changes: Partial<Declare> = {}): Declare {
  return {
    type: 'declare',
    by: 'U0ANA',
    title: 'API is down',
    severity: 'sev1',
    summary: 'Nobody can log in',
    isPrivate: false,
    isDrill: false,
    origin: null,
    ...changes,
  };
}

/** Declares and gives the incident; fails when that was refused. */
export async function declared(engine: Engine, changes: Partial<Declare> = {}): Promise<Incident> {
  const outcome = await declareIncident(engine, declaration(changes), gesture());
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
  return outcome.incident;
}
