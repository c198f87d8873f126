import type { PersonCommand } from '../../incident/types.ts';
import {
  authorModal,
  holdModal,
  importModal,
  readSectionArg,
  sectionModal,
} from '../../views/postmortem/forms.ts';
import { exportModal, recordModal } from '../../views/postmortem/hand-out-forms.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';
import { handOutSubmissions } from './export-command.ts';
import { sectionTyped } from './write.ts';

/** The form behind each word that has one. */
export const postmortemForms = {
  hold_postmortem: (view, _viewer, preset) => holdModal(view, preset),
  assign_postmortem: (view) => authorModal(view),
  edit_section: (view, _viewer, preset) => sectionModal(view, preset),
  export_postmortem: (view) => exportModal(view),
  import_postmortem: (view) => importModal(view),
  send_record: (view, _viewer, preset) => recordModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const postmortemSubmissions = {
  hold_postmortem: ({ userId: by, filled }) => ({
    type: 'hold_postmortem',
    by,
    author: filled.person('author') || null,
    where: filled.text('where').replace(/\s+/g, ' '),
  }),
  assign_postmortem: ({ userId: by, filled }) => ({
    type: 'assign_postmortem',
    by,
    userId: filled.person('user'),
  }),
  edit_section: ({ userId: by, filled, metadata }) => {
    const { key, revision } = readSectionArg(metadata.arg ?? '');
    const text = sectionTyped(filled, metadata.arg ?? '');
    return { type: 'edit_section', by, key, text, revision: revision ?? 0 };
  },
  ...handOutSubmissions,
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
