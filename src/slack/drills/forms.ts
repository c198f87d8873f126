import type { PersonCommand } from '../../incident/types.ts';
import { injectModal } from '../../views/drills/forms.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const drillsForms = {
  inject: (view, _viewer, preset) => injectModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const drillsSubmissions = {
  inject: ({ userId: by, filled }) => ({
    type: 'inject',
    by,
    text: filled.text('text'),
    from: filled.text('from'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
