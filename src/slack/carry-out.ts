import type { IncidentView } from '../incident/places.ts';
import type { Incident, PersonCommand, UserId } from '../incident/types.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { doneMessage } from '../views/done.ts';
import { refusalMessage } from '../views/refusal.ts';
import { say } from '../views/say.ts';
import type { Asking, Desk } from './gesture.ts';
import { viewOf } from './gesture.ts';
import type { Gesture, Outcome } from './ports.ts';

/**
 * Carries a command out and says to who asked what became of it. Null where they see that in the
 * room they stand in anyway.
 */
export async function carryOut(
  asking: Asking,
  view: IncidentView,
  command: PersonCommand,
): Promise<Message | null> {
  const { desk, gesture } = asking;
  const outcome = await run(desk, view.incident, command, gesture);
  if (isHeard(asking, view, command, outcome)) return null;
  return outcomeMessage(asking, view, command, outcome);
}

/** Commands of which the room's message says all that their answer would. */
const saidInRoom: ReadonlySet<PersonCommand['type']> = new Set([
  'take_role',
  'assign_role',
  'give_up_role',
  'accept_handover',
  'change_severity',
  'change_kind',
  'confirm_incident',
  'decline_incident',
  'change_status',
  'change_stage',
  'change_public_state',
  'approve',
  'ask_approval',
  'start_call',
  'end_call',
  'escalate',
  'stop_escalation',
  'page',
  'acknowledge_page',
  'cannot_come',
  'set_postmortem_status',
]);

/** Commands that change the very message whose button was pressed: it says what an answer would. */
const shownInMessage: ReadonlySet<PersonCommand['type']> = new Set([
  'vote_slot',
  'take_postmortem',
  'read_postmortem',
  'set_postmortem_status',
  'take_meeting_role',
  'give_up_meeting_role',
  'tick_closing',
  'start_meeting',
  'next_part',
  'extend_part',
  'pause_meeting',
  'resume_meeting',
  'end_meeting',
]);

/** Whether a message to everyone follows where they did it; a panel shows its answer in any case. */
function isHeard(
  { channelId, inPanel, inShared }: Asking,
  { places }: IncidentView,
  { type }: PersonCommand,
  outcome: Outcome,
): boolean {
  if (!outcome.ok || outcome.repeated || inPanel) return false;
  if (channelId === null || channelId !== places.roomId) return false;
  if (inShared && shownInMessage.has(type)) return true;
  if (!saidInRoom.has(type) || places.roomThreadTs !== null) return false;
  const { effects } = outcome.decision;
  return effects.some((effect) => effect.type === 'announce' && effect.to.place === 'room');
}

/**
 * Runs a command with what the policy must know of who acts and of who is given something, unless
 * it gives a role to somebody who may not use Muster.
 */
export async function run(
  desk: Desk,
  incident: Incident,
  command: PersonCommand,
  gesture: Gesture,
): Promise<Outcome> {
  const userId = receiverOf(command);
  if (userId !== null && !(await desk.ports.mayAct(userId, undefined))) {
    return { ok: false, refusal: { code: 'cannot_hold', userId }, incident: null };
  }
  const policy = await desk.ports.policyOf(incident);
  const refsOf = async (who: UserId | null) => (who ? desk.ports.refsOf(who, policy) : []);
  const [as, receiverAs] = await Promise.all([refsOf(command.by), refsOf(userId)]);
  const known = {
    ...command,
    ...(as.length > 0 ? { as } : {}),
    ...(receiverAs.length > 0 ? { receiverAs } : {}),
  };
  return desk.ports.run(incident.id, known, gesture);
}

function receiverOf(command: PersonCommand): UserId | null {
  if (command.type === 'assign_role' || command.type === 'assign_task') return command.userId;
  if (command.type === 'add_task') return command.userId ?? null;
  if (command.type === 'add_action_item') return command.owner;
  if (command.type === 'edit_action_item') return command.owner ?? null;
  return command.type === 'offer_handover' ? command.to : null;
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
    return refusalMessage(policy, outcome.refusal, incident, typedIn(command));
  }
  if (outcome.repeated) {
    return shortMessage(say(desk.ports.activePolicy(), 'done.repeated'));
  }
  const after = { incident: outcome.decision.incident, places: view.places };
  return doneMessage(await viewOf(desk, after), command);
}

/** What was typed, for the form that helps on. */
function typedIn(command: PersonCommand): string {
  if (command.type === 'resolve') return command.reason;
  if (command.type === 'add_action_item') return command.text;
  return command.type === 'post_update' ? command.know : '';
}
