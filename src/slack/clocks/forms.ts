import type { PersonCommand } from '../../incident/types.ts';
import { pauseModal } from '../../views/clocks/modals.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const clocksForms = {
  pause_clock: (view, _viewer, preset) => pauseModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const clocksSubmissions = {
  pause_clock: ({ userId: by, filled }) => ({
    type: 'pause_clock',
    by,
    clock: filled.choice('clock'),
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
