import type { escalationActionWords } from '../../views/escalation/action-words.ts';
import { type ActionHandler, commands, opens } from '../actions.ts';

export const escalationActions: Record<(typeof escalationActionWords)[number], ActionHandler> = {
  escalate: opens('escalate'),
  stop_escalation: opens('stop_escalation'),
  page: opens('page'),
  acknowledge_page: commands(({ userId: by, value: { arg } }) =>
    isPage(arg) ? { type: 'acknowledge_page', by, page: Number(arg) } : null,
  ),
  cannot_come: commands(({ userId: by, value: { arg } }) =>
    isPage(arg) ? { type: 'cannot_come', by, page: Number(arg) } : null,
  ),
};

function isPage(arg: string | undefined): boolean {
  return /^\d{1,6}$/.test(arg ?? '');
}
