import type { PersonCommand } from '../../incident/types.ts';
import { escalateModal, pageModal, stopModal } from '../../views/escalation/forms.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const escalationForms = {
  escalate: (view, _viewer, preset) => escalateModal(view, preset),
  stop_escalation: (view, _viewer, preset) => stopModal(view, preset),
  page: (view, _viewer, preset) => pageModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const escalationSubmissions = {
  escalate: ({ userId: by, filled, metadata }) => {
    const path = filled.choice('path');
    const seen = metadata.shown?.[path];
    return {
      ...{ type: 'escalate', by, path, reason: filled.text('reason') },
      ...(seen === undefined ? {} : { seen }),
    };
  },
  stop_escalation: ({ userId: by, filled }) => ({
    type: 'stop_escalation',
    by,
    path: filled.choice('path'),
    reason: filled.text('reason'),
  }),
  page: ({ userId: by, filled }) => ({
    type: 'page',
    by,
    who: [...filled.people('users'), ...filled.choices('refs')],
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
