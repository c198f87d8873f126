import type { Expect, UserId } from '../types.ts';

/** What sort of incident it is, whether it is one at all, what it is about, and what was asked. */

export interface KindsState {
  /** Key of the kind; null where the policy has none or none was chosen. */
  kind: string | null;
  /** Since when it is of this kind; null where it has none. */
  kindSince: Date | null;
  /** Keys of the affected modules. */
  modules: string[];
  /** Answers to the criteria, by key. */
  criteria: Record<string, { yes: boolean; by: UserId; at: Date }>;
  /** What the fields hold, by key; what was never given is not there. */
  fields: Record<string, FieldValue>;
  /** Where it is worked on. */
  place: Place;
}

/** A channel of its own, a thread under its announcement, or nowhere: a record only. */
export type Place = 'channel' | 'thread' | 'record';

/**
 * Text, links and keys of choices are strings; numbers and amounts numbers; yes and no booleans;
 * people, choices and modules lists; an instant its ISO text; files the ids Slack gave them.
 */
export type FieldValue = string | number | boolean | string[];

/**
 * Fields as people gave them, by key: typed or chosen, and read by `readField`. Blank or null takes a
 * value away. `zone` is the IANA zone of who typed, for times without one; UTC where nobody knows it.
 */
export interface GivenFields {
  fields?: Record<string, FieldValue | null>;
  zone?: string;
}

export type KindsCommand =
  | { type: 'change_kind'; by: UserId; kind: string; reason: string; expect?: Expect }
  /** `add`: besides those that are affected already. */
  | { type: 'set_modules'; by: UserId; modules: string[]; add?: true }
  /** `was`: the answer that stood there where somebody pressed the button; null: none. */
  | { type: 'answer_criterion'; by: UserId; criterion: string; yes: boolean; was?: boolean | null }
  | { type: 'confirm_incident'; by: UserId; reason: string }
  | { type: 'decline_incident'; by: UserId; reason: string }
  | ({ type: 'set_fields'; by: UserId } & GivenFields);

/** Who answered a criterion, and how. */
export interface Answer {
  criterion: string;
  yes: boolean;
  by: UserId;
}

export type KindsFact =
  | { type: 'kind_changed'; from: string | null; to: string; reason: string; by: UserId }
  | { type: 'severity_raised'; from: string | null; to: string; because: Because }
  | { type: 'incident_confirmed'; by: UserId; reason: string; answers: Answer[] }
  | { type: 'incident_declined'; by: UserId; reason: string; answers: Answer[] }
  /** To who declared by form: where it is, and thanks. `room`: whether it gets one. */
  | { type: 'declaration_thanked'; room: boolean }
  /** To who declared what the criteria said is none. */
  | { type: 'declaration_declined' };

/** What made something follow: the kind, a module or an answer, by its key. */
export interface Because {
  what: 'kind' | 'module' | 'criterion';
  key: string;
}

export type KindsRefusal =
  | { code: 'no_severities' }
  | { code: 'no_kinds' }
  | { code: 'no_modules' }
  | { code: 'no_fields' }
  | { code: 'unknown_kind'; given: string; allowed: string[] }
  | { code: 'unknown_module'; given: string; allowed: string[] }
  | { code: 'unknown_field'; given: string; allowed: string[] }
  | { code: 'unknown_criterion'; given: string }
  | { code: 'same_kind' }
  | { code: 'same_modules' }
  /** The module makes it another kind. */
  | { code: 'kind_held'; kind: string; module: string }
  /** What it is does not let it be less bad. */
  | { code: 'severity_held'; severity: string; because: Because }
  | { code: 'kind_unsettled'; kind: string }
  /** It was decided already whether it is one. */
  | { code: 'decided_already' }
  /** Otherwise, by somebody else, just before. */
  | { code: 'answered_already'; yes: boolean; by: UserId }
  | { code: 'field_value'; field: string; why: FieldFault }
  | { code: 'fields_missing'; fields: string[]; moment: 'update' | 'resolve' | 'declare' }
  | { code: 'fields_full' }
  | { code: 'fields_unchanged' };

/** What is wrong with what was given for a field. */
export type FieldFault =
  | 'number'
  | 'ambiguous_number'
  | 'currency'
  | 'unit'
  | 'yes_no'
  | 'choice'
  | 'people'
  | 'modules'
  | 'link'
  | 'time'
  | 'too_long'
  | 'too_many'
  | 'files';

export type KindsAlso =
  | { type: 'severity_raised'; from: string | null; to: string; because: Because }
  | { type: 'kind_became'; to: string; because: Because }
  | { type: 'made_private'; kind: string }
  | { type: 'place_changed'; to: Place }
  | { type: 'field_given'; field: string; from: FieldValue | null; to: FieldValue | null }
  | { type: 'confirmed_by_status' };

export type KindsEntries = {
  change_kind: { from: string | null; to: string; reason: string };
  set_modules: { added: string[]; removed: string[] };
  answer_criterion: { criterion: string; yes: boolean; outcome: Verdict };
  confirm_incident: { reason: string };
  decline_incident: { reason: string };
  set_fields: Record<string, never>;
};

/** What the answers say so far. */
export type Verdict = 'open' | 'confirmed' | 'declined';
