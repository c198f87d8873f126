import type { OrganisationPersonCommand, OrganisationState } from '../../organisation/types.ts';
import type { OnCall } from '../../policy/language/on-call.ts';
import { button, shortMessage } from '../../views/blocks.ts';
import type { Message } from '../../views/context.ts';
import { onCallDone } from '../../views/on-call/done.ts';
import {
  type OnCallView,
  onCallMessage,
  refsNamed,
  turnsMessage,
} from '../../views/on-call/list.ts';
import { type OverridePreset, overrideModal } from '../../views/on-call/modal.ts';
import { onCallRefusal } from '../../views/on-call/refusals.ts';
import { say, sayPlain } from '../../views/say.ts';
import { TriggerExpired } from '../calls.ts';
import { type Asking, afterwards, type Desk } from '../gesture.ts';
import type { Gesture, OrganisationOutcome } from '../ports.ts';

/** What people see of who is on call, and what becomes of what they change. */

/** Who is on call with all that a view needs of it. */
export async function readOnCall(
  { ports }: Pick<Desk, 'ports'>,
  known?: OrganisationState,
): Promise<OnCallView> {
  const state = known ?? (await ports.organisation.read()).state;
  const about = { policy: ports.activePolicy(), state, now: ports.now() };
  return { ...about, people: await ports.organisation.peopleBehind(refsNamed(about)) };
}

export async function onCallAnswer(desk: Desk): Promise<Message> {
  return onCallMessage(await readOnCall(desk));
}

export async function turnsAnswer(desk: Desk, schedule: OnCall): Promise<Message> {
  return turnsMessage(await readOnCall(desk), schedule);
}

/**
 * Carries a command out with what the policy must know of who acts, unless it puts somebody on call
 * who may not use Muster.
 */
export async function runOnCall(
  { ports }: Desk,
  command: OrganisationPersonCommand,
  gesture: Gesture,
): Promise<OrganisationOutcome> {
  if (command.type === 'override_on_call' && !(await ports.mayAct(command.userId, undefined))) {
    return { ok: false, refusal: { code: 'cannot_hold', userId: command.userId } };
  }
  const as = await ports.refsOf(command.by, ports.activePolicy());
  return ports.organisation.run(as.length > 0 ? { ...command, as } : command, gesture);
}

/** Carries it out and says what became of it. */
export async function carryOutOnCall(
  { desk, gesture }: Pick<Asking, 'desk' | 'gesture'>,
  command: OrganisationPersonCommand,
  schedule: string,
): Promise<Message> {
  const outcome = await runOnCall(desk, command, gesture);
  const policy = desk.ports.activePolicy();
  if (!outcome.ok) {
    return shortMessage(onCallRefusal(policy, outcome.refusal), [
      button('on_call', sayPlain(policy, 'button.on_call'), {}),
    ]);
  }
  if (outcome.repeated) return shortMessage(say(policy, 'done.repeated'));
  return onCallDone(await readOnCall(desk, outcome.organisation.state), command, schedule);
}

/** Ends an override by its number. */
export async function endOverride(asking: Asking, id: number): Promise<Message> {
  const { state } = await asking.desk.ports.organisation.read();
  const schedule = state.overrides.find((each) => each.id === id)?.schedule ?? '';
  return carryOutOnCall(asking, { type: 'end_override', by: asking.userId, id }, schedule);
}

/** Opens the form after the acknowledgement; says so where this policy has nothing to override. */
export async function openOverride(
  asking: Asking,
  preset: OverridePreset = {},
): Promise<Message | null> {
  const { desk, triggerId } = asking;
  const policy = desk.ports.activePolicy();
  if (policy.on_call.length === 0) {
    return shortMessage(onCallRefusal(policy, { code: 'no_schedules' }));
  }
  const again = button(
    'override_on_call',
    sayPlain(policy, 'button.open_form'),
    preset.schedule ? { arg: preset.schedule } : {},
    { style: 'primary' },
  );
  // A direct message gives no trigger; its button does.
  if (triggerId === '') return shortMessage(say(policy, 'notice.expired'), [again]);
  afterwards(asking, async () => {
    try {
      await desk.calls.openView(triggerId, overrideModal(policy, preset));
      return null;
    } catch (error) {
      if (!(error instanceof TriggerExpired)) throw error;
      return shortMessage(say(policy, 'notice.expired'), [again]);
    }
  });
  return null;
}
