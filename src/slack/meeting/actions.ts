import type { meetingActionWords } from '../../views/meeting/action-words.ts';
import { type ActionHandler, commands, type Pressed } from '../actions.ts';

export const meetingActions: Record<(typeof meetingActionWords)[number], ActionHandler> = {
  take_meeting_role: commands(({ userId: by, value: { arg } }) =>
    arg ? { type: 'take_meeting_role', by, role: arg } : null,
  ),
  give_up_meeting_role: commands(({ userId: by }) => ({ type: 'give_up_meeting_role', by })),
  start_meeting: commands(({ userId: by, value: { yes } }) => ({
    ...{ type: 'start_meeting', by },
    timed: yes ?? true,
  })),
  next_part: commands((pressed) => ({ type: 'next_part', by: pressed.userId, ...shown(pressed) })),
  extend_part: commands((pressed) => ({
    type: 'extend_part',
    by: pressed.userId,
    ...shown(pressed),
  })),
  pause_meeting: commands(({ userId: by }) => ({ type: 'pause_meeting', by })),
  resume_meeting: commands(({ userId: by }) => ({ type: 'resume_meeting', by })),
  end_meeting: commands(({ userId: by }) => ({ type: 'end_meeting', by })),
  tick_closing: commands(({ userId: by, value: { arg, yes } }) => ({
    ...{ type: 'tick_closing', by },
    item: numberOf(arg),
    done: yes ?? true,
  })),
};

/** The step that the button was about. */
function shown({ value: { arg } }: Pressed): { step?: number } {
  return arg === undefined ? {} : { step: numberOf(arg) };
}

/** −1 for what is none of ours, which nothing is numbered. */
function numberOf(arg: string | undefined): number {
  return arg !== undefined && /^\d{1,4}$/.test(arg) ? Number(arg) : -1;
}
