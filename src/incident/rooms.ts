import type { Policy } from '../policy/schema.ts';
import { milestoneAt } from './course/milestones.ts';
import {
  accept,
  entry,
  homes,
  type Of,
  person,
  type Scene,
  sync,
  tell,
  withState,
} from './decision.ts';
import { minutesAfter } from './instants.ts';
import { inviteesFor } from './invitees.ts';
import { commanderOf, isEnded } from './lookup.ts';
import { holderLeft } from './presence/gone.ts';
import { excerpt, stateBytes } from './text.ts';
import type { Decision, Effect, Incident, Invitee, Step, UserId } from './types.ts';

/** Whoever declares is in the room moments later and has nothing to catch up with. */
const declarerArrivesWithinMinutes = 10;
/** So early the card says all there is to know, and those invited at the start come together. */
const everybodyArrivesWithinMinutes = 2;

export function joinRoom({ incident, now }: Scene, command: Of<'join_room'>): Decision {
  const { by } = command;
  if (command.asked) {
    // Slack tells when they have come in; that is what the timeline keeps, but for the first to answer.
    const isAnswer = by !== incident.declaredBy && milestoneAt(incident, 'acknowledged') === null;
    const line = isAnswer ? entry('join_room', person(by), { asked: true }) : null;
    return accept(incident, line, [{ family: 'sync', type: 'sync_invite', who: [{ userId: by }] }]);
  }
  const early =
    by === incident.declaredBy ? declarerArrivesWithinMinutes : everybodyArrivesWithinMinutes;
  const knowsAll = now < minutesAfter(incident.declaredAt, early);
  const brief: Effect = {
    family: 'announce',
    type: 'announce',
    to: { place: 'whisper', userId: by },
    fact: { type: 'brief' },
  };
  return accept(
    incident,
    entry('join_room', person(by), {}),
    [...(knowsAll ? [] : [brief]), ...homes(by)],
    { joined: [by] },
  );
}

/**
 * Roles are kept: who left the room may be back, and gives a role up by saying so; the others learn of
 * it. A private incident is seen by who is in its room, so who left it sees it no more, whatever they
 * held.
 */
export function leaveRoom(scene: Scene, command: Of<'leave_room'>): Decision {
  const { incident } = scene;
  const { by } = command;
  const left = holderLeft(scene, by);
  const holders = Object.values(incident.state.roles).flat();
  const isTheirs = by === incident.declaredBy || holders.some(({ userId }) => userId === by);
  const stays = isTheirs && !incident.isPrivate;
  return accept(
    left.after,
    entry('leave_room', person(by), {}),
    [...left.effects, ...homes(by)],
    stays ? undefined : { left: [by] },
  );
}

/** A step that failed for good stands on the card until it is done; who can help is told once. */
export function stepFailed({ incident, policy, now }: Scene, command: Of<'step_failed'>): Decision {
  const { step } = command;
  const error = excerpt(command.error, stateBytes.error);
  if (incident.state.failedSteps[step]?.error === error) return accept(incident, null, []);
  return accept(
    withFailed(incident, step, error, now),
    entry('step_failed', { kind: 'delivery' }, { step, error }),
    tellOfFailure(incident, policy, step, error),
  );
}

function withFailed(incident: Incident, step: Step, error: string, now: Date): Incident {
  const failedSteps = { ...incident.state.failedSteps, [step]: { error, at: now } };
  return withState(incident, { failedSteps });
}

function tellOfFailure(incident: Incident, policy: Policy, step: Step, error: string): Effect[] {
  const who: UserId[] = [incident.declaredBy, commanderOf(incident, policy) ?? incident.declaredBy];
  return [
    ...[...new Set(who)].map((userId) => tell(userId, { type: 'step_failed', step, error })),
    ...(step === 'card' ? [] : sync('card')),
  ];
}

export function stepDone({ incident }: Scene, command: Of<'step_done'>): Decision {
  const { [command.step]: failed, ...failedSteps } = incident.state.failedSteps;
  if (!failed) return accept(incident, null, []);
  return accept(
    withState(incident, { failedSteps }),
    entry('step_done', { kind: 'delivery' }, { step: command.step }),
    sync('card'),
  );
}

/** In any phase: putting away the room of a closed incident can fail too. */
export function retryStep({ incident, policy }: Scene, command: Of<'retry_step'>): Decision {
  const { by, step } = command;
  const effects: Effect[] =
    step === 'invite'
      ? [{ family: 'sync', type: 'sync_invite', who: everyone(incident, policy) }]
      : sync(step);
  return accept(incident, entry('retry_step', person(by), { step }), effects);
}

/** Whom the policy wants in the room, and who holds a role in it. */
export function everyone(incident: Incident, policy: Policy): Invitee[] {
  const { declaredBy: by } = incident;
  const holders = Object.values(incident.state.roles).flat();
  return [
    ...inviteesFor(incident, policy),
    ...[...new Set(holders.map((holder) => holder.userId))]
      .filter((userId) => userId !== by)
      .map((userId) => ({ userId })),
  ];
}

/** Slack's words for it; `removed` covers a private channel of which Slack does not say whether it exists. */
const lostCodes = {
  deleted: 'channel_not_found',
  removed: 'not_in_channel',
  archived: 'is_archived',
  stays_archived: 'is_archived',
} as const;

/**
 * The room went away under people's feet. Archived after the end is how it should be; one that stays
 * archived although there is work in it gets a successor by delivery, and nobody has to do anything.
 */
export function roomLost({ incident, policy, now }: Scene, command: Of<'room_lost'>): Decision {
  const { why } = command;
  if (why !== 'deleted' && isEnded(incident.phase)) return accept(incident, null, []);
  const error = lostCodes[why];
  if (incident.state.failedSteps.room?.error === error) return accept(incident, null, []);
  return accept(
    withFailed(incident, 'room', error, now),
    entry('room_lost', { kind: 'delivery' }, { why }),
    why === 'stays_archived' ? [] : tellOfFailure(incident, policy, 'room', error),
  );
}
