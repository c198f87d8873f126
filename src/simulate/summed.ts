import { isWorkingTime, nextWorkingTime } from '../calendar/business-time.ts';
import { shiftAt } from '../calendar/shifts.ts';
import { builtInMilestones, milestoneAt } from '../incident/course/milestones.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { milestoneName } from '../views/course/names.ts';
import { toPlain } from '../views/mrkdwn.ts';
import { whoText } from '../views/people.ts';
import { localTime } from './instant.ts';
import type { Scenario, SimulatedEvent, Simulation } from './types.ts';

/** A run as it is handed out: what happened, and how the incident stands at the end. */
export function summed(run: {
  policy: Policy;
  hash: string;
  scenario: Scenario;
  room: string;
  incident: Incident;
  events: SimulatedEvent[];
}): Simulation {
  const { policy, hash, scenario, room, incident, events } = run;
  const { at } = scenario;
  return {
    format: 1,
    policy: { name: policy.name, hash },
    declared: {
      at: at.toISOString(),
      local: localTime(at, policy),
      zone: policy.calendar.zone,
      in_working_hours: isWorkingTime(at, policy.calendar),
      next_working_time: nextWorkingTime(at, policy.calendar)?.toISOString() ?? null,
      title: scenario.title,
      severity: scenario.severity,
      kind: scenario.kind,
      modules: scenario.modules,
      fields: scenario.fields,
      private: scenario.isPrivate,
      drill: scenario.isDrill,
      on_call: onCallAt(policy, at),
    },
    for_minutes: scenario.forMinutes,
    room,
    events,
    lists: lists(policy, incident),
    obligations: obligations(policy, incident),
    milestones: milestones(policy, incident),
    ends: {
      severity: incident.severity,
      kind: incident.state.kind,
      status: incident.status,
      phase: incident.phase,
    },
    undecided: policy.undecided,
  };
}

function onCallAt(policy: Policy, at: Date): Simulation['declared']['on_call'] {
  return policy.on_call.map((schedule) => {
    const { people, untilAt } = shiftAt(schedule, at, policy.calendar.zone);
    return {
      key: schedule.key,
      name: schedule.name,
      people: people.map((ref) => toPlain(whoText(policy, [ref]))),
      until: untilAt?.toISOString() ?? null,
    };
  });
}

function lists(policy: Policy, incident: Incident): Simulation['lists'] {
  return Object.entries(incident.state.lists).map(([key, { at }]) => {
    const checklist = policy.checklists.find((each) => each.key === key);
    const runbook = policy.runbooks.find((each) => each.key === key);
    const items = checklist?.items ?? [...(runbook?.diagnosis ?? []), ...(runbook?.steps ?? [])];
    const name = checklist?.name ?? runbook?.name ?? key;
    return { key, name, at: at.toISOString(), items: items.length };
  });
}

function obligations(policy: Policy, incident: Incident): Simulation['obligations'] {
  return Object.entries(incident.state.obligations).map(([key, { openedAt, dueAt, status }]) => {
    const known = policy.obligations.find((each) => each.key === key.split(':')[0]);
    return {
      key,
      name: known?.name ?? key,
      to: known?.to ?? '',
      opened_at: openedAt.toISOString(),
      due_at: dueAt?.toISOString() ?? null,
      status,
    };
  });
}

function milestones(policy: Policy, incident: Incident): Simulation['milestones'] {
  const keys = new Set([
    ...builtInMilestones,
    ...policy.milestones.map(({ key }) => key),
    ...Object.keys(incident.state.milestones),
  ]);
  return [...keys]
    .flatMap((key) => {
      const at = milestoneAt(incident, key);
      return at ? [{ key, name: milestoneName(policy, key), at: at.toISOString() }] : [];
    })
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
