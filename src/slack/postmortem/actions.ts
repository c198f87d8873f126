import type { postmortemActionWords } from '../../views/postmortem/action-words.ts';
import { readSectionArg } from '../../views/postmortem/forms.ts';
import { type ActionHandler, commands, opens, type Pressed } from '../actions.ts';
import { openForm } from '../forms.ts';
import { sectionPreset } from './write.ts';

export const postmortemActions: Record<(typeof postmortemActionWords)[number], ActionHandler> = {
  hold_postmortem: opens('hold_postmortem'),
  skip_postmortem: commands(({ userId: by }) => ({ type: 'skip_postmortem', by, reason: '' })),
  take_postmortem: commands(({ userId: by }) => ({ type: 'take_postmortem', by })),
  assign_postmortem: opens('assign_postmortem'),
  edit_section: openSection,
};

/** The form of the section that was chosen, with what stands there now. */
function openSection(pressed: Pressed) {
  const { key } = readSectionArg(pressed.value.arg ?? '');
  return openForm(pressed, 'edit_section', pressed.find(), { arg: key }, ({ incident }) =>
    sectionPreset(pressed.desk, incident, key),
  );
}
