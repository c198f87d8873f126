import type { ModalView } from '@slack/types';
import { limits } from '../incident/text.ts';
import type { ViewContext } from './context.ts';
import { form, textField } from './inputs.ts';
import { askedInputs, shownFields } from './kinds/asked-inputs.ts';
import { sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

export type EndingWord = 'resolve' | 'close' | 'reopen' | 'cancel';

const titles = {
  resolve: 'form.resolve',
  close: 'form.close_title',
  reopen: 'form.reopen',
  cancel: 'form.cancel_title',
} as const;

/** The form that resolves, closes, reopens or cancels: one field, the reason. */
export function reasonModal(word: EndingWord, view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const { severity, status, title } = incident;
  const initial = preset.reason ?? preset.text;
  return form(policy, {
    callback: word,
    title: sayPlain(policy, titles[word], { number: incident.number }),
    submit: sayPlain(policy, `form.${word}_submit`),
    metadata: {
      incident: incident.id,
      ...(word === 'resolve'
        ? { expect: { severity, status, title }, ...shownFields(view, 'resolve') }
        : {}),
      ...(word === 'close' && preset.arg ? { arg: preset.arg } : {}),
    },
    blocks: [
      textField(
        { name: 'reason', label: sayPlain(policy, `form.${word}_reason`) },
        { max: limits.reason, multiline: true, ...(initial ? { initial } : {}) },
      ),
      ...(word === 'resolve' ? askedInputs(view, 'resolve') : []),
    ],
  });
}
