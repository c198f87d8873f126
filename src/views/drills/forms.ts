import type { ModalView } from '@slack/types';
import { injectLimits } from '../../incident/drills/rules.ts';
import type { ViewContext } from '../context.ts';
import { form, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** The form that tells the room of a drill what happens. */
export function injectModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  return form(policy, {
    callback: 'inject',
    title: sayPlain(policy, 'form.inject'),
    submit: sayPlain(policy, 'form.inject_submit'),
    metadata: { incident: incident.id },
    blocks: [
      textField(
        { name: 'text', label: sayPlain(policy, 'form.inject_text') },
        {
          max: injectLimits.text,
          multiline: true,
          ...(preset.text ? { initial: preset.text } : {}),
        },
      ),
      textField(
        {
          name: 'from',
          label: sayPlain(policy, 'form.inject_from'),
          hint: sayPlain(policy, 'form.inject_from_hint'),
          optional: true,
        },
        { max: injectLimits.from },
      ),
    ],
  });
}
