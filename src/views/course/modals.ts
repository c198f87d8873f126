import type { InputBlock, ModalView } from '@slack/types';
import { keptMilestone, milestoneAt, milestoneKeys } from '../../incident/course/milestones.ts';
import { publicStateOffered } from '../../incident/course/public-state.ts';
import { limits } from '../../incident/text.ts';
import { option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, input, textField } from '../inputs.ts';
import { join, Mrkdwn } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { milestoneName } from './names.ts';

/** Forms of the course. `preset.arg` is the key of what was chosen before. */

export function stageModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  return form(policy, {
    callback: 'change_stage',
    title: sayPlain(policy, 'form.stage_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        { name: 'stage', label: sayPlain(policy, 'form.stage_new') },
        policy.stages.map((each) => option(each.name, each.key, each.meaning)),
        preset.arg ?? incident.state.stage?.key,
      ),
      reasonField(policy, preset, false),
    ],
  });
}

export function publicStateModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  const chosen =
    preset.arg ?? publicStateOffered(incident, policy)?.key ?? incident.state.publicState?.key;
  const meanings = policy.public_states.map(({ emoji, name, meaning }) =>
    say(policy, 'form.public_meaning', { emoji: new Mrkdwn(emoji ?? '•'), state: name, meaning }),
  );
  return form(policy, {
    callback: 'change_public_state',
    title: sayPlain(policy, 'form.public_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id },
    blocks: [
      section(say(policy, 'form.public_meanings', { meanings: join(meanings) })),
      choiceField(
        { name: 'state', label: sayPlain(policy, 'form.public_new') },
        policy.public_states.map((each) => option(each.name, each.key)),
        chosen,
      ),
      reasonField(policy, preset, true),
    ],
  });
}

/** `preset.text` is a time as it was typed; `zone` is that of who looks. */
export function milestoneModal(
  { incident, policy }: ViewContext,
  preset: Preset,
  zone: string,
): ModalView {
  const key = preset.arg ?? '';
  const kept = keptMilestone(incident, key);
  const at = milestoneAt(incident, key);
  const { title, submit, metadata } = {
    title: sayPlain(policy, 'form.milestone_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id },
  };
  const typed = preset.text ?? (at ? `${at.toISOString().slice(0, 16)}Z` : undefined);
  const text = preset.doing ?? kept?.text;
  return form(policy, {
    callback: 'set_milestone',
    title,
    submit,
    metadata,
    blocks: [
      choiceField(
        { name: 'milestone', label: sayPlain(policy, 'form.milestone') },
        milestoneKeys(policy).map((each) => option(milestoneName(policy, each), each)),
        key,
      ),
      textField(
        {
          name: 'at',
          label: sayPlain(policy, 'form.milestone_at'),
          hint: sayPlain(policy, 'form.milestone_at_hint', { zone }),
        },
        { max: 60, ...(typed ? { initial: typed } : {}) },
      ),
      peopleField(
        { name: 'people', label: sayPlain(policy, 'form.milestone_people') },
        kept?.people ?? [],
      ),
      textField(
        { name: 'text', label: sayPlain(policy, 'form.milestone_text'), optional: true },
        { max: limits.reason, multiline: true, ...(text ? { initial: text } : {}) },
      ),
      textField(
        {
          name: 'reason',
          label: sayPlain(policy, 'form.milestone_reason'),
          hint: sayPlain(policy, 'form.milestone_reason_hint'),
          optional: true,
        },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}

function peopleField(field: { name: string; label: string }, chosen: string[]): InputBlock {
  return input(
    { ...field, optional: true },
    {
      type: 'multi_users_select',
      action_id: 'value',
      ...(chosen.length > 0 ? { initial_users: chosen } : {}),
    },
  );
}

export function callModal({ incident, policy }: ViewContext, preset: Preset): ModalView {
  const initial = preset.text ?? policy.call.link;
  return form(policy, {
    callback: 'start_call',
    title: sayPlain(policy, 'form.call_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.call_submit'),
    metadata: { incident: incident.id },
    blocks: [
      textField(
        { name: 'link', label: sayPlain(policy, 'form.call_link') },
        {
          max: 1000,
          placeholder: sayPlain(policy, 'form.call_placeholder'),
          ...(initial ? { initial } : {}),
        },
      ),
    ],
  });
}

function reasonField(policy: ViewContext['policy'], preset: Preset, optional: boolean): InputBlock {
  return textField(
    { name: 'reason', label: sayPlain(policy, 'form.reason'), optional },
    { max: limits.reason, multiline: true, ...(preset.reason ? { initial: preset.reason } : {}) },
  );
}

/** A form that met a closed gate asks why it should go on; nothing where `preset` names no gate. */
export function withPastField(
  policy: ViewContext['policy'],
  view: ModalView,
  preset: Preset,
): ModalView {
  if (!preset.gates || preset.gates.length === 0) return view;
  const metadata: unknown = JSON.parse(view.private_metadata ?? '{}');
  return {
    ...view,
    private_metadata: JSON.stringify({ ...(metadata as object), gates: preset.gates }),
    blocks: [
      ...view.blocks,
      textField(
        {
          name: 'past',
          label: sayPlain(policy, 'form.go_on'),
          hint: sayPlain(policy, 'form.go_on_hint'),
        },
        { max: limits.reason, multiline: true, ...(preset.past ? { initial: preset.past } : {}) },
      ),
    ],
  };
}
