import { holds } from '../incident/conditions.ts';
import { milestoneAt } from '../incident/course/milestones.ts';
import { minutesAfter } from '../incident/timers.ts';
import type { Incident } from '../incident/types.ts';
import type { EscalationPath } from '../policy/language/on-call.ts';
import type { Policy } from '../policy/schema.ts';
import { milestoneName } from '../views/course/names.ts';
import { duration } from '../views/duration.ts';
import { toPlain } from '../views/mrkdwn.ts';
import { whoText } from '../views/people.ts';
import { afterwards } from './afterwards.ts';
import { instantOf } from './instant.ts';
import type { Scenario, SimulatedEvent } from './types.ts';

/** What the policy says of this incident that Muster does not act on yet. */

/** One thing ahead, before it is an event. */
export interface Ahead {
  /** Key of the policy that says so. */
  what: string;
  /** Null: the policy says no instant. */
  at: Date | null;
  text: string;
  who?: string[];
}

export function ahead(policy: Policy, scenario: Scenario, incident: Incident): SimulatedEvent[] {
  const end = minutesAfter(scenario.at, scenario.forMinutes);
  const over = incident.resolvedAt ?? incident.closedAt;
  const during = [
    ...targets(policy, incident),
    ...roles(policy, incident),
    ...decisions(policy, incident),
    ...escalations(policy, incident),
    ...onCall(policy),
    ...windows(policy, incident),
    ...cadences(policy, incident),
    ...runbooks(policy, incident),
    // Once it is resolved nobody waits for these any more.
  ].filter(({ at }) => !at || !over || at <= over);
  const inTime = during.filter(({ at }) => !at || at <= end);
  // What comes afterwards is told however late it is.
  return [...inTime, ...afterwards(policy, incident)].map(({ what, at, text, who = [] }) => ({
    ...instantOf(at, scenario, policy),
    cause: 'policy',
    what,
    text,
    who: who.map((ref) => toPlain(whoText(policy, [ref]))),
    told: [],
    enforced: false,
    refused: false,
  }));
}

function targets(policy: Policy, { severity, declaredAt }: Incident): Ahead[] {
  const known = policy.severities.find(({ key }) => key === severity);
  if (!known) return [];
  const { respond_within_minutes: respond, resolve_within_minutes: resolve } = known;
  return [
    ...(known && respond !== undefined
      ? [
          {
            what: 'severities[].respond_within_minutes',
            at: minutesAfter(declaredAt, respond),
            text: `${known.name}: somebody should have answered by now`,
          },
        ]
      : []),
    ...(resolve !== undefined
      ? [
          {
            what: 'severities[].resolve_within_minutes',
            at: minutesAfter(declaredAt, resolve),
            text: `${known.name}: it should be resolved by now`,
          },
        ]
      : []),
  ];
}

function roles(policy: Policy, incident: Incident): Ahead[] {
  return policy.roles
    .filter((role) => role.within_minutes && holds(role.needed, incident, policy))
    .filter(({ key }) => (incident.state.roles[key] ?? []).length === 0)
    .map((role) => ({
      what: 'roles[].within_minutes',
      at: from(milestoneAt(incident, role.of), role.within_minutes ?? 0),
      text: `${role.name} should be filled by now`,
      who: role.may_hold,
    }));
}

/** Null where what it counts from was not reached. */
function from(start: Date | null, minutes: number): Date | null {
  return start && minutesAfter(start, minutes);
}

/** So long after a milestone; null where it was not reached. */
function after(incident: Incident, milestone: string, minutes: number): Date | null {
  const from = milestoneAt(incident, milestone);
  return from ? minutesAfter(from, minutes) : null;
}

