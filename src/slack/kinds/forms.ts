import type { GivenFields } from '../../incident/kinds/types.ts';
import type { PersonCommand, Refusal } from '../../incident/types.ts';
import { fieldBlock, fieldOfBlock, markOf } from '../../views/kinds/field-inputs.ts';
import { decisionModal, fieldsModal, kindModal, modulesModal } from '../../views/kinds/modals.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const kindsForms = {
  change_kind: (view, _viewer, preset) => kindModal(view, preset),
  set_modules: (view) => modulesModal(view),
  set_fields: (view, _viewer, preset) => fieldsModal(view, preset),
  confirm_incident: (view, _viewer, preset) => decisionModal('confirm_incident', view, preset),
  decline_incident: (view, _viewer, preset) => decisionModal('decline_incident', view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const kindsSubmissions = {
  change_kind: ({ userId: by, filled, metadata }) => ({
    type: 'change_kind',
    by,
    kind: filled.choice('kind'),
    reason: filled.text('reason'),
    ...(metadata.expect ? { expect: metadata.expect } : {}),
  }),
  set_modules: ({ userId: by, filled }) => ({
    type: 'set_modules',
    by,
    modules: filled.choices('modules'),
  }),
  set_fields: (submitted) => ({
    type: 'set_fields',
    by: submitted.userId,
    ...fieldsGiven(submitted),
  }),
  confirm_incident: ({ userId: by, filled }) => ({
    type: 'confirm_incident',
    by,
    reason: filled.text('reason'),
  }),
  decline_incident: ({ userId: by, filled }) => ({
    type: 'decline_incident',
    by,
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/**
 * The policy's fields that a form asked for, without those that were left as they stood there: what
 * somebody else changed meanwhile is not changed back.
 */
export function fieldsGiven({
  desk,
  userId,
  filled,
  metadata,
}: Pick<Submitted, 'desk' | 'userId' | 'filled' | 'metadata'>): GivenFields {
  const { shown = {} } = metadata;
  const fields = filled.names.flatMap((name) => {
    const key = fieldOfBlock(name);
    if (key === null) return [];
    const given = filled.given(name);
    const stood = Object.hasOwn(shown, key) ? shown[key] : markOf(null);
    return markOf(given) === stood ? [] : [[key, given] as const];
  });
  if (fields.length === 0) return {};
  const zone = desk.ports.timeZoneOf(userId);
  return { fields: Object.fromEntries(fields), ...(zone ? { zone } : {}) };
}

/** The block of a form that a refusal is about; null where it is about none. */
export function kindsBlockOf(refusal: Refusal): string | null {
  switch (refusal.code) {
    case 'unknown_kind':
    case 'same_kind':
    case 'kind_held':
      return 'kind';
    case 'severity_held':
      return 'severity';
    case 'unknown_module':
    case 'same_modules':
      return 'modules';
    case 'field_value':
      return fieldBlock(refusal.field);
    case 'fields_missing':
      return fieldBlock(refusal.fields[0] ?? '');
    default:
      return null;
  }
}
