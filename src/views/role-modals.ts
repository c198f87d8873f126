import type { ModalView } from '@slack/types';
import { holdersOf } from '../incident/lookup.ts';
import type { UserId } from '../incident/types.ts';
import { option } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { choiceField, form, personField } from './inputs.ts';
import { noticeModal } from './notice.ts';
import { say, sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

/** The form that gives a role to someone. */
export function assignModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  const free = policy.roles.find((role) => holdersOf(incident, role.key).length === 0);
  return form(policy, {
    callback: 'assign_role',
    title: sayPlain(policy, 'form.assign'),
    submit: sayPlain(policy, 'form.assign_submit'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        { name: 'role', label: sayPlain(policy, 'form.assign_role') },
        policy.roles.map((role) => option(role.name, role.key)),
        preset.role ?? free?.key,
      ),
      personField({ name: 'user', label: sayPlain(policy, 'form.assign_person') }),
    ],
  });
}

/** The form by which someone asks another to take over a role. */
export function handoverModal(
  { incident, policy }: ViewContext,
  viewer: UserId,
  preset: Preset = {},
): ModalView {
  const held = policy.roles.filter((role) =>
    holdersOf(incident, role.key).some((holder) => holder.userId === viewer),
  );
  if (held.length === 0) {
    return noticeModal(policy, say(policy, 'form.handover_none', { number: incident.number }));
  }
  return form(policy, {
    callback: 'offer_handover',
    title: sayPlain(policy, 'form.handover'),
    submit: sayPlain(policy, 'form.handover_submit'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        { name: 'role', label: sayPlain(policy, 'form.handover_role') },
        held.map((role) => option(role.name, role.key)),
        preset.role ?? held[0]?.key,
      ),
      personField({ name: 'user', label: sayPlain(policy, 'form.handover_person') }),
    ],
  });
}
