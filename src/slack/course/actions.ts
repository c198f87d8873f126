import type { Message } from '../../views/context.ts';
import type { courseActionWords } from '../../views/course/action-words.ts';
import { type ActionHandler, commands, opens, type Pressed } from '../actions.ts';
import { carryOut } from '../carry-out.ts';
import { isFormWord, openForm } from '../forms.ts';

export const courseActions: Record<(typeof courseActionWords)[number], ActionHandler> = {
  change_stage: (pressed) => opens('change_stage')(pressed),
  change_public_state: (pressed) => opens('change_public_state')(pressed),
  show_public_as: (pressed) =>
    commands(({ userId: by, value: { arg } }) =>
      arg ? { type: 'change_public_state', by, state: arg, reason: '' } : null,
    )(pressed),
  approve: (pressed) =>
    commands(({ userId: by, value: { arg } }) => (arg ? { type: 'approve', by, gate: arg } : null))(
      pressed,
    ),
  ask_approval: (pressed) =>
    commands(({ userId: by, value: { arg } }) =>
      arg ? { type: 'ask_approval', by, gate: arg } : null,
    )(pressed),
  go_on_anyway: goOn,
  set_milestone: (pressed) => opens('set_milestone')(pressed),
  start_call: startCall,
  join_call: joinCall,
  end_call: (pressed) => commands(({ userId: by }) => ({ type: 'end_call', by }))(pressed),
};

/** The form of what the gate closed, with what was asked for and a field for the reason. */
function goOn(pressed: Pressed): Promise<Message | null> | Promise<null> {
  const { arg = '', gates = [], typed } = pressed.value;
  const [word = '', to = ''] = arg.split(':');
  if (!isFormWord(word)) return Promise.resolve(null);
  return openForm(pressed, word, pressed.find(), {
    gates,
    ...(to ? { status: to, arg: to } : {}),
    ...(typed ? { reason: typed, text: typed } : {}),
  });
}

/** The policy's own call at once; else the form that asks which. */
async function startCall(pressed: Pressed): Promise<Message | null> {
  const found = await pressed.find();
  if ('answer' in found) return found.answer;
  const policy = await pressed.desk.ports.policyOf(found.found.incident);
  if (!policy.call.link) return opens('start_call')(pressed);
  return carryOut(pressed, found.found, { type: 'start_call', by: pressed.userId, link: '' });
}

/** The button has opened the call already; only what went wrong needs saying. */
async function joinCall(pressed: Pressed): Promise<Message | null> {
  const found = await pressed.find();
  if ('answer' in found) return found.answer;
  const joined = found.found.incident.state.call?.joined ?? [];
  const isOn = found.found.incident.state.call?.endedAt === null;
  const said = await carryOut(pressed, found.found, { type: 'join_call', by: pressed.userId });
  return isOn || joined.includes(pressed.userId) ? null : said;
}
