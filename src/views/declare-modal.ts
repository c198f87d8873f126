import type { Checkboxes, InputBlock, KnownBlock, ModalView } from '@slack/types';
import { newIncident } from '../incident/declare.ts';
import { drillsToHold } from '../incident/drills/planned.ts';
import { fieldsAskedAt } from '../incident/kinds/asked-fields.ts';
import type { FieldValue } from '../incident/kinds/types.ts';
import type { IncidentView } from '../incident/places.ts';
import { limits } from '../incident/text.ts';
import type { MessageRef } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { option, section } from './blocks.ts';
import { choiceField, form, input, shortened, textField } from './inputs.ts';
import { fieldInputs, optionsOf, severalField, yesAndNo } from './kinds/field-inputs.ts';
import { cut, mention, prose, quoted } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';
import { similarBlocks } from './similar.ts';

/** Slack takes no blank value for an option. */
export const noPlan = 'none';

export interface DeclareForm {
  /** A uuid; sending the form twice gives one incident. */
  key: string;
  title?: string;
  severity?: string;
  kind?: string;
  modules?: string[];
  criteria?: Record<string, boolean>;
  fields?: Record<string, FieldValue>;
  summary?: string;
  isPrivate?: boolean;
  isDrill?: boolean;
  /** Asked for as an exercise: the key of its plan, blank for none; absent: nobody asked for one. */
  drill?: string;
  origin?: MessageRef;
  /** Declared lately, and visible to this person. */
  similar?: IncidentView[];
}

/** The form that declares an incident: what the policy asks, of which the title is enough. */
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
      ...planField(policy, fields),
      textField(
        { name: 'title', label: sayPlain(policy, 'form.title'), ...untitled(policy, fields) },
        {
          max: limits.title,
          placeholder: sayPlain(policy, 'form.title_placeholder'),
          ...(fields.title ? { initial: fields.title } : {}),
        },
      ),
      ...gradeFields(policy, fields),
      ...criterionFields(policy, fields.criteria ?? {}),
      ...modulesField(policy, fields.modules ?? []),
      textField(
        { name: 'summary', label: sayPlain(policy, 'form.summary'), optional: true },
        {
          max: limits.summary,
          multiline: true,
          ...(fields.summary ? { initial: fields.summary } : {}),
        },
      ),
      ...askedFields(policy, fields),
      optionsField(policy, fields),
    ],
  });
}

/** Which exercise of the policy, where one is asked for. */
function planField(policy: Policy, { drill }: DeclareForm): InputBlock[] {
  const plans = drillsToHold(policy);
  if (drill === undefined || plans.length === 0) return [];
  return [
    choiceField(
      { name: 'drill', label: sayPlain(policy, 'form.drill_plan') },
      [
        ...plans.map(({ key, name, simulates }) => option(name, key, simulates?.title)),
        option(sayPlain(policy, 'form.drill_plan_none'), noPlan),
      ],
      drill === '' ? undefined : drill,
    ),
  ];
}

/** The title of an exercise may be that of its plan. */
function untitled(policy: Policy, { drill }: DeclareForm) {
  if (drill === undefined || drillsToHold(policy).length === 0) return {};
  return { optional: true, hint: sayPlain(policy, 'form.drill_title_hint') };
}

/** How bad it is and what sort it is, where the policy has them and asks. */
function gradeFields(policy: Policy, { severity, kind, drill }: DeclareForm): InputBlock[] {
  const { severities, kinds, declare } = policy;
  // What nobody says of an exercise is as its plan says.
  const isPlanned = drill !== undefined && drillsToHold(policy).length > 0;
  const chosenKind = kind ?? (isPlanned ? undefined : policy.default_kind);
  const chosenSeverity = severity ?? (isPlanned ? undefined : policy.default_severity);
  return [
    ...(severities.length > 0 && declare.asks_severity
      ? [
          choiceField(
            { name: 'severity', label: sayPlain(policy, 'form.severity'), optional: isPlanned },
            severities.map((each) => option(each.name, each.key, each.meaning)),
            chosenSeverity,
          ),
        ]
      : []),
    ...(kinds.length > 0 && declare.asks_kind
      ? [
          choiceField(
            {
              name: 'kind',
              label: sayPlain(policy, 'form.declare_kind'),
              optional: isPlanned || policy.default_kind === undefined,
            },
            kinds.map((each) => option(each.name, each.key, each.meaning)),
            chosenKind,
          ),
        ]
      : []),
  ];
}

function criterionFields(policy: Policy, answers: Record<string, boolean>): InputBlock[] {
  const { ask, criteria } = policy.triage;
  if (ask !== 'declare') return [];
  return criteria.map(({ key, question, help }) => {
    const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
    const field = { name: `criterion:${key}`, label: question, ...(help ? { hint: help } : {}) };
    const chosen = answer === undefined ? undefined : answer ? 'yes' : 'no';
    return choiceField(field, yesAndNo(policy), chosen);
  });
}

function modulesField(policy: Policy, chosen: readonly string[]): InputBlock[] {
  if (policy.modules.length === 0) return [];
  const field = {
    name: 'modules',
    label: sayPlain(policy, 'form.declare_modules'),
    optional: true,
  };
  return [severalField(field, optionsOf(policy.modules), chosen)];
}

/**
 * What is asked of an incident as it would be with what is chosen so far. What is asked only on a
 * condition may be left blank: it need not hold any more when the form is sent.
 */
function askedFields(policy: Policy, { fields = {}, ...chosen }: DeclareForm): InputBlock[] {
  const { title = '', severity, kind, modules = [], isPrivate = false, isDrill = false } = chosen;
  const draft = newIncident(
    {
      type: 'declare',
      by: '',
      title,
      severity: severity ?? null,
      summary: '',
      isPrivate,
      isDrill,
      origin: null,
      kind: kind ?? null,
      modules,
    },
    policy,
    new Date(0),
  );
  const asked = fieldsAskedAt(policy, draft, 'declare').map((field) =>
    Object.keys(field.when).length === 0 ? field : { ...field, required: false },
  );
  return fieldInputs(policy, asked, fields, { insists: true });
}

function optionsField(policy: Policy, { isPrivate, isDrill }: DeclareForm): KnownBlock {
  const hidden = option(
    sayPlain(policy, 'form.private'),
    'private',
    sayPlain(policy, 'form.private_hint'),
  );
  const drill = option(
    sayPlain(policy, 'form.drill'),
    'drill',
    sayPlain(policy, 'form.drill_hint'),
  );
  const initial = [...(isPrivate ? [hidden] : []), ...(isDrill ? [drill] : [])];
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: 'value',
    options: [hidden, drill],
    ...(initial.length > 0 ? { initial_options: initial } : {}),
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
