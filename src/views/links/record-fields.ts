import type { ModalView } from '@slack/types';
import { limits } from '../../incident/text.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import { choiceField, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';

/** What an incident is asked for that is recorded after it began: the rest can be said later. */

export function titleField(policy: Policy, title: string): ModalView['blocks'][number] {
  return textField(
    { name: 'title', label: sayPlain(policy, 'form.past_title') },
    { max: limits.title, ...(title ? { initial: title } : {}) },
  );
}

/** Severity and kind, as far as the policy has them. */
export function gradeFields(policy: Policy): ModalView['blocks'] {
  const { severities, kinds } = policy;
  const options = (all: { name: string; key: string; meaning?: string | undefined }[]) =>
    all.map((each) => option(each.name, each.key, each.meaning));
  const severity = { name: 'severity', label: sayPlain(policy, 'form.severity') };
  const kind = { name: 'kind', label: sayPlain(policy, 'form.past_kind'), optional: true };
  return [
    ...(severities.length > 0
      ? [choiceField(severity, options(severities), policy.default_severity)]
      : []),
    ...(kinds.length > 0 ? [choiceField(kind, options(kinds), policy.default_kind)] : []),
  ];
}
