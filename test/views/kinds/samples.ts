import type { EntryData } from '../../../src/incident/entry-data.ts';
import type {
  KindsAlso,
  KindsCommand,
  KindsEntries,
  KindsFact,
  KindsRefusal,
} from '../../../src/incident/kinds/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { minutesAfterNoon } from '../../incident/story.ts';

/** One of each fact, refusal, command and line, with any text in the place of what people type. */

const by = 'UADA';

export function factsWith(reason: string): KindsFact[] {
  const answers = [
    { criterion: 'many', yes: true, by },
    { criterion: 'attack', yes: false, by: 'UBEN' },
  ];
  return [
    { type: 'kind_changed', from: 'minor', to: 'critical', reason, by },
    { type: 'kind_changed', from: null, to: 'critical', reason, by },
    ...because.flatMap((each): KindsFact[] => [
      { type: 'severity_raised', from: 'sev3', to: 'sev1', because: each },
    ]),
    {
      type: 'severity_raised',
      from: null,
      to: 'sev1',
      because: { what: 'kind', key: 'critical' },
    },
    { type: 'incident_confirmed', by, reason, answers },
    { type: 'incident_declined', by, reason: '', answers },
    { type: 'declaration_thanked', room: true },
    { type: 'declaration_thanked', room: false },
    { type: 'declaration_declined' },
  ];
}

const because = [
  { what: 'kind', key: 'critical' },
  { what: 'module', key: 'ledger' },
  { what: 'criterion', key: 'many' },
] as const;

export function refusalsWith(given: string): KindsRefusal[] {
  const allowed = ['One', 'Another'];
  const fault = (field: string, why: Extract<KindsRefusal, { code: 'field_value' }>['why']) =>
    ({ code: 'field_value', field, why }) as const;
  return [
    { code: 'no_severities' },
    { code: 'no_kinds' },
    { code: 'no_modules' },
    { code: 'no_fields' },
    { code: 'unknown_kind', given, allowed },
    { code: 'unknown_module', given, allowed },
    { code: 'unknown_field', given, allowed },
    { code: 'unknown_criterion', given },
    { code: 'same_kind' },
    { code: 'same_modules' },
    { code: 'kind_held', kind: 'critical', module: 'ledger' },
    { code: 'severity_held', severity: 'sev1', because: { what: 'module', key: 'gateway' } },
    { code: 'kind_unsettled', kind: 'unknown' },
    { code: 'decided_already' },
    fault('hurt', 'number'),
    fault('hurt', 'ambiguous_number'),
    fault('hurt', 'unit'),
    fault('loss', 'currency'),
    fault('public', 'yes_no'),
    fault('signs', 'choice'),
    fault('witnesses', 'people'),
    fault('parts', 'modules'),
    fault('ticket', 'link'),
    fault('since', 'time'),
    fault('story', 'too_long'),
    fault('witnesses', 'too_many'),
    fault('video', 'files'),
    { code: 'fields_missing', fields: ['loss'], moment: 'resolve' },
    { code: 'fields_full' },
    { code: 'fields_unchanged' },
  ];
}

export function commandsWith(reason: string): KindsCommand[] {
  return [
    { type: 'change_kind', by, kind: 'critical', reason },
    { type: 'set_modules', by, modules: ['ledger'] },
    { type: 'answer_criterion', by, criterion: 'many', yes: true },
    { type: 'confirm_incident', by, reason },
    { type: 'decline_incident', by, reason },
    { type: 'set_fields', by, fields: { hurt: '5' } },
  ];
}

export function timelineWith(text: string): TimelineRow[] {
  const also: KindsAlso[] = [
    { type: 'severity_raised', from: 'sev3', to: 'sev1', because: because[0] },
    { type: 'severity_raised', from: null, to: 'sev1', because: because[1] },
    { type: 'kind_became', to: 'critical', because: because[2] },
    { type: 'made_private', kind: 'security' },
    { type: 'place_changed', to: 'channel' },
    { type: 'field_given', field: 'story', from: null, to: text },
    { type: 'field_given', field: 'hurt', from: 5, to: 6 },
    { type: 'field_given', field: 'gone', from: text, to: null },
    { type: 'confirmed_by_status' },
  ];
  const entries: KindsEntries = {
    change_kind: { from: 'minor', to: 'critical', reason: text },
    set_modules: { added: ['ledger'], removed: ['site'] },
    answer_criterion: { criterion: 'many', yes: true, outcome: 'confirmed' },
    confirm_incident: { reason: text },
    decline_incident: { reason: text },
    set_fields: {},
  };
  const declared: EntryData['declare'] = {
    title: text,
    severity: null,
    status: 'looking',
    summary: text,
    isPrivate: false,
    isDrill: false,
    origin: null,
    kind: 'minor',
    modules: ['ledger'],
    declined: true,
  };
  const all: [string, object][] = [
    ...Object.entries(entries),
    ['change_kind', { from: null, to: 'critical', reason: text }],
    ['set_modules', { added: ['ledger'], removed: [] }],
    ['set_modules', { added: [], removed: ['ledger'] }],
    ['answer_criterion', { criterion: 'gone', yes: false, outcome: 'open' }],
    ['answer_criterion', { criterion: 'many', yes: false, outcome: 'declined' }],
    ['declare', declared],
    ...also.map((each): [string, object] => ['set_fields', { also: [each] }]),
  ];
  return all.map(([type, data], index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor: { kind: 'person', userId: by },
    data: JSON.parse(JSON.stringify(data)),
  }));
}
