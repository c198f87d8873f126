import type { Checkboxes, KnownBlock, ModalView } from '@slack/types';
import type { IncidentView } from '../incident/places.ts';
import { limits } from '../incident/text.ts';
import type { MessageRef } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { option, section } from './blocks.ts';
import { choiceField, form, input, shortened, textField } from './inputs.ts';
import { cut, mention, prose, quoted } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';
import { similarBlocks } from './similar.ts';

export interface DeclareForm {
  /** A uuid; sending the form twice gives one incident. */
  key: string;
  title?: string;
  severity?: string;
  summary?: string;
  origin?: MessageRef;
  /** Declared lately, and visible to this person. */
  similar?: IncidentView[];
}

/** The form that declares an incident: four fields, the first two enough. */
export function declareModal(policy: Policy, fields: DeclareForm): ModalView {
  const { key, origin } = fields;
  return form(policy, {
    callback: 'declare',
    title: sayPlain(policy, 'form.declare'),
    submit: sayPlain(policy, 'form.declare_submit'),
    metadata: { key, ...(origin ? { origin: shortened(origin) } : {}) },
    blocks: [
      ...firstSimilar(policy, fields.similar ?? []),
      ...(origin ? [originBlock(policy, origin)] : []),
      textField(
        { name: 'title', label: sayPlain(policy, 'form.title') },
        {
          max: limits.title,
          placeholder: sayPlain(policy, 'form.title_placeholder'),
          ...(fields.title ? { initial: fields.title } : {}),
        },
      ),
      choiceField(
        { name: 'severity', label: sayPlain(policy, 'form.severity') },
        policy.severities.map((each) => option(each.name, each.key, each.meaning)),
        fields.severity ?? policy.default_severity,
      ),
      textField(
        { name: 'summary', label: sayPlain(policy, 'form.summary'), optional: true },
        {
          max: limits.summary,
          multiline: true,
          ...(fields.summary ? { initial: fields.summary } : {}),
        },
      ),
      optionsField(policy),
    ],
  });
}

function optionsField(policy: Policy): KnownBlock {
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: 'value',
    options: [
      option(sayPlain(policy, 'form.private'), 'private', sayPlain(policy, 'form.private_hint')),
      option(sayPlain(policy, 'form.drill'), 'drill', sayPlain(policy, 'form.drill_hint')),
    ],
  };
  const field = { name: 'options', label: sayPlain(policy, 'form.options'), optional: true };
  return input(field, element);
}

function firstSimilar(policy: Policy, similar: IncidentView[]): KnownBlock[] {
  const blocks = similarBlocks(policy, similar);
  return blocks.length > 0 ? [...blocks, { type: 'divider' }] : [];
}

function originBlock(policy: Policy, origin: MessageRef): KnownBlock {
  const text = quoted(cut(prose(origin.text), 500));
  if (!origin.authorId) return section(say(policy, 'form.origin_unknown', { text }));
  return section(say(policy, 'form.origin', { author: mention(origin.authorId), text }));
}
