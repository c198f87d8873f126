import type { ModalView } from '@slack/types';
import { limits } from '../../incident/text.ts';
import type { Policy } from '../../policy/schema.ts';
import { form, input, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';
import { gradeFields, titleField } from './record-fields.ts';

/** The form that enters an incident of the past, with its times. */
export function pastModal(policy: Policy, fields: { key: string; title: string }): ModalView {
  const instant = (name: 'started' | 'resolved') =>
    input(
      { name, label: sayPlain(policy, `form.past_${name}`) },
      { type: 'datetimepicker', action_id: 'value' },
    );
  return form(policy, {
    callback: 'declare_past',
    title: sayPlain(policy, 'form.past'),
    submit: sayPlain(policy, 'form.past_submit'),
    metadata: { key: fields.key },
    blocks: [
      titleField(policy, fields.title),
      instant('started'),
      instant('resolved'),
      ...gradeFields(policy),
      textField(
        { name: 'summary', label: sayPlain(policy, 'form.past_summary'), optional: true },
        { max: limits.summary, multiline: true },
      ),
    ],
  });
}
