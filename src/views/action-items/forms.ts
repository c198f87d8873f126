import type { InputBlock, ModalView } from '@slack/types';
import { offeredKinds, onlyKind } from '../../incident/action-items/kinds.ts';
import { actionItemLimits } from '../../incident/action-items/limits.ts';
import type { ActionItemState } from '../../incident/action-items/types.ts';
import type { IncidentView } from '../../incident/places.ts';
import { limits } from '../../incident/text.ts';
import type { MessageRef, UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import {
  choiceField,
  dayField,
  form,
  personField,
  shortened,
  textField,
  tickField,
} from '../inputs.ts';
import { oneLine } from '../mrkdwn.ts';
import { sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { type About, readAbout, writeAbout } from './about.ts';
import { kindName } from './names.ts';

/** The forms of an action item. */

/** A new one. Who opens it has it, unless they choose somebody else. */
export function actionItemModal(view: ViewContext, viewer: UserId, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  return form(policy, {
    callback: 'add_action_item',
    title: sayPlain(policy, 'form.action_item', { number: incident.number }),
    submit: sayPlain(policy, 'form.action_item_submit'),
    metadata: {
      incident: incident.id,
      ...(preset.arg ? { arg: preset.arg } : {}),
      ...(preset.origin ? { origin: shortened(preset.origin) } : {}),
    },
    blocks: [
      ...(preset.lines && preset.lines.length > 0
        ? [
            choiceField(
              { name: 'line', label: sayPlain(policy, 'form.action_item_line') },
              preset.lines,
              preset.lines[0]?.value,
            ),
          ]
        : []),
      ...whatFields(view, { ...preset, owner: preset.owner ?? viewer }),
      dayField(
        {
          name: 'due',
          label: sayPlain(policy, 'form.action_item_due'),
          optional: true,
          hint: dueHint(view),
        },
        preset.due,
      ),
      policyField(view, preset.changesPolicy ?? false),
    ],
  });
}

/** The same from a message of another channel: it asks which incident, and leaves kind and urgency open. */
export function pickActionItemModal(
  policy: Policy,
  open: IncidentView[],
  origin: MessageRef,
  viewer: UserId,
): ModalView {
  const choices = open.map(({ incident }) =>
    option(
      sayPlain(policy, 'form.which_choice', { number: incident.number, title: incident.title }),
      String(incident.id),
    ),
  );
  const text = origin.text.replace(/\s+/g, ' ');
  return form(policy, {
    callback: 'add_action_item',
    title: sayPlain(policy, 'form.action_item_which'),
    submit: sayPlain(policy, 'form.action_item_submit'),
    metadata: { origin: shortened(origin) },
    blocks: [
      choiceField(
        { name: 'incident', label: sayPlain(policy, 'form.which') },
        choices,
        choices.length === 1 ? choices[0]?.value : undefined,
      ),
      textField(
        {
          name: 'text',
          label: sayPlain(policy, 'form.action_item_text'),
          hint: sayPlain(policy, 'form.action_item_text_hint'),
        },
        { max: actionItemLimits.text, ...(text ? { initial: text } : {}) },
      ),
      personField({ name: 'owner', label: sayPlain(policy, 'form.action_item_owner') }, viewer),
    ],
  });
}

/** What happens where no day is chosen. */
function dueHint({ incident, policy }: ViewContext): string {
  const { priorities, due_within_days: days } = policy.action_items;
  const isSaid = [...offeredKinds(incident, policy), ...priorities].some(
    (each) => each.due_within_days !== undefined,
  );
  return sayPlain(policy, isSaid ? 'form.action_item_due_hint' : 'form.action_item_due_usual', {
    days,
  });
}

/** What it is, of which kind, whose, and how urgent. */
function whatFields(view: ViewContext, preset: Preset): InputBlock[] {
  const { incident, policy } = view;
  const kinds = offeredKinds(incident, policy);
  const isOwn = policy.action_items.kinds.length > 0;
  const { priorities } = policy.action_items;
  return [
    textField(
      {
        name: 'text',
        label: sayPlain(policy, 'form.action_item_text'),
        hint: sayPlain(policy, 'form.action_item_text_hint'),
      },
      { max: actionItemLimits.text, ...(preset.text ? { initial: preset.text } : {}) },
    ),
    ...(kinds.length > 0
      ? [
          choiceField(
            { name: 'kind', label: sayPlain(policy, 'form.action_item_kind'), optional: !isOwn },
            kinds.map((each) => option(kindName(policy, each.key), each.key, each.meaning)),
            preset.kind ?? onlyKind(kinds),
          ),
        ]
      : []),
    personField({ name: 'owner', label: sayPlain(policy, 'form.action_item_owner') }, preset.owner),
    ...(priorities.length > 0
      ? [
          choiceField(
            {
              name: 'priority',
              label: sayPlain(policy, 'form.action_item_priority'),
              optional: true,
            },
            priorities.map(({ name }) => option(name, name)),
            preset.priority,
          ),
        ]
      : []),
  ];
}

function policyField({ policy }: ViewContext, isTicked: boolean): InputBlock {
  const label = sayPlain(policy, 'form.action_item_policy_yes');
  return tickField(
    { name: 'policy', label: sayPlain(policy, 'form.action_item_policy') },
    { label, isTicked },
  );
}

/** Everything but its day. `preset` holds what was typed before it was drawn anew. */
export function editModal(view: ViewContext, preset: Preset): ModalView {
  const { incident, policy } = view;
  const found = itemOf(view, preset);
  const before: Preset = found
    ? {
        ...{ text: found.text, kind: found.kind, owner: found.owner },
        ...(found.priority ? { priority: found.priority } : {}),
      }
    : {};
  return form(policy, {
    callback: 'edit_action_item',
    title: sayPlain(policy, 'form.action_item_edit'),
    submit: sayPlain(policy, 'form.action_item_save'),
    metadata: { incident: incident.id, arg: writeAbout(readAbout(preset.arg)) },
    blocks: [
      ...whatFields(view, { ...before, ...preset }),
      textField(
        { name: 'link', label: sayPlain(policy, 'form.action_item_address'), optional: true },
        {
          max: actionItemLimits.linkLength,
          placeholder: 'https://',
          ...(found?.link ? { initial: found.link } : {}),
        },
      ),
      policyField(view, preset.changesPolicy ?? (found ? found.policy !== null : false)),
    ],
  });
}

/** Another day, and why. */
export function moveModal(view: ViewContext, preset: Preset): ModalView {
  const { policy } = view;
  const found = itemOf(view, preset);
  return aboutOne(view, preset, 'move', [
    dayField({ name: 'due', label: sayPlain(policy, 'form.action_item_due') }, found?.dueOn),
    reasonField(view, preset, 'form.action_item_move_reason'),
  ]);
}

export function dropModal(view: ViewContext, preset: Preset): ModalView {
  return aboutOne(view, preset, 'drop', [
    reasonField(view, preset, 'form.action_item_drop_reason'),
  ]);
}

export function actionItemLinkModal(view: ViewContext, preset: Preset): ModalView {
  return aboutOne(view, preset, 'link', [
    textField(
      { name: 'link', label: sayPlain(view.policy, 'form.action_item_address') },
      { max: actionItemLimits.linkLength, placeholder: 'https://' },
    ),
  ]);
}

function reasonField(
  { policy }: ViewContext,
  { reason }: Preset,
  label: 'form.action_item_move_reason' | 'form.action_item_drop_reason',
): InputBlock {
  return textField(
    { name: 'reason', label: sayPlain(policy, label) },
    { max: limits.reason, ...(reason ? { initial: reason } : {}) },
  );
}

/** A short form about one of them, which is named above. */
function aboutOne(
  view: ViewContext,
  preset: Preset,
  what: 'move' | 'drop' | 'link',
  fields: InputBlock[],
): ModalView {
  const { incident, policy } = view;
  const found = itemOf(view, preset);
  return form(policy, {
    callback: `${what}_action_item`,
    title: sayPlain(policy, `form.action_item_${what}`),
    submit: sayPlain(policy, 'form.action_item_save'),
    metadata: { incident: incident.id, arg: writeAbout(aboutOnly(preset)) },
    blocks: [...(found ? [section(oneLine(found.text))] : []), ...fields],
  });
}

function aboutOnly(preset: Preset): About {
  const { id } = readAbout(preset.arg);
  return id === undefined ? {} : { id };
}

function itemOf({ incident }: ViewContext, preset: Preset): ActionItemState | undefined {
  const { id } = readAbout(preset.arg);
  return incident.state.actionItems.find((each) => each.id === id);
}
