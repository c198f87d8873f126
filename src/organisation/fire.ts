import type { OrganisationScene } from './timer-rule.ts';
import { organisationTimerKinds, organisationTimerRules } from './timer-rules.ts';
import { organisationTimersFor } from './timers.ts';
import type {
  FireOrganisationTimers,
  OrganisationDecision,
  OrganisationEffect,
  OrganisationEntry,
} from './types.ts';

/**
 * What is due by `now` happens once: each rule records it in the state, so that it is due no more. A
 * key that is not there (any more) or not due yet is passed over: accepted, with nothing to tell.
 */
export function fireTimers(
  { organisation, policy, now }: OrganisationScene,
  { keys }: FireOrganisationTimers,
): OrganisationDecision {
  const due = organisationTimersFor(organisation, policy).filter(
    ({ key, dueAt }) => dueAt <= now && keys.includes(key),
  );
  let after = organisation;
  const effects: OrganisationEffect[] = [];
  const told: { kind: OrganisationEntry['type']; data: Record<string, unknown> }[] = [];
  for (const kind of organisationTimerKinds) {
    const ofKind = due.filter((timer) => timer.kind === kind);
    if (ofKind.length === 0) continue;
    const scene = { organisation: after, policy, now };
    const happened = organisationTimerRules[kind](scene, ofKind);
    after = { ...after, state: happened.state };
    effects.push(...happened.effects);
    if (happened.data) told.push({ kind, data: happened.data });
  }
  const [first, ...others] = told;
  const entry: OrganisationEntry | null = first
    ? {
        type: first.kind,
        actor: { kind: 'clock' },
        data:
          others.length > 0 ? Object.fromEntries(told.map((t) => [t.kind, t.data])) : first.data,
      }
    : null;
  return { ok: true, organisation: after, entry, effects };
}
