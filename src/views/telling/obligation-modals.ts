import type { ModalView } from '@slack/types';
import { templateOf } from '../../incident/telling/audiences.ts';
import { messageLimits } from '../../incident/telling/message-rules.ts';
import { owedBy, owedName } from '../../incident/telling/obligations.ts';
import { limits } from '../../incident/text.ts';
import { context, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { form, textField } from '../inputs.ts';
import { oneLine } from '../mrkdwn.ts';
import { noticeModal } from '../notice.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { contactLine } from './contact-line.ts';
import { owedLine } from './names.ts';
import { fillPlain } from './template.ts';

/** The form that ends an obligation: the notice to copy, and the evidence that it was given. */
export function meetModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const key = preset.arg ?? '';
  const owed = owedBy(policy, key);
  if (!owed) return noticeModal(policy, unknown(view, key));
  const { obligation, client } = owed;
  const template = obligation.template ? templateOf(policy, obligation.template) : undefined;
  const contact = policy.directory.contacts.find((each) => each.key === obligation.contact);
  const details = [
    ...(obligation.law ? [say(policy, 'owed.law', { law: oneLine(obligation.law) })] : []),
    ...(contact ? [contactLine(policy, contact)] : []),
    ...(client && client.recipients.length > 0
      ? [say(policy, 'message.recipients', { recipients: client.recipients.join(', ') })]
      : []),
  ];
  return form(policy, {
    callback: 'meet_obligation',
    title: sayPlain(policy, 'obligation.form_title', { obligation: owedName(owed) }),
    submit: sayPlain(policy, 'obligation.form_submit'),
    metadata: { incident: incident.id, arg: key },
    blocks: [
      section(owedLine(policy, owed)),
      ...(details.length > 0 ? [context(...details)] : []),
      ...(template
        ? [
            textField(
              {
                name: 'text',
                label: sayPlain(policy, 'obligation.text'),
                hint: sayPlain(policy, 'message.text_hint'),
                optional: true,
              },
              {
                max: messageLimits.text,
                multiline: true,
                initial: preset.text ?? fillPlain(template, view, view.nameOf),
              },
            ),
          ]
        : []),
      textField(
        {
          name: 'proof',
          label: sayPlain(policy, 'obligation.proof', { evidence: obligation.evidence }),
          hint: sayPlain(policy, 'message.proof_hint'),
        },
        { max: messageLimits.proof, ...(preset.reason ? { initial: preset.reason } : {}) },
      ),
    ],
  });
}

/** The form that excuses an obligation, with the reason. */
export function excuseModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const key = preset.arg ?? '';
  const owed = owedBy(policy, key);
  if (!owed) return noticeModal(policy, unknown(view, key));
  return form(policy, {
    callback: 'excuse_obligation',
    title: sayPlain(policy, 'obligation.excuse_title'),
    submit: sayPlain(policy, 'obligation.excuse_submit'),
    metadata: { incident: incident.id, arg: key },
    blocks: [
      section(say(policy, 'tell.audience', { audience: owedName(owed) })),
      textField(
        { name: 'reason', label: sayPlain(policy, 'obligation.excuse_reason') },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}

function unknown({ policy }: ViewContext, given: string) {
  const allowed = policy.obligations.map(({ key }) => key).join(', ');
  return say(policy, 'refused.unknown_obligation', { given: given.slice(0, 80), allowed });
}
