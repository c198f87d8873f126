import { type Clock, runningClocks } from '../../incident/clocks/clocks.ts';
import { findByWord } from '../../incident/lookup.ts';
import type { IncidentView } from '../../incident/places.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { agendaMessage } from '../../views/clocks/agenda.ts';
import { pausable } from '../../views/clocks/modals.ts';
import { clockName } from '../../views/clocks/names.ts';
import type { Message } from '../../views/context.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { takeFirst, withoutBecause } from '../typed.ts';
import type { clocksAliases } from './words.ts';

export const clocksCommands: Record<keyof typeof clocksAliases, CommandHandler> = {
  clock: onFound(async (typed, found) => agendaMessage(await viewOf(typed.desk, found))),
  pause: onFound(pauseCommand),
  resume: onFound(resumeCommand),
};

/** `pause resolve because the vendor looks into it`; the only one needs no name; without a reason, the form. */
async function pauseCommand(typed: Typed, found: IncidentView): Promise<Message | null> {
  const { incident } = found;
  const policy = await typed.desk.ports.policyOf(incident);
  const offered = pausable(incident, policy);
  const { clock, reason } = read(typed.text, incident, policy, offered);
  if (reason === '' && (clock || typed.text === '') && offered.length > 0) {
    const preset = clock ? { arg: clock } : {};
    return openForm(typed, 'pause_clock', Promise.resolve({ found }), preset);
  }
  const by = typed.userId;
  return carryOut(typed, found, { type: 'pause_clock', by, clock: clock ?? typed.text, reason });
}

/** `resume resolve`; the only paused one needs no name; of several, the list with their buttons. */
async function resumeCommand(typed: Typed, found: IncidentView): Promise<Message | null> {
  const { incident } = found;
  const policy = await typed.desk.ports.policyOf(incident);
  const paused = runningClocks(incident, policy).filter(({ pause }) => pause !== null);
  const { clock } = read(typed.text, incident, policy, paused);
  if (!clock && typed.text === '') return agendaMessage(await viewOf(typed.desk, found));
  const by = typed.userId;
  return carryOut(typed, found, { type: 'resume_clock', by, clock: clock ?? typed.text });
}

/** Which clock was meant, by its key or its name, and why; the only one offered where none was named. */
function read(
  text: string,
  incident: Incident,
  policy: Policy,
  offered: Clock[],
): { clock: string | null; reason: string } {
  const named = runningClocks(incident, policy).map(({ key }) => {
    const short = key.split('.').slice(1).join('.');
    return { key, name: clockName(policy, key, incident), aliases: short ? [short] : [] };
  });
  const { found, reason } = takeFirst(text, (words) => findByWord(named, words));
  if (found) return { clock: found.key, reason };
  const [only] = offered.length === 1 ? offered : [];
  return { clock: only?.key ?? null, reason: only ? withoutBecause(text) : '' };
}

function onFound(
  answer: (typed: Typed, found: IncidentView) => Promise<Message | null>,
): CommandHandler {
  return async (typed) => {
    const found = await typed.find();
    return 'answer' in found ? found.answer : answer(typed, found.found);
  };
}
