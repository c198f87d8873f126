import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { commanderRole, holdersOf } from '../lookup.ts';
import { actingHolders } from '../people.ts';
import { running } from '../timer-rule.ts';
import type { Phase } from '../types.ts';

/** What makes a clock, before it is known where it stands. */
export interface Source {
  /**
   * What calls it, for ever: `respond`, `resolve`, `triage`, `kind`, `call`, `status_page`,
   * `postmortem`, or what sort it is and which: `role.scribe`, `status.open`, `stage.repair`,
   * `tasks.first_aid`, `action_item.3`, `runbook.redis.0`, `own.first_word`.
   */
  key: string;
  /** An instant that stands in the incident. */
  startedAt: Date;
  /** How long it has, or by which instant. */
  length: { minutes: number; workingTime: boolean } | { until: Date; warnAt: Date | null };
  /** When what it waits for happened; null: it runs. */
  endedAt: Date | null;
  /** Phases in which it runs. */
  phases: readonly Phase[];
  isPausable: boolean;
  /** Who is told directly when it is missed, as the policy writes people. */
  tells: string[];
  /** The escalation path that is climbed when it is missed. */
  escalates: string | null;
  /** Whether it is warned of before. */
  warns: boolean;
  /** Whether it waits for somebody's work, who is asked again when it is late. */
  asks: boolean;
  /** Whether the room hears of it. */
  inRoom: boolean;
}

/** Which sort of clock a key names, and which of them. */
export function sortOf(key: string): { sort: string; which: string } {
  const [sort = '', ...rest] = key.split('.');
  return { sort, which: rest.join('.') };
}

/** What most clocks are: in the room, warned of, pausable, while the incident is worked on. */
export const usual = {
  endedAt: null,
  phases: running,
  isPausable: true,
  tells: [],
  escalates: null,
  warns: true,
  asks: false,
  inRoom: true,
} satisfies Partial<Source>;

/** Since when enough people do a role's work; null while too few do. */
export function filledAt(
  incident: Draft,
  policy: Policy,
  role: { key: string; min: number },
): Date | null {
  const count = Math.max(1, role.min);
  if (actingHolders(incident, role.key, policy).length < count) return null;
  return holdersOf(incident, role.key)[count - 1]?.since ?? incident.declaredAt;
}

/** When a clock was seen to end. */
export function endKept({ state }: Draft, key: string): Date | null {
  return Object.hasOwn(state.clocks, key) ? (state.clocks[key]?.endedAt ?? null) : null;
}

/** Who is asked for what outlives an incident: who commanded it, else who declared it. */
export function whoLed(incident: Draft, policy: Policy): string[] {
  const commander = commanderRole(policy);
  const isCommanded = holdersOf(incident, commander).length > 0;
  return isCommanded ? [`role:${commander}`] : [incident.declaredBy];
}
