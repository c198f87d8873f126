import type { InputBlock } from '@slack/types';
import { fieldsAskedAt, type Moment } from '../../incident/kinds/asked-fields.ts';
import type { ViewContext } from '../context.ts';
import type { FormMetadata } from '../inputs.ts';
import { fieldInputs, shownMarks } from './field-inputs.ts';

/** The policy's fields in the form of this moment, with what they hold. */
export function askedInputs({ incident, policy }: ViewContext, moment: Moment): InputBlock[] {
  const fields = fieldsAskedAt(policy, incident, moment);
  return fieldInputs(policy, fields, incident.state.fields, { insists: true });
}

/** What stood in them, to be sent along; nothing where the form asks for none. */
export function shownFields(
  { incident, policy }: ViewContext,
  moment: Moment,
): Pick<FormMetadata, 'shown'> {
  const fields = fieldsAskedAt(policy, incident, moment);
  return fields.length > 0 ? { shown: shownMarks(fields, incident.state.fields) } : {};
}
