import type { ChildProcess } from 'node:child_process';
import type { SlackClient } from '../../sandbox/client.ts';
import type { Sandbox } from '../../sandbox/start.ts';
import type { OwnServer } from './faults/own-server.ts';

/**
 * What the chaos rig runs: a story in a workspace of its own, with real processes and a real
 * PostgreSQL, in which something goes wrong. After it, everything that was begun must end, and the
 * invariant checker compares Slack's journal with the database.
 */

/** Numbers that a seed decides, so that a run can be played again. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
}

/** One Muster in a process of its own. */
export interface Replica {
  readonly process: ChildProcess;
  readonly port: number;
  /** Resolves with the exit code or the signal, also when it ended before. */
  readonly ended: Promise<number | string>;
  kill(signal?: NodeJS.Signals): void;
}

export interface ReplicaOptions {
  /** `when.where` of `src/store/crash-point.ts`, and at which passing of it; 1 is the first. */
  crashAt?: { point: string; nth: number };
  /** Through something that fails, instead of the database itself. */
  databaseUrl?: string;
  env?: Record<string, string>;
  /** The default policy unless given. */
  policyPath?: string;
  /** Migrates first; the rig's databases are migrated already. */
  autoMigrate?: boolean;
}

export interface Rig {
  readonly sandbox: Sandbox;
  readonly slack: SlackClient;
  readonly databaseUrl: string;
  /** The server that this database is on, where the scenario has one of its own; else null. */
  readonly server: OwnServer | null;
  readonly random: Random;
  /** Every replica that was started, in that order. */
  readonly replicas: readonly Replica[];
  /** Starts Muster; Slack's requests go round among those that live. Rejects when it ends at its start. */
  start(options?: ReplicaOptions): Promise<Replica>;
  /** Has every replica that lives end itself at this place, if it comes there. */
  arm(at: { point: string; nth: number }): Promise<void>;
  /** Nobody ends itself any more. */
  disarm(): Promise<void>;
  /** Moves Slack's clock and the database's. */
  passMinutes(minutes: number): Promise<void>;
  /** Remembers that Slack or the person was told yes, so that the checker looks for it. */
  acknowledged(what: Acknowledged): void;
  /** Resolves when nothing is due and Slack is owed nothing; throws with what still is. */
  atRest(withinMs?: number): Promise<void>;
  /** A figure for the report, such as `recovery_ms`. */
  figure(name: string, value: number): void;
  /** Run when the scenario is over, last first. */
  onEnd(work: () => Promise<void> | void): void;
}

/** What must be there once in the end, because somebody was told so. */
export type Acknowledged =
  | { type: 'declared'; title: string }
  | { type: 'noted'; incident: number; text: string }
  | { type: 'role_taken'; incident: number; role: string; userId: string };

export interface Scenario {
  /** Unique, `group/what`, such as `crash/declare.before_write` or `database/black_hole`. */
  name: string;
  replicas: 1 | 2;
  /** Leads to trouble and out of it again; the rig then waits for rest and checks the invariants. */
  run(rig: Rig): Promise<void>;
  /** Whether it needs a PostgreSQL of its own, which it may kill. */
  ownServer?: boolean;
  /** What Muster may do here that the invariants forbid elsewhere, each with the reason. */
  allowed?: { possibleDuplicate?: string };
}
