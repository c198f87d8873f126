import { mendsOf } from '../incident/findings.ts';
import type { IncidentView } from '../incident/places.ts';
import { type Mend, mends, type Repair } from '../incident/repair.ts';
import { shortMessage } from '../views/blocks.ts';
import type { Message } from '../views/context.ts';
import { doctorMessage, repairingMessage } from '../views/doctor.ts';
import { refusalMessage } from '../views/refusal.ts';
import { say } from '../views/say.ts';
import type { ActionHandler } from './actions.ts';
import { run } from './carry-out.ts';
import type { CommandHandler } from './commands.ts';
import { type Asking, afterwards, viewOf, within } from './gesture.ts';

/** Looking an incident over, and having what is wrong repaired. */

/** Milliseconds that a repair may take before it is looked at again. */
const repairMs = 8_000;
/** A command repairs what a look shows that is this quick; else it shows the look, with the button. */
const quickLookMs = 1_200;

/** `doctor` looks; `doctor repair` mends what the look shows at once. */
export const doctorCommand: CommandHandler = async (typed) => {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  if (!/^(repair|fix|mend)\b/i.test(typed.text)) return lookLater(typed, found.found);
  const { id } = found.found.incident;
  const { leeway, ports } = typed.desk;
  const looked = await within(quickLookMs * leeway, () => ports.doctor.look(id)).catch(() => null);
  const what = looked ? mendsOf(looked.findings) : [];
  if (!looked) return lookLater(typed, found.found);
  if (what.length === 0) return doctorMessage(await viewOf(typed.desk, found.found), looked);
  return repair(typed, found.found, what);
};

export const doctorActions = {
  doctor: async (pressed) => {
    const found = await pressed.find();
    return 'answer' in found ? found.answer : lookLater(pressed, found.found);
  },
  repair: async (pressed) => {
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    return repair(pressed, found.found, mendsIn(pressed.value.arg ?? ''));
  },
} as const satisfies Record<'doctor' | 'repair', ActionHandler>;

function mendsIn(arg: string): Mend[] {
  const given = arg.split(',');
  return mends.filter((mend) => given.includes(mend));
}

/** Asks Slack after the acknowledgement: that may take seconds, and commits nothing. */
function lookLater(asking: Asking, found: IncidentView): null {
  afterwards(asking, () => looked(asking, found));
  return null;
}

/** As the incident is when it is looked at; who may not see it any more is told so. */
async function looked(asking: Asking, { incident }: IncidentView): Promise<Message> {
  const { desk, userId } = asking;
  const { ports } = desk;
  const over = await ports.doctor.look(incident.id);
  const found = await ports.read.byId(incident.id, userId);
  if (!over || !found) return shortMessage(say(ports.activePolicy(), 'refused.not_found'));
  return doctorMessage(await viewOf(desk, found), over);
}

/** Repairs, says so, and shows in its place how it looks when that is done. */
async function repair(asking: Asking, found: IncidentView, what: Mend[]): Promise<Message> {
  const { desk, userId, gesture } = asking;
  const { incident } = found;
  const command: Repair = { type: 'repair', by: userId, what };
  const outcome = await run(desk, incident, command, gesture);
  const view = await viewOf(desk, found);
  if (!outcome.ok) return refusalMessage(view.policy, outcome.refusal, outcome.incident);
  afterwards(asking, async () => {
    const { doctor } = desk.ports;
    await doctor.resume(incident.id, what);
    await doctor.settled(incident.id, repairMs);
    return looked(asking, found);
  });
  return repairingMessage(view, what);
}
