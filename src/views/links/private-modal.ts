import type { ModalView } from '@slack/types';
import { limits } from '../../incident/text.ts';
import { section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { form, textField } from '../inputs.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** The form that makes an incident private: it says that there is no way back. */
export function privateModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  return form(policy, {
    callback: 'make_private',
    title: sayPlain(policy, 'form.make_private', { number: incident.number }),
    submit: sayPlain(policy, 'form.make_private_submit'),
    metadata: { incident: incident.id },
    blocks: [
      section(say(policy, 'form.make_private_hint', { number: incident.number })),
      textField(
        { name: 'reason', label: sayPlain(policy, 'form.make_private_reason') },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}
