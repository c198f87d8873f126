import { markOf } from '../../incident/text.ts';
import type { PersonCommand, Refusal } from '../../incident/types.ts';
import { readAbout, writeAbout } from '../../views/action-items/about.ts';
import {
  actionItemLinkModal,
  actionItemModal,
  dropModal,
  editModal,
  moveModal,
} from '../../views/action-items/forms.ts';
import type { Preset } from '../../views/update-modal.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const actionItemsForms = {
  add_action_item: (view, viewer, preset) => actionItemModal(view, viewer, preset),
  edit_action_item: (view, _viewer, preset) => editModal(view, preset),
  move_action_item: (view, _viewer, preset) => moveModal(view, preset),
  drop_action_item: (view, _viewer, preset) => dropModal(view, preset),
  link_action_item: (view, _viewer, preset) => actionItemLinkModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const actionItemsSubmissions = {
  add_action_item: ({ userId: by, filled, metadata }) => {
    const { task, sure } = readAbout(metadata.arg);
    const line = lineOf({ filled, metadata });
    return {
      type: 'add_action_item',
      by,
      kind: filled.choice('kind') || null,
      text: filled.text('text').replace(/\s+/g, ' '),
      owner: filled.person('owner') || null,
      due: filled.day('due') ? { on: filled.day('due') } : null,
      priority: filled.choice('priority') || null,
      ...(isTicked(filled) ? { changesPolicy: true } : {}),
      ...(task === undefined ? {} : { task }),
      ...(line === undefined ? {} : { line }),
      ...(sure === undefined ? {} : { sure }),
      ...(metadata.origin ? { source: metadata.origin } : {}),
    };
  },
  edit_action_item: ({ userId: by, filled, metadata }) => {
    const { id, sure } = readAbout(metadata.arg);
    return {
      type: 'edit_action_item',
      by,
      id: id ?? 0,
      text: filled.text('text').replace(/\s+/g, ' '),
      ...(filled.choice('kind') ? { kind: filled.choice('kind') } : {}),
      ...(filled.person('owner') ? { owner: filled.person('owner') } : {}),
      ...(filled.has('priority') ? { priority: filled.choice('priority') || null } : {}),
      link: filled.text('link'),
      ...(filled.has('policy') ? { changesPolicy: isTicked(filled) } : {}),
      ...(sure === undefined ? {} : { sure }),
    };
  },
  move_action_item: ({ userId: by, filled, metadata }) => ({
    type: 'move_action_item',
    by,
    id: readAbout(metadata.arg).id ?? 0,
    due: { on: filled.day('due') },
    reason: filled.text('reason'),
  }),
  drop_action_item: ({ userId: by, filled, metadata }) => ({
    type: 'drop_action_item',
    by,
    id: readAbout(metadata.arg).id ?? 0,
    reason: filled.text('reason'),
  }),
  link_action_item: ({ userId: by, filled, metadata }) => ({
    type: 'link_action_item',
    by,
    id: readAbout(metadata.arg).id ?? 0,
    link: filled.text('link'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/** The line of the timeline that was chosen, or that the form was opened from. */
function lineOf({ filled, metadata }: Pick<Submitted, 'filled' | 'metadata'>): number | undefined {
  const chosen = filled.choice('line');
  return /^\d{1,6}$/.test(chosen) ? Number(chosen) : readAbout(metadata.arg).line;
}

function isTicked(filled: Submitted['filled']): boolean {
  return filled.choices('policy').includes('yes');
}

/** The form as it was filled in, which takes the same text the next time it is sent. */
export function sureOf({ filled, metadata }: Submitted): Preset {
  const text = filled.text('text').replace(/\s+/g, ' ');
  const line = lineOf({ filled, metadata });
  return {
    text,
    ...(filled.choice('kind') ? { kind: filled.choice('kind') } : {}),
    ...(filled.person('owner') ? { owner: filled.person('owner') } : {}),
    ...(filled.choice('priority') ? { priority: filled.choice('priority') } : {}),
    ...(filled.day('due') ? { due: filled.day('due') } : {}),
    ...(filled.has('policy') ? { changesPolicy: isTicked(filled) } : {}),
    ...(metadata.origin ? { origin: metadata.origin } : {}),
    arg: writeAbout({
      ...readAbout(metadata.arg),
      ...(line === undefined ? {} : { line }),
      sure: markOf(text),
    }),
  };
}

/** The field that a refusal is about. */
export function actionItemsBlockOf({ code }: Refusal): string | null {
  switch (code) {
    case 'bad_day':
      return 'due';
    case 'bad_link':
      return 'link';
    case 'action_item_refused':
      return 'text';
    case 'unknown_action_item_kind':
      return 'kind';
    case 'unknown_priority':
      return 'priority';
    default:
      return null;
  }
}
