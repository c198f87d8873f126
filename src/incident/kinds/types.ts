import type { UserId } from '../types.ts';

/** What sort of incident it is, whether it is one at all, what it is about, and what was asked. */

export interface KindsState {
  /** Key of the kind; null where the policy has none or none was chosen. */
  kind: string | null;
  /** Keys of the affected modules. */
  modules: string[];
  /** Answers to the criteria, by key. */
  criteria: Record<string, { yes: boolean; by: UserId; at: Date }>;
  /** What the fields hold, by key; what was never given is not there. */
  fields: Record<string, FieldValue>;
  /** Where it is worked on. */
  place: 'channel' | 'thread' | 'record';
}

/**
 * Text, links and keys of choices are strings; numbers and amounts numbers; yes and no booleans;
 * people, choices and modules lists; an instant its ISO text; files the ids Slack gave them.
 */
export type FieldValue = string | number | boolean | string[];

export type KindsCommand = never;
export type KindsFact = never;
export type KindsRefusal = never;
export type KindsAlso = never;
export type KindsEntries = {};
