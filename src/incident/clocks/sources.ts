import type { Stage, Status } from '../../policy/language/course.ts';
import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { minutesAfter } from '../instants.ts';
import { unsettledKind } from '../kinds/settled.ts';
import { isUndecided } from '../kinds/triage.ts';
import { commanderRole } from '../lookup.ts';
import { running, unclosed } from '../timer-rule.ts';
import type { Phase } from '../types.ts';
import { afterwardsSources } from './afterwards.ts';
import { awaitedSince } from './clock-people.ts';
import { ownSources } from './own.ts';
import { endKept, filledAt, type Source, usual } from './source.ts';
import { statusPageSources } from './status-page.ts';
import { taskSources } from './task-sources.ts';

/** Where an incident's clocks come from: each key of the policy that says by when. */

/** "At once" cannot be kept by anybody: it is late after so many minutes. */
const atOnceMinutes = 1;

/** All that has to happen by some time, those that ended among them, in the order in which they are shown. */
export function sourcesOf(incident: Draft, policy: Policy): Source[] {
  return [
    ...answerSources(incident, policy),
    ...decisionSources(incident, policy),
    ...roleSources(incident, policy),
    ...ownSources(incident, policy),
    ...callSources(incident, policy),
    ...windowSources(incident, policy),
    ...statusPageSources(incident, policy),
    ...taskSources(incident, policy),
    ...afterwardsSources(incident, policy),
  ];
}

function lasting(minutes: number): Source['length'] {
  return { minutes, workingTime: false };
}

/** By when somebody answers, and by when it is resolved: what the severity and the targets say. */
function answerSources(incident: Draft, policy: Policy): Source[] {
  const severity = policy.severities.find(({ key }) => key === incident.severity);
  const respond = severity?.respond_within_minutes;
  const targets = policy.metrics.targets
    .filter((target) => target.severity === incident.severity)
    .map((target) => target.resolve_within_minutes);
  const resolve = [...targets, severity?.resolve_within_minutes ?? []].flat();
  const startedAt = incident.declaredAt;
  return [
    ...(respond === undefined
      ? []
      : [
          {
            ...usual,
            key: 'respond',
            startedAt,
            length: lasting(respond || atOnceMinutes),
            endedAt: milestoneAt(incident, 'acknowledged'),
          },
        ]),
    ...(resolve.length === 0
      ? []
      : [
          {
            ...usual,
            key: 'resolve',
            startedAt,
            length: lasting(Math.min(...resolve)),
            endedAt: milestoneAt(incident, 'resolved'),
          },
        ]),
  ];
}

/** By when it is decided whether it is one, and what sort it is. */
function decisionSources(incident: Draft, policy: Policy): Source[] {
  const { within_minutes: within, of } = policy.triage;
  const from = milestoneAt(incident, of);
  const confirmedAt = milestoneAt(incident, 'confirmed');
  const isAsked = isUndecided(incident) || confirmedAt !== null;
  const unsettled = unsettledKind(incident, policy);
  const settle = unsettled?.kind.settle_within_minutes;
  return [
    ...(within === undefined || !from || !isAsked
      ? []
      : [
          {
            ...usual,
            key: 'triage',
            startedAt: from,
            length: lasting(within),
            endedAt: confirmedAt,
            asks: true,
          },
        ]),
    ...(settle === undefined
      ? []
      : [
          {
            ...usual,
            key: 'kind',
            startedAt: incident.state.kindSince ?? incident.declaredAt,
            length: lasting(settle),
            asks: true,
          },
        ]),
  ];
}

/**
 * By when roles are filled. Once one was, the clock is over, whoever gives it up later. Where the room
 * is nudged for a commander anyway, the clock of that role says nothing.
 */
function roleSources(incident: Draft, policy: Policy): Source[] {
  const severity = policy.severities.find(({ key }) => key === incident.severity);
  const nudged = severity?.commander_within_minutes ? commanderRole(policy) : null;
  return policy.roles.flatMap((role) => {
    const from = milestoneAt(incident, role.of);
    if (!role.within_minutes || !from || !holds(role.needed, incident, policy)) return [];
    const key = `role.${role.key}`;
    return [
      {
        ...usual,
        key,
        startedAt: from,
        length: lasting(role.within_minutes),
        endedAt: endKept(incident, key) ?? filledAt(incident, policy, role),
        warns: role.key !== nudged,
        inRoom: role.key !== nudged,
      },
    ];
  });
}

/** By when all who have a role are in the call; whoever takes one in it has as long as the others had. */
function callSources(incident: Draft, policy: Policy): Source[] {
  const within = policy.call.join_within_minutes;
  const startedAt = awaitedSince(incident);
  if (within === undefined || !startedAt) return [];
  return [{ ...usual, key: 'call', startedAt, length: lasting(within) }];
}

/** By when the status and the stage it is in should be over. They are at risk late in their window, not in all the time before it. */
function windowSources(incident: Draft, policy: Policy): Source[] {
  const status = policy.statuses.find(({ key }) => key === incident.status);
  const stage = policy.stages.find(({ key }) => key === incident.state.stage?.key);
  const sourceOf = (of: Status | Stage | undefined, sort: string, phases: readonly Phase[]) => {
    const window = of?.window;
    const from = window ? milestoneAt(incident, window.of) : null;
    if (!window || !from) return [];
    const { from_minutes: begins, to_minutes: ends } = window;
    const { warn_at: share, quiet_below_minutes: least } = policy.clock;
    const lasts = ends - begins;
    const warnAt = lasts < least ? null : minutesAfter(from, begins + lasts * share);
    const length = { until: minutesAfter(from, ends), warnAt };
    return [{ ...usual, key: `${sort}.${of.key}`, startedAt: from, length, phases }];
  };
  return [...sourceOf(status, 'status', running), ...sourceOf(stage, 'stage', unclosed)];
}
