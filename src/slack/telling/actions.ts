import { audienceOf } from '../../incident/telling/audiences.ts';
import type { tellingActionWords } from '../../views/telling/action-words.ts';
import { obligationList } from '../../views/telling/obligation-list.ts';
import { tellList } from '../../views/telling/tell-list.ts';
import { type ActionHandler, commands, opens, type Pressed, shows } from '../actions.ts';
import { viewOf } from '../gesture.ts';
import { writeTo } from './commands.ts';

export const tellingActions: Record<(typeof tellingActionWords)[number], ActionHandler> = {
  tell: shows(async ({ desk }, found) => tellList(await viewOf(desk, found))),
  open_message: opens('open_message'),
  write_message: writeMessage,
  obligations: shows(async ({ desk }, found) => obligationList(await viewOf(desk, found))),
  open_obligation: commands(({ userId: by, value: { arg } }) =>
    arg ? { type: 'open_obligation', by, obligation: arg, reason: '' } : null,
  ),
  meet_obligation: opens('meet_obligation'),
  excuse_obligation: opens('excuse_obligation'),
  follow: commands(({ userId: by }) => ({ type: 'follow', by, everyMinutes: null })),
  unfollow: commands(({ userId: by }) => ({ type: 'unfollow', by })),
};

async function writeMessage(pressed: Pressed) {
  const found = await pressed.find();
  if ('answer' in found) return found.answer;
  const view = await viewOf(pressed.desk, found.found);
  const audience = audienceOf(view.policy, pressed.value.arg ?? '');
  return audience ? writeTo(pressed, view, { found: found.found, audience }) : tellList(view);
}
