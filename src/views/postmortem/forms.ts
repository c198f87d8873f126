import type { ModalView } from '@slack/types';
import { suggestedAuthor } from '../../incident/postmortem/author.ts';
import { postmortemLimits } from '../../incident/postmortem/limits.ts';
import { isLeftToPeople, sectionsOf } from '../../incident/postmortem/sections.ts';
import { writtenSection } from '../../incident/postmortem/written.ts';
import type { UserId } from '../../incident/types.ts';
import { context, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { form, input, textField } from '../inputs.ts';
import { join, literal, Mrkdwn, mention } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { sectionName } from './names.ts';
import { partsOf } from './parts.ts';

/** One is held: who writes it, and where it is talked about. */
export function holdModal({ policy, incident }: ViewContext, preset: Preset = {}): ModalView {
  return form(policy, {
    callback: 'hold_postmortem',
    title: sayPlain(policy, 'form.hold_postmortem'),
    submit: sayPlain(policy, 'form.hold_postmortem_submit'),
    metadata: { incident: incident.id },
    blocks: [
      authorField({ policy }, 'author', suggestedAuthor(incident, policy)),
      textField(
        {
          name: 'where',
          label: sayPlain(policy, 'form.postmortem_where'),
          hint: sayPlain(policy, 'form.postmortem_where_hint'),
          optional: true,
        },
        { max: postmortemLimits.where, ...(preset.text ? { initial: preset.text } : {}) },
      ),
    ],
  });
}

/** Somebody is to write it. */
export function authorModal({ policy, incident }: ViewContext): ModalView {
  return form(policy, {
    callback: 'assign_postmortem',
    title: sayPlain(policy, 'form.assign_postmortem'),
    submit: sayPlain(policy, 'form.assign_postmortem_submit'),
    metadata: { incident: incident.id },
    blocks: [authorField({ policy }, 'user', suggestedAuthor(incident, policy))],
  });
}

/** A document that was exported as Markdown and changed elsewhere. */
export function importModal({ policy, incident }: ViewContext): ModalView {
  return form(policy, {
    callback: 'import_postmortem',
    title: sayPlain(policy, 'form.import_postmortem'),
    submit: sayPlain(policy, 'form.import_submit'),
    metadata: { incident: incident.id },
    blocks: [
      section(say(policy, 'form.import_about', { number: incident.number })),
      input(
        { name: 'files', label: sayPlain(policy, 'form.import_file'), optional: true },
        {
          type: 'file_input',
          action_id: 'value',
          filetypes: ['md', 'markdown', 'txt'],
          max_files: 1,
        },
      ),
      textField(
        {
          name: 'text',
          label: sayPlain(policy, 'form.import_text'),
          hint: sayPlain(policy, 'form.import_text_hint'),
          optional: true,
        },
        { max: 3000, multiline: true },
      ),
    ],
  });
}

function authorField({ policy }: Pick<ViewContext, 'policy'>, name: string, initial: UserId) {
  const known = /^[UW][A-Z0-9]{2,}$/.test(initial) ? { initial_user: initial } : {};
  const label = sayPlain(policy, 'form.postmortem_author');
  return input({ name, label }, { type: 'users_select', action_id: 'value', ...known });
}

/**
 * A section's text, in as many fields as it takes. `arg` is the section's key and the revision that
 * the text is of; without a revision it is the one of the state.
 */
export function sectionModal(view: ViewContext, { arg = '', text = '' }: Preset): ModalView {
  const { policy, incident } = view;
  const { key, revision } = readSectionArg(arg);
  const found = sectionsOf(policy).find((each) => each.key === key);
  const asks = found?.asks ?? [];
  const isFilled = found !== undefined && !isLeftToPeople(found);
  const hint = isFilled ? 'form.section_hint_filled' : 'form.section_hint';
  const { parts, gaps } = partsOf(text);
  const shown = revision ?? writtenSection(incident, key)?.revision ?? 0;
  return form(policy, {
    callback: 'edit_section',
    title: sayPlain(policy, 'form.section'),
    submit: sayPlain(policy, 'form.section_submit'),
    metadata: { incident: incident.id, arg: `${key} ${shown} ${gaps}`.trim() },
    blocks: [
      section(join([say(policy, 'form.section_of', { section: sectionName(policy, key) })])),
      ...(asks.length > 0 ? [context(bullets(asks))] : []),
      ...parts.map((part, index) =>
        textField(
          {
            name: `text${index === 0 ? '' : index}`,
            label: sayPlain(policy, index === 0 ? 'form.section_text' : 'form.section_more'),
            ...(index === 0 ? { hint: sayPlain(policy, hint) } : {}),
            optional: true,
          },
          { max: 3000, multiline: true, ...(part ? { initial: part } : {}) },
        ),
      ),
    ],
  });
}

function bullets(texts: readonly string[]): Mrkdwn {
  return join(texts.map((text) => new Mrkdwn(`• ${literal(text).text}`)));
}

/** What stands there now, above a form that was overtaken. */
export function sectionNow(
  { policy }: Pick<ViewContext, 'policy'>,
  { by, text }: { by: UserId; text: string },
) {
  const head = say(policy, 'form.section_now', { who: mention(by) });
  return [section(join([head, literal(text)]))];
}

/** Reads what the form and the button carry: `<key> <revision> <gaps>`, the last two left out or not. */
export function readSectionArg(arg: string): {
  key: string;
  revision: number | null;
  gaps: string;
} {
  const [key = '', revision, gaps = ''] = arg.split(' ');
  const count = revision === undefined || revision === '' ? null : Number(revision);
  return { key, revision: Number.isSafeInteger(count) ? count : null, gaps };
}
