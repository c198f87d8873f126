import type { KnownBlock, ModalView } from '@slack/types';
import { fileFields, filesOf, missingFiles } from '../../incident/links/files.ts';
import type { SharedFile } from '../../incident/links/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { button, option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, input } from '../inputs.ts';
import { join, linkTo, type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** Files: what is missing and what is there, on the card; the form that takes them. */

/** More names would hide what else the card says. */
const MOST_NAMED = 5;
const MOST_MISSING = 2;
/** Slack takes at most ten files in one field. */
const MOST_AT_ONCE = 10;

/** What is missing, with the button that takes it. */
export function filesMissing({ incident, policy }: ViewContext): KnownBlock[] {
  if (['merged', 'cancelled', 'declined'].includes(incident.phase)) return [];
  const missing = missingFiles(incident, policy);
  const [only, ...others] = missing;
  if (!only) return [];
  const lines = missing
    .slice(0, MOST_MISSING)
    .map(({ field, left }) =>
      left < field.files
        ? say(policy, 'card.files_short', { field: field.name, left })
        : say(policy, 'card.files_missing', { field: field.name }),
    );
  // One that is missing alone is meant; of several the form asks which.
  const one = others.length === 0 ? only.field : null;
  const attach = button(
    'attach_files',
    sayPlain(policy, 'button.attach'),
    { incident: incident.id, ...(one ? { arg: one.key } : {}) },
    one ? { suffix: one.key, aloud: `${sayPlain(policy, 'button.attach')}: ${one.name}` } : {},
  );
  return [section(join(lines), { accessory: attach })];
}

/** What is there. */
export function filesLines({ incident, policy }: ViewContext): Mrkdwn[] {
  const { files } = incident.state;
  if (files.length === 0) return [];
  const more = files.length - MOST_NAMED;
  const named = fileNames(files.slice(-MOST_NAMED));
  return [
    more > 0
      ? say(policy, 'card.files_more', { files: named, more })
      : say(policy, 'card.files', { files: named }),
  ];
}

/** Their names, as links where Slack gave one. */
export function fileNames(files: readonly Pick<SharedFile, 'name' | 'permalink'>[]): Mrkdwn {
  return join(
    files.map(({ name, permalink }) => linkTo(permalink ?? '', oneLine(name))),
    ', ',
  );
}

/** What people call a field; its key where the policy has it no more. */
export function fieldNamed(policy: Policy, key: string): string {
  return policy.fields.find((field) => field.key === key)?.name ?? key;
}

export function attachModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const fields = fileFields(incident, policy);
  const chosen = fields.find(({ key }) => key === preset.arg) ?? firstMissing(view);
  return form(policy, {
    callback: 'attach_files',
    title: sayPlain(policy, 'form.attach', { number: incident.number }),
    submit: sayPlain(policy, 'form.attach_submit'),
    metadata: { incident: incident.id },
    blocks: [
      input(
        {
          name: 'files',
          label: sayPlain(policy, 'form.attach_files'),
          ...(chosen?.help ? { hint: chosen.help } : {}),
        },
        { type: 'file_input', action_id: 'value', max_files: MOST_AT_ONCE },
      ),
      ...(fields.length > 0
        ? [
            choiceField(
              { name: 'field', label: sayPlain(policy, 'form.attach_field'), optional: true },
              fields.map((field) => option(field.name, field.key)),
              chosen?.key,
            ),
          ]
        : []),
    ],
  });
}

function firstMissing({ incident, policy }: ViewContext) {
  const empty = fileFields(incident, policy).filter(({ key }) => filesOf(incident, key).length < 1);
  return missingFiles(incident, policy)[0]?.field ?? empty[0];
}
