import type { PersonCommand } from '../../incident/types.ts';
import { attachModal } from '../../views/links/files.ts';
import { privateModal } from '../../views/links/private-modal.ts';
import { otherModal } from '../../views/links/ties.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';
import { adoptRoomFrom } from './adopt.ts';

/** The form behind each word that has one. */
export const linksForms = {
  attach_files: (view, _viewer, preset) => attachModal(view, preset),
  make_private: (view, _viewer, preset) => privateModal(view, preset),
  merge: (view, _viewer, preset) => otherModal('merge', view, preset),
  relate: (view, _viewer, preset) => otherModal('relate', view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const linksSubmissions = {
  adopt_room: adoptRoomFrom,
  attach_files: ({ userId: by, filled }) => ({
    type: 'attach_files',
    by,
    field: filled.choice('field') || null,
    files: filled.files('files'),
  }),
  make_private: ({ userId: by, filled }) => ({
    type: 'make_private',
    by,
    reason: filled.text('reason'),
  }),
  merge: ({ userId: by, filled }) => ({
    type: 'merge',
    by,
    other: numberIn(filled.text('other')),
    reason: filled.text('reason'),
  }),
  relate: ({ userId: by, filled }) => ({
    type: 'relate',
    by,
    other: numberIn(filled.text('other')),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/** `#7` or `7`; 0, which is no incident's number, where it says none. */
function numberIn(text: string): number {
  return Number(/^#?(\d{1,9})$/.exec(text)?.[1] ?? 0);
}
