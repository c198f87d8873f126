import type { EntryData } from '../../incident/entry-data.ts';
import type { KindsAlso, KindsEntries } from '../../incident/kinds/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { join, type Mrkdwn } from '../mrkdwn.ts';
import { kindName, moduleNames, severityName } from '../names.ts';
import { say } from '../say.ts';
import type { AlsoSentences, EntrySentences, Stored } from '../timeline.ts';
import { becauseText, questionOf, reasonText } from './because.ts';
import { fieldName, fieldText } from './field-text.ts';

export const kindsEntries: EntrySentences<KindsEntries> = {
  change_kind: ({ from, to, reason }, policy, who) => {
    const values = { who, to: kindName(policy, to), reason: reasonText(policy, reason) };
    if (from === null) return say(policy, 'entry.change_kind_first', values);
    return say(policy, 'entry.change_kind', { ...values, from: kindName(policy, from) });
  },
  set_modules: ({ added, removed }, policy, who) => {
    const [more, less] = [moduleNames(policy, added), moduleNames(policy, removed)];
    if (less === '') return say(policy, 'entry.modules_added', { who, modules: more });
    if (more === '') return say(policy, 'entry.modules_removed', { who, modules: less });
    return say(policy, 'entry.modules_both', { who, added: more, removed: less });
  },
  answer_criterion: ({ criterion, yes, outcome }, policy, who) => {
    const answered = say(policy, 'entry.answer_criterion', {
      who,
      question: questionOf(policy, criterion),
      answer: answerWord(policy, yes),
    });
    if (outcome === 'open') return answered;
    const status = policy.ended.declined;
    const so =
      outcome === 'confirmed'
        ? say(policy, 'entry.answer_confirmed')
        : say(policy, 'entry.answer_declined', { status });
    return after(answered, so);
  },
  confirm_incident: ({ reason }, policy, who) =>
    say(policy, 'entry.confirm_incident', { who, reason: reasonText(policy, reason) }),
  decline_incident: ({ reason }, policy, who) =>
    say(policy, 'entry.decline_incident', {
      who,
      status: policy.ended.declined,
      reason: reasonText(policy, reason),
    }),
  set_fields: (_data, policy, who) => say(policy, 'entry.set_fields', { who }),
};

/** What followed by itself, said after the entry it followed from. */
export const kindsAlso: AlsoSentences<KindsAlso> = {
  severity_raised: ({ from, to, because }, policy) => {
    const values = { to: severityName(policy, to), because: becauseText(policy, because) };
    if (from === null) return say(policy, 'also.severity_set', values);
    return say(policy, 'also.severity_raised', { ...values, from: severityName(policy, from) });
  },
  kind_became: ({ to, because }, policy) =>
    say(policy, 'also.kind_became', {
      to: kindName(policy, to),
      because: becauseText(policy, because),
    }),
  made_private: ({ kind }, policy) =>
    say(policy, 'also.made_private', { kind: kindName(policy, kind) }),
  place_changed: ({ to }, policy) => say(policy, `also.place_changed.${to}`),
  field_given: ({ field, from, to }, policy) => {
    const name = fieldName(policy, field);
    const [was, is] = [fieldText(policy, field, from), fieldText(policy, field, to)];
    if (to === null) return say(policy, 'also.field_gone', { field: name, from: was });
    if (from === null) return say(policy, 'also.field_given', { field: name, to: is });
    return say(policy, 'also.field_changed', { field: name, to: is, from: was });
  },
  confirmed_by_status: (_data, policy) => say(policy, 'also.confirmed_by_status'),
};

/** What else was said at the declaration. */
export function declaredMore(
  { kind, modules = [], declined }: Partial<Stored<EntryData['declare']>>,
  policy: Policy,
): Mrkdwn[] {
  return [
    ...(kind ? [say(policy, 'entry.declare_kind', { kind: kindName(policy, kind) })] : []),
    ...(modules.length > 0
      ? [say(policy, 'entry.declare_modules', { modules: moduleNames(policy, modules) })]
      : []),
    ...(declined ? [say(policy, 'entry.declare_declined', { status: policy.ended.declined })] : []),
  ];
}

export function answerWord(policy: Policy, yes: boolean): Mrkdwn {
  return say(policy, yes ? 'kinds.yes' : 'kinds.no');
}

function after(first: Mrkdwn, second: Mrkdwn): Mrkdwn {
  return join([first, second], '. ');
}
