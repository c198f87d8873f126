import type { Incident } from '../incident/types.ts';
import { notEnforced } from '../policy/not-enforced.ts';
import type { Policy } from '../policy/schema.ts';
import { toPlain } from '../views/mrkdwn.ts';
import { whoText } from '../views/people.ts';
import { afterwards } from './afterwards.ts';
import { instantOf } from './instant.ts';
import type { Scenario, SimulatedEvent } from './types.ts';

/** What the policy says of this incident that no rule brings about by itself, or none yet. */

/** One thing ahead, before it is an event. */
export interface Ahead {
  /** Key of the policy that says so. */
  what: string;
  /** Null: the policy says no instant. */
  at: Date | null;
  text: string;
  who?: string[];
}

/** What comes afterwards is told however late it is. */
export function ahead(policy: Policy, scenario: Scenario, incident: Incident): SimulatedEvent[] {
  return afterwards(policy, incident).map(({ what, at, text, who = [] }) => ({
    ...instantOf(at, scenario, policy),
    cause: 'policy',
    what,
    text,
    who: who.map((ref) => toPlain(whoText(policy, [ref]))),
    told: [],
    enforced: !notEnforced.includes(what),
    refused: false,
  }));
}
