import type { clocksActionWords } from '../../views/clocks/action-words.ts';
import { agendaMessage } from '../../views/clocks/agenda.ts';
import { type ActionHandler, commands, opens, shows } from '../actions.ts';
import { viewOf } from '../gesture.ts';

export const clocksActions: Record<(typeof clocksActionWords)[number], ActionHandler> = {
  pause_clock: (pressed) => opens('pause_clock')(pressed),
  resume_clock: (pressed) =>
    commands(({ userId: by, value: { arg } }) =>
      arg ? { type: 'resume_clock', by, clock: arg } : null,
    )(pressed),
  clock: (pressed) =>
    shows(async ({ desk, value }, found) =>
      agendaMessage(await viewOf(desk, found), Number(value.arg ?? 0) || 0),
    )(pressed),
};
