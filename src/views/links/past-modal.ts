import type { ModalView } from '@slack/types';
import { limits } from '../../incident/text.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import { choiceField, form, input, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';

/** The form that enters an incident of the past, with its times. */
export function pastModal(policy: Policy, fields: { key: string; title: string }): ModalView {
  const { severities, kinds } = policy;
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
      textField(
        { name: 'title', label: sayPlain(policy, 'form.past_title') },
        { max: limits.title, ...(fields.title ? { initial: fields.title } : {}) },
      ),
      instant('started'),
      instant('resolved'),
      ...(severities.length > 0
        ? [
            choiceField(
              { name: 'severity', label: sayPlain(policy, 'form.severity') },
              severities.map((each) => option(each.name, each.key, each.meaning)),
              policy.default_severity,
            ),
          ]
        : []),
      ...(kinds.length > 0
        ? [
            choiceField(
              { name: 'kind', label: sayPlain(policy, 'form.past_kind'), optional: true },
              kinds.map((each) => option(each.name, each.key, each.meaning)),
              policy.default_kind,
            ),
          ]
        : []),
      textField(
        { name: 'summary', label: sayPlain(policy, 'form.past_summary'), optional: true },
        { max: limits.summary, multiline: true },
      ),
    ],
  });
}
