import type { ModalView } from '@slack/types';
import { limits } from '../incident/text.ts';
import { option, shortMessage } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { choiceField, form, textField } from './inputs.ts';
import { answerModal } from './notice.ts';
import { say, sayPlain } from './say.ts';
import type { Preset } from './update-modal.ts';

/** Forms that change the severity, the status or the title, with the reason. */

export function severityModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  if (policy.severities.length === 0) {
    return answerModal(policy, shortMessage(say(policy, 'refused.no_severities')));
  }
  return form(policy, {
    callback: 'change_severity',
    title: sayPlain(policy, 'form.severity_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id, expect: { severity: incident.severity } },
    blocks: [
      choiceField(
        { name: 'severity', label: sayPlain(policy, 'form.severity_new') },
        policy.severities.map((each) => option(each.name, each.key, each.meaning)),
        preset.severity ?? incident.severity ?? undefined,
      ),
      reasonField(view, preset),
    ],
  });
}

export function statusModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  return form(policy, {
    callback: 'change_status',
    title: sayPlain(policy, 'form.status_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id, expect: { status: incident.status } },
    blocks: [
      choiceField(
        { name: 'status', label: sayPlain(policy, 'form.status_new') },
        policy.statuses.map((each) => option(each.name, each.key)),
        preset.status ?? incident.status,
      ),
      reasonField(view, preset),
    ],
  });
}

export function titleModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  return form(policy, {
    callback: 'change_title',
    title: sayPlain(policy, 'form.title_title', { number: incident.number }),
    submit: sayPlain(policy, 'form.change'),
    metadata: { incident: incident.id, expect: { title: incident.title } },
    blocks: [
      textField(
        { name: 'title', label: sayPlain(policy, 'form.title_new') },
        { max: limits.title, initial: preset.text ?? incident.title },
      ),
    ],
  });
}

function reasonField({ policy }: ViewContext, preset: Preset) {
  return textField(
    { name: 'reason', label: sayPlain(policy, 'form.reason') },
    {
      max: limits.reason,
      multiline: true,
      ...(preset.reason ? { initial: preset.reason } : {}),
    },
  );
}
