import type { ModalView } from '@slack/types';
import { limits } from '../incident/text.ts';
import { option } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { duration } from './duration.ts';
import { choiceField, form, textField } from './inputs.ts';
import { sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

/** The form that moves the next update, with the reason, which the timeline keeps. */
export function snoozeModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  const usual = policy.updates.snooze_choices_minutes;
  const { minutes } = preset;
  const choices = minutes === undefined || usual.includes(minutes) ? usual : [minutes, ...usual];
  return form(policy, {
    callback: 'snooze_update',
    title: sayPlain(policy, 'form.snooze'),
    submit: sayPlain(policy, 'form.snooze_submit'),
    metadata: {
      incident: incident.id,
      expect: { nextDueAt: incident.state.updates.nextDueAt },
    },
    blocks: [
      choiceField(
        { name: 'minutes', label: sayPlain(policy, 'form.snooze_minutes') },
        choices.map((minutes) => option(duration(policy, minutes), String(minutes))),
        String(minutes ?? choices[0] ?? ''),
      ),
      textField(
        { name: 'reason', label: sayPlain(policy, 'form.reason') },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}
