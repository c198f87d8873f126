import type { onCallActionWords } from '../../views/on-call/action-words.ts';
import type { ActionHandler } from '../actions.ts';
import { endOverride, onCallAnswer, openOverride, turnsAnswer } from './answers.ts';

export const onCallActions: Record<(typeof onCallActionWords)[number], ActionHandler> = {
  on_call: ({ desk }) => onCallAnswer(desk),
  on_call_turns: ({ desk, value }) => {
    const schedule = desk.ports.activePolicy().on_call.find(({ key }) => key === value.arg);
    // The policy may have changed since the list was shown.
    return schedule ? turnsAnswer(desk, schedule) : onCallAnswer(desk);
  },
  override_on_call: (pressed) =>
    openOverride(pressed, pressed.value.arg ? { schedule: pressed.value.arg } : {}),
  end_override: (pressed) => endOverride(pressed, Number(pressed.value.arg ?? 0)),
};
