import type { IncidentView } from '../incident/places.ts';
import type { PersonCommand } from '../incident/types.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { doneMessage } from '../views/done.ts';
import { refusalMessage } from '../views/refusal.ts';
import { say } from '../views/say.ts';
import type { Asking } from './gesture.ts';
import { viewOf } from './gesture.ts';
import type { Outcome } from './ports.ts';

/** Carries a command out and says to who asked what became of it. */
export async function carryOut(
  asking: Asking,
  view: IncidentView,
  command: PersonCommand,
): Promise<Message> {
  const { desk, gesture } = asking;
  const outcome = await desk.ports.run(view.incident.id, command, gesture);
  return outcomeMessage(asking, view, command, outcome);
}

export async function outcomeMessage(
  asking: Asking,
  view: IncidentView,
  command: PersonCommand,
  outcome: Outcome,
): Promise<Message> {
  const { desk } = asking;
  if (!outcome.ok) {
    const incident = outcome.incident ?? view.incident;
    const policy = await desk.ports.policyOf(incident);
    return refusalMessage(policy, outcome.refusal, incident);
  }
  if (outcome.repeated) {
    return shortMessage(say(desk.ports.activePolicy(), 'done.repeated'));
  }
  const after = { incident: outcome.decision.incident, places: view.places };
  return doneMessage(await viewOf(desk, after), command);
}
