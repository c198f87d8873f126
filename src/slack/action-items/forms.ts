import type { PersonCommand } from '../../incident/types.ts';
import { actionItemLinkModal, actionItemModal } from '../../views/action-items/forms.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const actionItemsForms = {
  add_action_item: (view, _viewer, preset) => actionItemModal(view, preset),
  link_action_item: (view, _viewer, preset) => actionItemLinkModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const actionItemsSubmissions = {
  add_action_item: ({ userId: by, filled }) => ({
    type: 'add_action_item',
    by,
    kind: filled.choice('kind') || null,
    text: filled.text('text').replace(/\s+/g, ' '),
    owner: filled.person('owner') || null,
    due: filled.day('due') ? { on: filled.day('due') } : null,
  }),
  link_action_item: ({ userId: by, filled, metadata }) => ({
    type: 'link_action_item',
    by,
    id: Number(metadata.arg),
    link: filled.text('link'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
