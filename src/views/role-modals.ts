import type { ModalView } from '@slack/types';
import { holdersOf } from '../incident/lookup.ts';
import type { Incident, UserId } from '../incident/types.ts';
import { option, section } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { choiceField, form, personField } from './inputs.ts';
import { join } from './mrkdwn.ts';
import { noticeModal } from './notice.ts';
import { roleText } from './roles.ts';
import { say, sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

/** The form that gives a role to someone, knowingly also one that somebody else holds. */
export function assignModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const free = policy.roles.find((role) => holdersOf(incident, role.key).length === 0);
  return form(policy, {
    callback: 'assign_role',
    title: sayPlain(policy, 'form.assign'),
    submit: sayPlain(policy, 'form.assign_submit'),
    metadata: { incident: incident.id, holders: holdersShown(incident) },
    blocks: [
      section(join(policy.roles.map((role) => roleText(view, role)))),
      choiceField(
        { name: 'role', label: sayPlain(policy, 'form.assign_role') },
        policy.roles.map((role) => option(role.name, role.key)),
        preset.role ?? free?.key,
      ),
      personField({ name: 'user', label: sayPlain(policy, 'form.assign_person') }),
    ],
  });
}

function holdersShown({ state }: Incident): Record<string, UserId[]> {
  return Object.fromEntries(
    Object.entries(state.roles).map(([role, holders]) => [
      role,
      holders.map((each) => each.userId),
    ]),
  );
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
