import type { PersonCommand } from '../../incident/types.ts';
import { followUpLinkModal, followUpModal } from '../../views/links/follow-ups.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const linksForms = {
  add_follow_up: (view, _viewer, preset) => followUpModal(view, preset),
  link_follow_up: (view, _viewer, preset) => followUpLinkModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const linksSubmissions = {
  add_follow_up: ({ userId: by, filled }) => ({
    type: 'add_follow_up',
    by,
    class: filled.choice('class') || null,
    text: filled.text('text').replace(/\s+/g, ' '),
    owner: filled.person('owner') || null,
    due: filled.day('due') ? { on: filled.day('due') } : null,
  }),
  link_follow_up: ({ userId: by, filled, metadata }) => ({
    type: 'link_follow_up',
    by,
    id: Number(metadata.arg),
    link: filled.text('link'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
