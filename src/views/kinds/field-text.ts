import type { FieldValue } from '../../incident/kinds/types.ts';
import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import { literal, Mrkdwn, mentions, prose, when } from '../mrkdwn.ts';
import { moduleNames } from '../names.ts';
import { say } from '../say.ts';

/**
 * What a field holds, as people read it: names of choices, amounts with their currency, people as
 * mentions, instants in the reader's zone. Empty where nothing was given; a field the policy does not
 * have any more shows what was kept.
 */
export function fieldText(
  policy: Policy,
  key: string,
  value: FieldValue | null | undefined,
): Mrkdwn {
  if (value === undefined || value === null) return new Mrkdwn('');
  const field = policy.fields.find((each) => each.key === key);
  if (typeof value === 'boolean') return say(policy, value ? 'kinds.yes' : 'kinds.no');
  if (typeof value === 'number') return literal(amountText(field, value));
  if (Array.isArray(value)) return listText(policy, field, value);
  if (field?.type === 'choice') return literal(choiceName(field, value));
  if (field?.type === 'time') {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? literal(value) : when(at);
  }
  return prose(value);
}

function listText(policy: Policy, field: Field | undefined, value: string[]): Mrkdwn {
  switch (field?.type) {
    case 'people':
      return mentions(value);
    case 'modules':
      return literal(moduleNames(policy, value));
    case 'choices':
      return literal(value.map((each) => choiceName(field, each)).join(', '));
    default:
      return literal(value.join(', '));
  }
}

/** A number with marks between thousands, and what it is counted in. */
function amountText(field: Field | undefined, value: number): string {
  const isMoney = field?.type === 'money';
  const least = isMoney && !Number.isInteger(value) ? 2 : 0;
  const digits = { minimumFractionDigits: least, maximumFractionDigits: isMoney ? 2 : 10 };
  const shown = new Intl.NumberFormat('en-US', digits).format(value);
  const unit = isMoney ? field.currency : field?.unit;
  return unit === undefined ? shown : `${shown} ${unit}`;
}

function choiceName({ choices }: Field, key: string): string {
  return choices.find((each) => each.key === key)?.name ?? key;
}

export function fieldName(policy: Policy, key: string): string {
  return policy.fields.find((each) => each.key === key)?.name ?? key;
}