/** By when it should be known whether it is one, what kind it is, and people should be in the call. */
function decisions(policy: Policy, incident: Incident): Ahead[] {
  const { triage, call } = policy;
  const kind = policy.kinds.find(({ key }) => key === incident.state.kind);
  const settle = kind?.unsettled ? kind.settle_within_minutes : undefined;
  return [
    ...(triage.within_minutes === undefined
      ? []
      : [
          {
            what: 'triage.within_minutes',
            at: after(incident, triage.of, triage.within_minutes),
            text: 'It should be decided by now whether it is an incident',
          },
        ]),
    ...(settle === undefined
      ? []
      : [
          {
            what: 'kinds[].settle_within_minutes',
            at: minutesAfter(incident.state.kindSince ?? incident.declaredAt, settle),
            text: `${kind?.name ?? ''}: it should be settled by now what it is`,
          },
        ]),
    ...(call.join_within_minutes === undefined
      ? []
      : [
          {
            what: 'call.join_within_minutes',
            at: after(incident, 'call_started', call.join_within_minutes),
            text: `Everybody should be in the call, ${duration(policy, call.join_within_minutes)} after it was started`,
          },
        ]),
  ];
}

function escalations(policy: Policy, incident: Incident): Ahead[] {
  const kind = policy.kinds.find(({ key }) => key === incident.state.kind);
  return policy.escalation
    .filter((path) => kind?.forces.escalation === path.key || holds(path.when, incident, policy))
    .flatMap((path) => levels(path, policy, incident));
}

function levels(path: EscalationPath, policy: Policy, incident: Incident): Ahead[] {
  return path.levels
    .filter((level) => holds(level.when, incident, policy))
    .map((level) => {
      const by = level.after_minutes;
      const how = by === undefined ? ', climbed by hand' : '';
      const only = level.if ? ` (${level.if})` : '';
      const rotation = policy.on_call.find(({ key }) => key === level.on_call);
      const contact = policy.directory.contacts.find(({ key }) => key === level.contact);
      return {
        what: 'escalation',
        at: by === undefined ? null : minutesAfter(incident.declaredAt, by),
        text: `${path.name}: ${level.name}${only}${how}`,
        who: [
          ...level.to,
          ...(contact ? [contact.name] : []),
          ...(rotation ? [`on call: ${rotation.name}`] : []),
        ],
      };
    });
}

function onCall(policy: Policy): Ahead[] {
  return policy.on_call.map((rotation) => ({
    what: 'on_call',
    at: null,
    text: `On call: ${rotation.name}${rotation.covers ? `, ${rotation.covers}` : ''}`,
    who: rotation.people,
  }));
}

function windows(policy: Policy, incident: Incident): Ahead[] {
  const all = [
    ...policy.statuses.map((each) => ({ ...each, what: 'statuses[].window' })),
    ...policy.stages.map((each) => ({ ...each, what: 'stages[].window' })),
  ];
  return all.flatMap(({ what, name, window }) => {
    if (!window) return [];
    const from = milestoneAt(incident, window.of);
    const milestone = milestoneName(policy, window.of);
    const ends = from ? minutesAfter(from, window.to_minutes) : null;
    const begins = duration(policy, window.from_minutes);
    const between = `${window.from_minutes === 0 ? 'at once' : begins} to ${duration(policy, window.to_minutes)} after ${milestone}`;
    return [{ what, at: ends, text: `${name} should be over by now (${between})` }];
  });
}

/** When an entry on the status page should be renewed: the first time, and how often after it. */
function cadences(policy: Policy, incident: Incident): Ahead[] {
  const every = policy.status_page.update_every_minutes;
  if (every === undefined) return [];
  return [
    {
      what: 'status_page.update_every_minutes',
      at: minutesAfter(incident.declaredAt, every),
      text: `The status page is updated by now, and every ${duration(policy, every)} after`,
    },
  ];
}

/** Where a runbook that was started leads when it does not help. */
function runbooks(policy: Policy, incident: Incident): Ahead[] {
  return policy.runbooks.flatMap((runbook) => {
    const started = incident.state.lists[runbook.key];
    if (!started) return [];
    return runbook.escalation.map((step) => ({
      what: 'runbooks[].escalation[].after_minutes',
      at: step.after_minutes ? minutesAfter(started.at, step.after_minutes) : null,
      text: [`${runbook.name}: go further`, step.if, step.text]
        .filter((each) => each !== undefined)
        .join('; '),
      who: [...step.to, ...(step.contact ? [step.contact] : [])],
    }));
  });
}
