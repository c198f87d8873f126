import { findByWord } from '../../incident/lookup.ts';
import { meetingRoles } from '../../incident/meeting/roles.ts';
import type { IncidentView } from '../../incident/places.ts';
import type { PersonCommand } from '../../incident/types.ts';
import type { Message, ViewContext } from '../../views/context.ts';
import { agendaMessage, rulesMessage } from '../../views/meeting/agenda.ts';
import { meetingRoleName } from '../../views/meeting/names.ts';
import { confidants } from '../../views/meeting/unsafe.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import { onFound, onView } from '../on-found.ts';
import { linesToCollect, partMeant } from './lines.ts';
import type { meetingAliases } from './words.ts';

export const meetingCommands: Record<keyof typeof meetingAliases, CommandHandler> = {
  agenda: onView(agendaCommand),
  rules: rulesCommand,
  unsafe: onView(unsafeCommand),
  feedback: (typed) => openForm(typed, 'answer_survey', typed.find()),
};

/** `agenda` alone shows it; else what is to be done with the meeting. */
async function agendaCommand(
  typed: Typed,
  view: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(typed.text) ?? [];
  if (word === '') return agendaMessage(view);
  if (word.toLowerCase() === 'collect') {
    const part = partMeant(view.policy, view.incident, rest);
    const command = await linesToCollect(typed.desk, found, { by: typed.userId, part });
    return carryOut(typed, found, command);
  }
  const command = commandOf(view, typed.userId, word.toLowerCase(), rest);
  return command ? carryOut(typed, found, command) : agendaMessage(view);
}

function commandOf(
  { policy }: ViewContext,
  by: string,
  word: string,
  rest: string,
): PersonCommand | null {
  switch (word) {
    case 'take':
      return { type: 'take_meeting_role', by, role: roleMeant(policy, rest) };
    case 'drop':
    case 'giveup':
      return {
        ...{ type: 'give_up_meeting_role', by },
        ...(rest === '' ? {} : { role: roleMeant(policy, rest) }),
      };
    case 'start':
      return {
        ...{ type: 'start_meeting', by },
        ...{ timed: !/hand|without/i.test(rest), early: /\bnow\b/i.test(rest) },
      };
    case 'next':
      return { type: 'next_part', by };
    case 'more':
    case 'extend':
      return { type: 'extend_part', by };
    case 'stop':
    case 'pause':
      return { type: 'pause_meeting', by };
    case 'go':
    case 'resume':
      return { type: 'resume_meeting', by };
    case 'end':
      return { type: 'end_meeting', by };
    case 'done':
    case 'undone':
      return { type: 'tick_closing', by, item: Number(rest) - 1 || 0, done: word === 'done' };
    default:
      return null;
  }
}

/** The key of the role that these words mean; the words themselves where they mean none. */
function roleMeant(policy: ViewContext['policy'], said: string): string {
  const named = meetingRoles(policy).map(({ key }) => ({
    key,
    name: meetingRoleName(policy, key),
  }));
  return findByWord(named, said)?.key ?? said;
}

async function rulesCommand(typed: Typed): Promise<Message | null> {
  if (/^(remind|show)/i.test(typed.text)) {
    return onFound(typed, { type: 'remind_of_rules', by: typed.userId });
  }
  return onView(async (_typed, view) => rulesMessage(view))(typed);
}

/** The form to who watches over the rules, or, with any word more, to whom the policy names. */
async function unsafeCommand(
  typed: Typed,
  view: ViewContext,
  found: IncidentView,
): Promise<Message | null> {
  const can = confidants(view);
  if (can.length === 0) {
    return refusalMessage(view.policy, { code: 'no_confidant' }, view.incident);
  }
  const arg = typed.text === '' ? (can[0] ?? 'role') : (can.at(-1) ?? 'people');
  return openForm(typed, 'unsafe', Promise.resolve({ found }), { arg });
}
