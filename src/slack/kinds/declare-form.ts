import type { ModalView } from '@slack/types';
import { newIncident } from '../../incident/declare.ts';
import { fieldsAskedAt } from '../../incident/kinds/asked-fields.ts';
import type { FieldValue } from '../../incident/kinds/types.ts';
import type { Declare } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { section } from '../../views/blocks.ts';
import { declareModal, noPlan } from '../../views/declare-modal.ts';
import { fieldBlock } from '../../views/kinds/field-inputs.ts';
import { say } from '../../views/say.ts';
import type { Submitted } from '../modals.ts';
import { fieldsGiven } from './forms.ts';

const criterionPrefix = 'criterion:';

/** What a declare form says, as it was sent. */
export function declareFrom(submitted: Submitted): Declare {
  const { filled, metadata, userId: by } = submitted;
  const options = filled.choices('options');
  const answers = filled.names
    .filter((name) => name.startsWith(criterionPrefix) && filled.choice(name) !== '')
    .map((name) => [name.slice(criterionPrefix.length), filled.choice(name) === 'yes'] as const);
  const drill = filled.choice('drill');
  return {
    type: 'declare',
    by,
    title: filled.text('title').replace(/\s+/g, ' '),
    severity: filled.choice('severity') || null,
    summary: filled.text('summary'),
    isPrivate: options.includes('private'),
    isDrill: options.includes('drill') || drill !== '',
    ...(drill !== '' && drill !== noPlan ? { drill } : {}),
    origin: metadata.origin ?? null,
    byForm: true,
    kind: filled.choice('kind') || null,
    modules: filled.choices('modules'),
    ...(metadata.arg === 'anyway' ? { anyway: true as const } : {}),
    ...(answers.length > 0 ? { criteria: Object.fromEntries(answers) } : {}),
    ...fieldsGiven(submitted),
  };
}

/**
 * The form once more, where what was chosen calls for fields that it did not have: a kind may have
 * some of its own. Null where it had all of them.
 */
export function formWithMore(
  policy: Policy,
  declare: Declare,
  submitted: Pick<Submitted, 'filled' | 'metadata'>,
): ModalView | null {
  const { filled, metadata } = submitted;
  const { key } = metadata;
  // Only what was chosen counts here, never an instant.
  const draft = newIncident(declare, policy, new Date(0));
  const asked = fieldsAskedAt(policy, draft, 'declare');
  const isWhole = asked.every((field) => filled.has(fieldBlock(field.key)));
  if (isWhole || key === undefined || draft.phase === 'declined') return null;
  const view = drawn(policy, declare, { filled, key });
  return { ...view, blocks: [section(say(policy, 'form.more_fields')), ...view.blocks] };
}

/**
 * The form once more, as it was filled in, where so many were declared that it is asked whether this
 * one is meant: sent again it is.
 */
export function formAnyway(
  policy: Policy,
  declare: Declare,
  { filled, metadata, count }: Pick<Submitted, 'filled' | 'metadata'> & { count: number },
): ModalView | null {
  const { key } = metadata;
  if (key === undefined) return null;
  const view = drawn(policy, declare, { filled, key });
  return {
    ...view,
    private_metadata: JSON.stringify({ ...metadata, arg: 'anyway' }),
    blocks: [section(say(policy, 'refused.declared_many_form', { count })), ...view.blocks],
  };
}

function drawn(
  policy: Policy,
  declare: Declare,
  { filled, key }: Pick<Submitted, 'filled'> & { key: string },
): ModalView {
  const { title, summary, severity, kind, modules = [], origin, isPrivate, isDrill } = declare;
  return declareModal(policy, {
    key,
    title,
    summary,
    ...(severity ? { severity } : {}),
    ...(kind ? { kind } : {}),
    ...(origin ? { origin } : {}),
    modules,
    criteria: declare.criteria ?? {},
    fields: given(declare.fields ?? {}),
    isPrivate,
    isDrill,
    ...(filled.has('drill') ? { drill: declare.drill ?? '' } : {}),
  });
}

function given(fields: Record<string, FieldValue | null>): Record<string, FieldValue> {
  const said = Object.entries(fields).filter(
    (entry): entry is [string, FieldValue] => entry[1] !== null,
  );
  return Object.fromEntries(said);
}
