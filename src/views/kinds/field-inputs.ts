import type { InputBlock, PlainTextOption } from '@slack/types';
import { fieldLimits } from '../../incident/kinds/read-field.ts';
import type { FieldValue } from '../../incident/kinds/types.ts';
import { markOf as textMark } from '../../incident/text.ts';
import type { Field } from '../../policy/language/fields.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import { choiceField, input, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';

/** Fields of the policy as inputs of a form. Their blocks are called `field:<key>`. */

const prefix = 'field:';

export function fieldBlock(key: string): string {
  return `${prefix}${key}`;
}

/** The key of the field that a block asks for; null where it asks for something else. */
export function fieldOfBlock(blockId: string): string | null {
  return blockId.startsWith(prefix) ? blockId.slice(prefix.length) : null;
}

/** The inputs of these fields with what they hold, in their order. `insists`: on those required. */
export function fieldInputs(
  policy: Policy,
  fields: readonly Field[],
  values: Record<string, FieldValue>,
  { insists }: { insists: boolean },
): InputBlock[] {
  return fields.map((field) =>
    fieldInput(policy, field, shownValue(values, field), insists && field.required),
  );
}

/** What stands in each field's input, in short: an input that comes back so was left as it is. */
export function shownMarks(
  fields: readonly Field[],
  values: Record<string, FieldValue>,
): Record<string, string> {
  return Object.fromEntries(
    fields.map((field) => [field.key, markOf(typedValue(field, shownValue(values, field)))]),
  );
}

/** Some letters that are the same for the same value. */
export function markOf(value: string | string[] | null): string {
  return textMark(value === null || value.length === 0 ? '' : JSON.stringify(value));
}

function shownValue(values: Record<string, FieldValue>, { key }: Field): FieldValue | null {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

/** A value as its input gives it back when nobody touches it. */
function typedValue(field: Field, value: FieldValue | null): string | string[] | null {
  if (value === null || Array.isArray(value)) return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return field.type === 'time' ? wholeSeconds(String(value)) : String(value);
}

function wholeSeconds(iso: string): string {
  return new Date(Math.floor(Date.parse(iso) / 1000) * 1000).toISOString();
}

function fieldInput(
  policy: Policy,
  field: Field,
  value: FieldValue | null,
  required: boolean,
): InputBlock {
  const hint = hintOf(policy, field);
  const about = {
    name: fieldBlock(field.key),
    label: field.name,
    optional: !required,
    ...(hint ? { hint } : {}),
  };
  const typed = typedValue(field, value);
  const chosen = Array.isArray(typed) ? typed : [];
  const text = typeof typed === 'string' ? typed : '';
  switch (field.type) {
    case 'yes_no':
      return choiceField(about, yesAndNo(policy), text);
    case 'choice':
      return choiceField(about, optionsOf(field.choices), text);
    case 'choices':
      return severalField(about, optionsOf(field.choices), chosen);
    case 'modules':
      return severalField(about, optionsOf(policy.modules), chosen);
    case 'people':
      return input(about, {
        type: 'multi_users_select',
        action_id: 'value',
        ...(chosen.length > 0 ? { initial_users: chosen } : {}),
      });
    case 'time':
      return input(about, {
        type: 'datetimepicker',
        action_id: 'value',
        ...(text ? { initial_date_time: Date.parse(text) / 1000 } : {}),
      });
    default: {
      const isLong = field.type === 'long_text' || field.type === 'link';
      const max = isLong ? fieldLimits[field.type as 'long_text' | 'link'] : fieldLimits.text;
      return textField(about, {
        max,
        multiline: field.type === 'long_text',
        ...(text ? { initial: text } : {}),
      });
    }
  }
}

/** A list of which several can be chosen. */
export function severalField(
  about: { name: string; label: string; optional?: boolean; hint?: string },
  choices: PlainTextOption[],
  chosen: readonly string[],
): InputBlock {
  const options = choices.slice(0, 100);
  const initial = options.filter(({ value }) => chosen.includes(value ?? ''));
  return input(about, {
    type: 'multi_static_select',
    action_id: 'value',
    options,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  });
}

export function optionsOf(list: readonly { key: string; name: string }[]): PlainTextOption[] {
  return list.map(({ key, name }) => option(name, key));
}

export function yesAndNo(policy: Policy): PlainTextOption[] {
  return [option(sayPlain(policy, 'kinds.yes'), 'yes'), option(sayPlain(policy, 'kinds.no'), 'no')];
}

/** Its help, and what it is counted in. */
function hintOf(policy: Policy, { type, help, unit, currency }: Field): string {
  const counted = type === 'money' ? currency : type === 'number' ? unit : undefined;
  const said = counted ? sayPlain(policy, 'form.field_unit', { unit: counted }) : '';
  return [help ?? '', said].filter((part) => part !== '').join(' · ');
}
