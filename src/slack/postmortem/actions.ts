import { type ReviewStatus, reviewStatuses } from '../../incident/postmortem/types.ts';
import type { postmortemActionWords } from '../../views/postmortem/action-words.ts';
import { readSectionArg } from '../../views/postmortem/forms.ts';
import { postmortemMessage } from '../../views/postmortem/message.ts';
import { type ActionHandler, commands, opens, type Pressed, shows } from '../actions.ts';
import { openForm } from '../forms.ts';
import { viewOf } from '../gesture.ts';
import { casesAnswer } from './cases.ts';
import { sectionPreset } from './write.ts';

export const postmortemActions: Record<(typeof postmortemActionWords)[number], ActionHandler> = {
  hold_postmortem: opens('hold_postmortem'),
  skip_postmortem: commands(({ userId: by }) => ({ type: 'skip_postmortem', by, reason: '' })),
  take_postmortem: commands(({ userId: by }) => ({ type: 'take_postmortem', by })),
  assign_postmortem: opens('assign_postmortem'),
  edit_section: openSection,
  export_postmortem: opens('export_postmortem'),
  send_record: opens('send_record'),
  set_postmortem_status: commands(({ userId: by, value }) => {
    const [from, status, anyway] = (value.arg ?? '').split(' ');
    if (!isStatus(from) || !isStatus(status)) return null;
    const more = anyway === 'anyway' ? { anyway: true as const } : {};
    return { type: 'set_postmortem_status', by, from, status, ...more };
  }),
  import_postmortem: opens('import_postmortem'),
  postmortem_cases: casesAnswer,
  read_postmortem: commands(({ userId: by }) => ({ type: 'read_postmortem', by })),
  postmortem: shows(async ({ desk }, found) => postmortemMessage(await viewOf(desk, found))),
};

function isStatus(word: string | undefined): word is ReviewStatus {
  return (reviewStatuses as readonly (string | undefined)[]).includes(word);
}

/** The form of the section that was chosen, with what stands there now. */
function openSection(pressed: Pressed) {
  const { key } = readSectionArg(pressed.value.arg ?? '');
  return openForm(pressed, 'edit_section', pressed.find(), { arg: key }, ({ incident }) =>
    sectionPreset(pressed.desk, incident, key),
  );
}
