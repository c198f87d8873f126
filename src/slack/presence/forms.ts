import type { PersonCommand } from '../../incident/types.ts';
import { skipModal } from '../../views/presence/skip-modal.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const presenceForms = {
  skip_update: (view, _viewer, preset) => skipModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const presenceSubmissions = {
  skip_update: ({ userId: by, filled, metadata }) => ({
    type: 'skip_update',
    by,
    reason: filled.text('reason'),
    ...(metadata.expect ? { expect: metadata.expect } : {}),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
