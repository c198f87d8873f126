import { holds } from '../incident/conditions.ts';
import { minutesAfter } from '../incident/timers.ts';
import type { Incident } from '../incident/types.ts';
import type { EscalationPath } from '../policy/language/on-call.ts';
import type { Policy } from '../policy/schema.ts';
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
    ...escalations(policy, incident),
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
