import { drillsToHold } from '../../incident/drills/planned.ts';
import { scoreOf } from '../../incident/drills/score.ts';
import { folded } from '../../incident/lookup.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Message } from '../../views/context.ts';
import { scorecard } from '../../views/drills/score.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { carryOut } from '../carry-out.ts';
import type { CommandHandler, Typed } from '../commands.ts';
import { declareTyped } from '../declare-command.ts';
import { openDeclare, openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import type { drillsAliases } from './words.ts';

export const drillsCommands: Record<keyof typeof drillsAliases, CommandHandler> = {
  drill: drillCommand,
  inject: injectCommand,
};

/** `drill` alone: the form; `drill score` in one; else the drill of that name, or one of these words. */
async function drillCommand(typed: Typed): Promise<Message | null> {
  const { text } = typed;
  if (text === '') return openDeclare(typed, { isDrill: true, drill: '' });
  if (/^(score|scorecard|how)$/i.test(text)) return scoreCommand(typed);
  const policy = typed.desk.ports.activePolicy();
  const { drill, rest } = takeDrill(policy, text);
  return declareTyped(typed, rest, drill === null ? {} : { drill });
}

async function scoreCommand(typed: Typed): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const view = await viewOf(typed.desk, found.found);
  const { incident, policy } = view;
  if (!incident.isDrill) return refusalMessage(policy, { code: 'no_drill' }, incident);
  return scorecard(view, scoreOf(incident, policy));
}

/** The drill whose key or name the text begins with, the longest first, and the rest. */
function takeDrill(policy: Policy, text: string): { drill: string | null; rest: string } {
  const spelt = drillsToHold(policy)
    .flatMap(({ key, name }) =>
      [key, key.replaceAll('_', ' '), name].map((said) => ({ key, said })),
    )
    .sort((a, b) => b.said.length - a.said.length);
  const found = spelt.find(({ said }) => begins(text, said));
  if (!found) return { drill: null, rest: text };
  return { drill: found.key, rest: text.slice(found.said.length).replace(/^[\s:,]+/, '') };
}

function begins(text: string, said: string): boolean {
  const after = text.slice(said.length);
  return folded(text.slice(0, said.length)) === folded(said) && /^($|[\s:,])/.test(after);
}

/** `inject Monitoring: the queue grows`: who says it stands before a colon; alone: the form. */
async function injectCommand(typed: Typed): Promise<Message | null> {
  const { text, userId: by } = typed;
  if (text === '') return openForm(typed, 'inject', typed.find());
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  const [, from = '', said = text] = /^([^:\n]{1,75}):\s+(.+)$/s.exec(text) ?? [];
  return carryOut(typed, found.found, { type: 'inject', by, text: said, from });
}
