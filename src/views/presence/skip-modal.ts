import type { ModalView } from '@slack/types';
import { limits } from '../../incident/text.ts';
import type { ViewContext } from '../context.ts';
import { form, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** The form that leaves the promised update out, with the reason, which the timeline keeps. */
export function skipModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  const initial = preset.reason ?? preset.text;
  return form(policy, {
    callback: 'skip_update',
    title: sayPlain(policy, 'form.skip_update'),
    submit: sayPlain(policy, 'form.skip_update_submit'),
    metadata: {
      incident: incident.id,
      expect: { nextDueAt: incident.state.updates.nextDueAt },
    },
    blocks: [
      textField(
        { name: 'reason', label: sayPlain(policy, 'form.skip_update_reason') },
        { max: limits.reason, multiline: true, ...(initial ? { initial } : {}) },
      ),
    ],
  });
}
