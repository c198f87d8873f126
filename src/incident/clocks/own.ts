import type { Clock as OwnClock } from '../../policy/language/clock.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { isSettled, taskAt } from '../tasks/progress.ts';
import { outliving, running, unclosed } from '../timer-rule.ts';
import type { Phase } from '../types.ts';
import { endKept, filledAt, type Source, usual, whoLed } from './source.ts';

/** The policy's own clocks. */
export function ownSources(incident: Draft, policy: Policy): Source[] {
  return policy.clocks.flatMap((clock) => {
    const from = milestoneAt(incident, clock.of);
    if (!from || !holds(clock.when, incident, policy)) return [];
    const key = `own.${clock.key}`;
    const phases = phasesOf(clock);
    return [
      {
        ...usual,
        key,
        startedAt: from,
        length: { minutes: clock.within_minutes, workingTime: clock.working_time },
        endedAt: endKept(incident, key) ?? ended(clock.until, incident, policy),
        phases,
        isPausable: clock.pausable,
        tells:
          clock.tells.length === 0 && phases === outliving ? whoLed(incident, policy) : clock.tells,
        escalates: clock.escalates ?? null,
      },
    ];
  });
}

/**
 * Most run while people work on the incident. What counts from its end, ends with closing, or waits
 * for an item of a checklist goes on until it is closed; what waits for the postmortem, or counts
 * from closing, goes on after that.
 */
function phasesOf({ of, until }: OwnClock): readonly Phase[] {
  if (until.postmortem || of === 'closed') return outliving;
  if (of === 'resolved' || until.milestone === 'closed' || until.item) return unclosed;
  return running;
}

/** When what it waits for happened; null while it did not. */
function ended(until: OwnClock['until'], incident: Draft, policy: Policy): Date | null {
  const { state } = incident;
  if (until.milestone) return milestoneAt(incident, until.milestone);
  if (until.postmortem) return bookedAt(incident);
  if (until.update) return state.updates.last?.at ?? null;
  if (until.told) {
    const sent = state.messages.find(
      ({ audience, status }) => audience === until.told && status === 'sent',
    );
    return sent?.sentAt ?? null;
  }
  if (until.item) {
    const task = taskAt(incident, policy, until.item);
    if (!task || task.status === 'not_needed' || !isSettled(task)) return null;
    return task.state?.at ?? incident.updatedAt;
  }
  const role = policy.roles.find(({ key }) => key === until.role);
  return role ? filledAt(incident, policy, role) : null;
}

/** When the postmortem got its date; one that was held had one. */
function bookedAt(incident: Draft): Date | null {
  return milestoneAt(incident, 'postmortem_booked') ?? milestoneAt(incident, 'postmortem_held');
}
