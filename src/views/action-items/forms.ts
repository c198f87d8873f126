import type { ModalView } from '@slack/types';
import { offeredKinds } from '../../incident/action-items/items.ts';
import { actionItemLimits } from '../../incident/action-items/limits.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, input, personField, textField } from '../inputs.ts';
import { oneLine } from '../mrkdwn.ts';
import { sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

export function actionItemModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const kinds = offeredKinds(incident, policy);
  const [first] = kinds;
  return form(policy, {
    callback: 'add_action_item',
    title: sayPlain(policy, 'form.action_item', { number: incident.number }),
    submit: sayPlain(policy, 'form.action_item_submit'),
    metadata: { incident: incident.id },
    blocks: [
      textField(
        { name: 'text', label: sayPlain(policy, 'form.action_item_text') },
        { max: actionItemLimits.text, ...(preset.text ? { initial: preset.text } : {}) },
      ),
      ...(first
        ? [
            choiceField(
              { name: 'kind', label: sayPlain(policy, 'form.action_item_kind') },
              kinds.map((each) => option(each.name, each.key, each.meaning)),
              first.key,
            ),
          ]
        : []),
      personField({
        name: 'owner',
        label: sayPlain(policy, 'form.action_item_owner'),
        optional: true,
      }),
      input(
        {
          name: 'due',
          label: sayPlain(policy, 'form.action_item_due'),
          optional: true,
          hint: sayPlain(policy, 'form.action_item_due_hint'),
        },
        { type: 'datepicker', action_id: 'value' },
      ),
    ],
  });
}

export function actionItemLinkModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  const found = incident.state.actionItems.find(({ id }) => String(id) === preset.arg);
  return form(policy, {
    callback: 'link_action_item',
    title: sayPlain(policy, 'form.action_item_link'),
    submit: sayPlain(policy, 'form.action_item_link_submit'),
    metadata: { incident: incident.id, ...(preset.arg ? { arg: preset.arg } : {}) },
    blocks: [
      ...(found ? [section(oneLine(found.text))] : []),
      textField(
        { name: 'link', label: sayPlain(policy, 'form.action_item_address') },
        { max: actionItemLimits.linkLength, placeholder: 'https://' },
      ),
    ],
  });
}
