import { turnAt } from '../../organisation/on-call.ts';
import type { OrganisationPersonCommand } from '../../organisation/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { Message } from '../context.ts';
import { type Mrkdwn, mention, when } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { endButton, type OnCallView } from './list.ts';
import { onCallWho, scheduleName, untilText } from './people.ts';

/** What became of a command about who is on call, for who gave it. `schedule` is the one it was about. */
export function onCallDone(
  view: OnCallView,
  command: OrganisationPersonCommand,
  schedule: string,
): Message {
  const { policy, state } = view;
  const list = button('on_call', sayPlain(policy, 'button.on_call'), {});
  if (command.type === 'end_override') return shortMessage(ended(view, schedule), [list]);
  const override = state.overrides.findLast(
    (each) => each.schedule === schedule && each.userId === command.userId,
  );
  const text = say(policy, 'done.override_on_call', {
    who: mention(command.userId),
    name: scheduleName(policy, schedule),
    from: when(override?.fromAt ?? view.now),
    until: when(command.untilAt),
  });
  return shortMessage(text, [...(override ? [endButton(policy, override)] : []), list]);
}

function ended({ policy, state, people, now }: OnCallView, key: string): Mrkdwn {
  const schedule = policy.on_call.find((each) => each.key === key);
  const turn = schedule ? turnAt(state, schedule, policy, now) : null;
  return say(policy, 'done.end_override', {
    name: scheduleName(policy, key),
    who: onCallWho(policy, turn?.people ?? [], people),
    until: untilText(policy, turn?.untilAt ?? null),
  });
}
