import type { Mend } from './repair.ts';
import type { UserId } from './types.ts';

/** What is looked at when an incident is compared with what Slack shows of it, in that order. */
export const checks = [
  'token',
  'room',
  'name',
  'topic',
  'purpose',
  'card',
  'pin',
  'bookmark',
  'news',
  'told',
  'invite',
  'sends',
  'timers',
  'clock',
] as const;
export type Check = (typeof checks)[number];

/** What is wrong with a thing, with all that its sentence needs. */
export type Wrong =
  | { is: 'no_token'; error: string }
  | { is: 'scopes'; scopes: string[] }
  | {
      is:
        | 'no_room'
        | 'room_gone'
        | 'archived'
        | 'everybodys'
        | 'bot_out'
        | 'bot_out_private'
        | 'changed'
        | 'gone'
        | 'old'
        | 'unpinned';
    }
  | { is: 'renamed'; name: string; wanted: string }
  | { is: 'told_gone'; channelId: string }
  | { is: 'people_out'; people: UserId[] }
  | { is: 'given_up' | 'waiting'; count: number; error: string }
  /** Real time. */
  | { is: 'blocked'; until: Date }
  | { is: 'parked'; count: number }
  | { is: 'clock_late'; minutes: number };

/** What one look showed. `mend` is what repairs it; absent where Muster cannot. */
export type Finding =
  | { check: Check; is: 'fine' }
  /** Slack, or the database, would not say. */
  | { check: Check; is: 'unseen'; error: string }
  | { check: Check; is: 'wrong'; wrong: Wrong; mend?: Mend };

/** All of it, and what the clock holds for the incident. */
export interface LookedOver {
  findings: Finding[];
  armed: { count: number; nextAt: Date } | null;
}

/** What repairs all that was found, each once. */
export function mendsOf(findings: readonly Finding[]): Mend[] {
  const found = findings.flatMap((each) => (each.is === 'wrong' && each.mend ? [each.mend] : []));
  return [...new Set(found)];
}
