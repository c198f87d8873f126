import type { Button } from '@slack/types';
import { fieldLimits } from '../../incident/kinds/read-field.ts';
import type { KindsRefusal } from '../../incident/kinds/types.ts';
import type { Incident, Refusal } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button } from '../blocks.ts';
import { type Mrkdwn, mention } from '../mrkdwn.ts';
import { kindName, moduleName, severityName } from '../names.ts';
import type { RefusalViews } from '../refusal.ts';
import { say, sayPlain } from '../say.ts';
import { becauseText } from './because.ts';
import { fieldName } from './field-text.ts';
import { answerWord } from './timeline.ts';

export const kindsRefusals: RefusalViews<KindsRefusal> = {
  no_severities: (policy) => say(policy, 'refused.no_severities'),
  no_kinds: (policy) => say(policy, 'refused.no_kinds'),
  no_modules: (policy) => say(policy, 'refused.no_modules'),
  no_fields: (policy) => say(policy, 'refused.no_fields'),
  unknown_kind: (policy, refusal) => say(policy, 'refused.unknown_kind', givenOf(refusal)),
  unknown_module: (policy, refusal) => say(policy, 'refused.unknown_module', givenOf(refusal)),
  unknown_field: (policy, refusal) => say(policy, 'refused.unknown_field', givenOf(refusal)),
  unknown_criterion: (policy, { given }) =>
    say(policy, 'refused.unknown_criterion', { given: given.slice(0, 80) }),
  same_kind: (policy) => say(policy, 'refused.same_kind'),
  same_modules: (policy) => say(policy, 'refused.same_modules'),
  kind_held: (policy, { kind, module }) =>
    say(policy, 'refused.kind_held', {
      kind: kindName(policy, kind),
      module: moduleName(policy, module),
    }),
  severity_held: (policy, { severity, because }) =>
    say(policy, 'refused.severity_held', {
      severity: severityName(policy, severity),
      because: becauseText(policy, because),
    }),
  kind_unsettled: (policy, { kind }) =>
    say(policy, 'refused.kind_unsettled', { kind: kindName(policy, kind) }),
  decided_already: (policy) => say(policy, 'refused.decided_already'),
  answered_already: (policy, { yes, by }) =>
    say(policy, 'refused.answered_already', { answer: answerWord(policy, yes), by: mention(by) }),
  field_value: (policy, refusal) => fieldFault(policy, refusal),
  fields_missing: (policy, { fields }) =>
    say(policy, 'refused.fields_missing', {
      fields: fields.map((key) => fieldName(policy, key)).join(', '),
    }),
  fields_full: (policy) => say(policy, 'refused.fields_full'),
  fields_unchanged: (policy) => say(policy, 'refused.fields_unchanged'),
};

function givenOf({ given, allowed }: { given: string; allowed: string[] }) {
  return { given: given.slice(0, 80), allowed: allowed.join(', ') };
}

function fieldFault(
  policy: Policy,
  { field: key, why }: Extract<KindsRefusal, { code: 'field_value' }>,
): Mrkdwn {
  const known = policy.fields.find((each) => each.key === key);
  const field = fieldName(policy, key);
  switch (why) {
    case 'currency':
      return say(policy, 'refused.field_currency', { field, currency: known?.currency ?? '' });
    case 'unit':
      return say(policy, 'refused.field_unit', { field, unit: known?.unit ?? '' });
    case 'choice':
      return say(policy, 'refused.field_choice', { field, allowed: names(known?.choices ?? []) });
    case 'modules':
      return say(policy, 'refused.field_modules', { field, allowed: names(policy.modules) });
    case 'too_long':
      return say(policy, 'refused.field_too_long', { field, max: longest(known?.type) });
    case 'too_many':
      return say(policy, 'refused.field_too_many', { field, max: fieldLimits.list });
    default:
      return say(policy, `refused.field_${why}`, { field });
  }
}

function longest(type: string | undefined): number {
  return type === 'long_text' || type === 'link' ? fieldLimits[type] : fieldLimits.text;
}

function names(list: { name: string }[]): string {
  return list.map(({ name }) => name).join(', ');
}

/** What would help whoever was refused. `typed` goes into the form that opens. */
export function kindsRefusalButtons(
  policy: Policy,
  refusal: Refusal,
  { id: incident }: Incident,
  typed: string,
): Button[] {
  if (refusal.code === 'kind_unsettled') {
    const label = sayPlain(policy, 'button.settle');
    return [button('change_kind', label, { incident }, { style: 'primary' })];
  }
  if (refusal.code !== 'fields_missing' || refusal.moment === 'declare') return [];
  const word = refusal.moment === 'resolve' ? 'resolve' : 'post_update';
  const label = sayPlain(policy, 'button.open_form');
  const value = { incident, ...(typed ? { typed: typed.slice(0, 700) } : {}) };
  return [button(word, label, value, { style: 'primary' })];
}
