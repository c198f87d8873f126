import type { ModalView } from '@slack/types';
import type { IncidentView } from '../incident/places.ts';
import { limits } from '../incident/text.ts';
import type { MessageRef, NoteKind } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { option, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { choiceField, form, shortened, textField } from './inputs.ts';
import { cut, prose, quoted } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

export const noteKinds = [
  'note',
  'decision',
  'finding',
  'tried',
  'question',
] as const satisfies readonly NoteKind[];

/** The form for a note: its kind and its text. */
export function noteModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  return form(policy, {
    callback: 'add_note',
    title: sayPlain(policy, 'form.note', { number: incident.number }),
    submit: sayPlain(policy, 'form.note_submit'),
    metadata: { incident: incident.id },
    blocks: [
      kindField(policy, preset.kind),
      textField(
        { name: 'text', label: sayPlain(policy, 'form.note_text') },
        { max: limits.note, multiline: true, ...(preset.text ? { initial: preset.text } : {}) },
      ),
    ],
  });
}

/** The form that takes a message of another channel into the timeline of one of these incidents. */
export function pickModal(policy: Policy, open: IncidentView[], origin: MessageRef): ModalView {
  const choices = open.map(({ incident }) =>
    option(
      sayPlain(policy, 'form.which_choice', { number: incident.number, title: incident.title }),
      String(incident.id),
    ),
  );
  return form(policy, {
    callback: 'add_to_timeline',
    title: sayPlain(policy, 'form.pick'),
    submit: sayPlain(policy, 'form.note_submit'),
    metadata: { origin: shortened(origin) },
    blocks: [
      section(say(policy, 'form.origin_unknown', { text: quoted(cut(prose(origin.text), 500)) })),
      choiceField(
        { name: 'incident', label: sayPlain(policy, 'form.which') },
        choices,
        choices.length === 1 ? choices[0]?.value : undefined,
      ),
      kindField(policy, 'note'),
    ],
  });
}

function kindField(policy: Policy, chosen: string | undefined) {
  return choiceField(
    { name: 'kind', label: sayPlain(policy, 'form.note_kind') },
    noteKinds.map((kind) => option(sayPlain(policy, `form.kind.${kind}`), kind)),
    chosen ?? 'note',
  );
}
