import type { ModalView } from '@slack/types';
import type { Refusal } from '../incident/types.ts';
import { type Mrkdwn, toPlain } from '../views/mrkdwn.ts';
import { actionItemsBlockOf } from './action-items/forms.ts';
import { bookingBlockOf } from './booking/forms.ts';
import { courseBlockOf } from './course/forms.ts';
import { kindsBlockOf } from './kinds/forms.ts';
import type { Submitted } from './modals.ts';

/** What is wrong with a form, said at the field that it is about. */

/** What becomes of a form: errors by field, or it is drawn anew; null closes it. */
export type FormAnswer =
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update'; view: ModalView }
  | null;

/** One error at one field. */
export function errorAt(field: string, error: string): FormAnswer {
  return { response_action: 'errors', errors: { [field]: error } };
}

/** The refusal at the field it is about, else at the first. Errors are plain text. */
export function faultAt(submitted: Submitted, refusal: Refusal, text: Mrkdwn): FormAnswer {
  const named = fieldOf(refusal);
  const fields = submitted.filled;
  const field = named && fields.has(named) ? named : submitted.firstField;
  return errorAt(field, toPlain(text, submitted.desk.ports.nameOf).slice(0, 1000));
}

function fieldOf(refusal: Refusal): string | null {
  switch (refusal.code) {
    case 'missing':
    case 'too_long':
      return refusal.field;
    case 'changed':
    case 'same':
      return refusal.field;
    case 'unknown_severity':
      return 'severity';
    case 'unknown_status':
      return 'status';
    case 'unknown_role':
    case 'role_taken':
    case 'role_full':
    case 'not_holder':
    case 'no_offer':
      return 'role';
    case 'already_holder':
    case 'cannot_hold':
      return 'user';
    case 'minutes_out_of_range':
    case 'already_snoozed':
      return 'minutes';
    default:
      return (
        actionItemsBlockOf(refusal) ??
        courseBlockOf(refusal) ??
        bookingBlockOf(refusal) ??
        kindsBlockOf(refusal)
      );
  }
}
