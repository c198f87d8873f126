import type { ModalView } from '@slack/types';
import { fieldsAskedAt, fieldsNow } from '../../incident/kinds/asked-fields.ts';
import { unsettledKind } from '../../incident/kinds/settled.ts';
import { limits } from '../../incident/text.ts';
import { option, shortMessage } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { answerModal } from '../notice.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { fieldInputs, optionsOf, severalField, shownMarks } from './field-inputs.ts';

/** Forms that say what sort it is, what it affects, whether it is one, and what is known. */

export function kindModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  if (policy.kinds.length === 0) return nothing(view, 'refused.no_kinds');
  const { kind } = incident.state;
  return form(policy, {
    callback: 'change_kind',
    title: sayPlain(policy, 'form.kind_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id, expect: { kind } },
    blocks: [
      choiceField(
        { name: 'kind', label: sayPlain(policy, 'form.kind_new') },
        policy.kinds.map((each) => option(each.name, each.key, each.meaning)),
        // What is not known yet is no answer to what it is.
        preset.kind ?? (unsettledKind(incident, policy) ? undefined : (kind ?? undefined)),
      ),
      reasonField(sayPlain(policy, 'form.reason'), preset),
    ],
  });
}

export function modulesModal({ incident, policy, ...rest }: ViewContext): ModalView {
  if (policy.modules.length === 0) {
    return nothing({ incident, policy, ...rest }, 'refused.no_modules');
  }
  return form(policy, {
    callback: 'set_modules',
    title: sayPlain(policy, 'form.modules_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id },
    blocks: [
      severalField(
        { name: 'modules', label: sayPlain(policy, 'form.modules'), optional: true },
        optionsOf(policy.modules),
        incident.state.modules,
      ),
    ],
  });
}

export function decisionModal(
  word: 'confirm_incident' | 'decline_incident',
  view: ViewContext,
  preset: Preset = {},
): ModalView {
  const { incident, policy } = view;
  const name = word === 'confirm_incident' ? 'confirm' : 'decline';
  return form(policy, {
    callback: word,
    title: sayPlain(policy, `form.${name}_title`, { number: incident.number }),
    submit: sayPlain(policy, `form.${name}_submit`),
    metadata: { incident: incident.id },
    blocks: [reasonField(sayPlain(policy, `form.${name}_reason`), preset)],
  });
}

/** All fields, or with `triage` as its argument those that triage asks, or the one of that key. */
export function fieldsModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const { arg } = preset;
  const all = fieldsNow(policy, incident);
  const one = all.filter(({ key }) => key === arg);
  const inTriage = arg === 'triage' && one.length === 0;
  const fields = inTriage ? fieldsAskedAt(policy, incident, 'triage') : one.length > 0 ? one : all;
  if (policy.fields.length === 0) return nothing(view, 'refused.no_fields');
  if (fields.length === 0) {
    const text = say(policy, 'form.fields_none', { number: incident.number });
    return answerModal(policy, shortMessage(text));
  }
  const { fields: values } = incident.state;
  return form(policy, {
    callback: 'set_fields',
    title: sayPlain(policy, 'form.fields_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.fields_submit'),
    metadata: {
      incident: incident.id,
      shown: shownMarks(fields, values),
      ...(arg ? { arg } : {}),
    },
    blocks: fieldInputs(policy, fields, values, { insists: inTriage }),
  });
}

function reasonField(label: string, { reason, text }: Preset) {
  const initial = reason ?? text;
  return textField(
    { name: 'reason', label },
    { max: limits.reason, multiline: true, ...(initial ? { initial } : {}) },
  );
}

function nothing(
  { policy }: ViewContext,
  why: 'refused.no_kinds' | 'refused.no_modules' | 'refused.no_fields',
): ModalView {
  return answerModal(policy, shortMessage(say(policy, why)));
}
