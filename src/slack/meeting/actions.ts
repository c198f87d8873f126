import { meetingOf } from '../../incident/meeting/record.ts';
import type { Message } from '../../views/context.ts';
import type { meetingActionWords } from '../../views/meeting/action-words.ts';
import { refusalMessage } from '../../views/refusal.ts';
import { type ActionHandler, commands, opens, type Pressed } from '../actions.ts';
import { carryOut } from '../carry-out.ts';
import { openForm } from '../forms.ts';
import { linesToCollect } from './lines.ts';
import { markOf } from './mark.ts';

export const meetingActions: Record<(typeof meetingActionWords)[number], ActionHandler> = {
  take_meeting_role: commands(({ userId: by, value: { arg, expect } }) => {
    if (!arg) return null;
    const [over] = expect?.holders ?? [];
    return { type: 'take_meeting_role', by, role: arg, ...(over ? { over } : {}) };
  }),
  give_up_meeting_role: commands(({ userId: by }) => ({ type: 'give_up_meeting_role', by })),
  start_meeting: commands(({ userId: by, value: { yes, arg } }) => ({
    ...{ type: 'start_meeting', by },
    ...{ timed: yes ?? true, early: arg === 'early' },
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
    item: arg ?? '',
    done: yes ?? true,
  })),
  collect_lines: async (pressed) => {
    const found = await pressed.find();
    if ('answer' in found) return found.answer;
    const part = pressed.value.arg ?? '';
    const about = { by: pressed.userId, part };
    return carryOut(pressed, found.found, await linesToCollect(pressed.desk, found.found, about));
  },
  remind_of_rules: commands(({ userId: by }) => ({ type: 'remind_of_rules', by })),
  unsafe: opens('unsafe'),
  answer_survey: surveyAction,
};

/** The step that the button was about. */
function shown({ value: { arg } }: Pressed): { step?: number } {
  return arg === undefined ? {} : { step: numberOf(arg) };
}

/** −1 for what is none of ours, which nothing is numbered. */
function numberOf(arg: string | undefined): number {
  return arg !== undefined && /^\d{1,4}$/.test(arg) ? Number(arg) : -1;
}

/** The form; who answered already is told so before they write again. */
async function surveyAction(pressed: Pressed): Promise<Message | null> {
  const { desk, userId } = pressed;
  const found = await pressed.find();
  if ('answer' in found) return found.answer;
  const { incident } = found.found;
  const { survey } = meetingOf(incident);
  const policy = await desk.ports.policyOf(incident);
  const isAnswered = survey?.marks.includes(markOf(desk, incident.id, userId));
  if (isAnswered) return refusalMessage(policy, { code: 'survey_answered' }, incident);
  if (survey?.closedAt) return refusalMessage(policy, { code: 'survey_over' }, incident);
  return openForm(pressed, 'answer_survey', Promise.resolve(found));
}
