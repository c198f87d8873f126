import type { FieldValue } from '../incident/kinds/types.ts';
import type { Command } from '../incident/types.ts';

/** What is asked of a simulation, and what it answers. `muster policy simulate --json` prints a `Simulation`. */

/** Instants that somebody says when something is done. */
export interface ScriptStep {
  /** Minutes after declaration. */
  afterMinutes: number;
  /** As it was asked for, such as `take commander`. */
  said: string;
  /** Name of who does it. */
  by: string;
  command: Command;
  /** Past the gates that stand before it, with a reason. */
  anyway: boolean;
}

/** A declaration under a policy, and what people do afterwards. */
export interface Scenario {
  title: string;
  severity: string | null;
  kind: string | null;
  modules: string[];
  fields: Record<string, FieldValue>;
  isPrivate: boolean;
  isDrill: boolean;
  /** Key of the drill of the policy that it is. */
  drill?: string;
  /** The instant of declaration. */
  at: Date;
  /** How long it is followed. */
  forMinutes: number;
  steps: ScriptStep[];
}

/** One message, or one thing that Slack is made equal to. */
export interface Told {
  /** `#channel`, `@person`, `room` or `card`. */
  to: string;
  /** Only what is new in something that stands there already. */
  changed: boolean;
  /** As people read it, without emphasis; instants in the calendar's zone. */
  text: string;
}

/** Something that happens at one instant. */
export interface SimulatedEvent {
  /** ISO 8601 in UTC; null: the policy says no instant. */
  at: string | null;
  /** Whole minutes after declaration; null as above. */
  offset_minutes: number | null;
  /** The same instant in the calendar's zone, as `2026-11-29 02:00`; null as above. */
  local: string | null;
  /** A person did it (declaration among them), the clock, or the policy says so and Muster does not act on it yet. */
  cause: 'person' | 'clock' | 'policy';
  /** Word of the command, kind of the timer, or path in the policy: `declare`, `update_due`, `roles[].within_minutes`. */
  what: string;
  /** The line of the timeline, or what the policy says, or why it was refused. */
  text: string;
  /** Whom the policy names: who is invited, paged or told. */
  who: string[];
  told: Told[];
  /** False: Muster reads it and does not act on it yet. */
  enforced: boolean;
  /** Set where a step of the script was refused. */
  refused: boolean;
}

/** The shape is stable: keys are added, never renamed or taken away. */
export interface Simulation {
  format: 1;
  policy: { name: string; hash: string };
  declared: {
    at: string;
    local: string;
    zone: string;
    /** Whether somebody is at work then, by the calendar. */
    in_working_hours: boolean;
    /** From when on somebody is; null where the calendar has no working time. */
    next_working_time: string | null;
    title: string;
    severity: string | null;
    kind: string | null;
    modules: string[];
    fields: Record<string, FieldValue>;
    private: boolean;
    drill: boolean;
    /** Who is on call then by each schedule, without overrides, until when; null: for good. */
    on_call: { key: string; name: string; people: string[]; until: string | null }[];
  };
  for_minutes: number;
  /** Name of the channel. */
  room: string;
  /** In order of time; what has no instant comes last. */
  events: SimulatedEvent[];
  /** Checklists and runbooks that were started. */
  lists: { key: string; name: string; at: string; items: number }[];
  obligations: {
    key: string;
    name: string;
    to: string;
    opened_at: string;
    due_at: string | null;
    status: string;
  }[];
  milestones: { key: string; name: string; at: string }[];
  /** How it stands at the end. */
  ends: { severity: string | null; kind: string | null; status: string; phase: string };
  /** What the policy leaves open. */
  undecided: { about: string; question: string }[];
}
