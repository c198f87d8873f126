import type { PersonCommand } from '../../incident/types.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const postmortemForms = {} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const postmortemSubmissions = {} as const satisfies Record<
  string,
  (submitted: Submitted) => PersonCommand
>;
