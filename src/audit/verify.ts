import { inWorkspace, type Where } from '../apply/workspace.ts';
import {
  chainEnds,
  linesOf,
  organisationChain,
  type TimelineLine,
} from '../store/queries-of-auditors.ts';
import { type ChainFound, followChain, type StoredLine } from './chain.ts';
import type { Head } from './heads.ts';
import { readAsOne } from './read-as-one.ts';

/** Whether what the timelines say is what was written: every line of a workspace. */

export interface Verified {
  /** What to tell, one line each: faults first, then what was taken out by right, then the sum. */
  told: string[];
  isWhole: boolean;
  heads: Head[];
}

/** A chain as it was found, and where its row says that it ends. */
export interface Followed {
  name: string;
  end: { version: number; head: Uint8Array };
  lines: readonly StoredLine[];
  found: ChainFound;
}

/** Incidents whose lines are read at a time. */
const pageSize = 100;

/**
 * Follows the chain of every incident and of the organisation's log. `kept` are heads from an earlier
 * run, kept elsewhere: who could write a whole chain anew in the database cannot do so there.
 */
export function verify(where: Where, kept: readonly Head[] = []): Promise<Verified> {
  return inWorkspace(where, (database, { teamId }) =>
    readAsOne(database, async (tx) => {
      const sums: Sums = { faults: [], erased: [], heads: [], lines: 0 };
      for (let after = 0; ; ) {
        const ends = await chainEnds(tx, teamId, { after, limit: pageSize });
        const all = await linesOf(
          tx,
          ends.map(({ id }) => id),
        );
        for (const end of ends) {
          const lines = all.filter(({ incidentId }) => incidentId === end.id);
          const found = followTimeline(end.id, lines);
          add(sums, { name: `#${end.number}`, end, lines, found }, kept);
        }
        const last = ends.at(-1);
        if (!last) break;
        after = last.id;
      }
      const log = await organisationChain(tx, teamId);
      if (log) {
        const found = followChain(log.lines, ({ seq, at }) => ({ teamId, seq, at }));
        add(sums, { name: 'organisation', end: log, lines: log.lines, found }, kept);
      }
      return told(sums, kept);
    }),
  );
}

/** The chain of one incident. */
export function followTimeline(incidentId: number, lines: readonly TimelineLine[]): ChainFound {
  const policies = new Map(lines.map(({ seq, policyHash }) => [seq, policyHash]));
  return followChain(lines, ({ seq, at }) => ({
    incidentId,
    seq,
    at,
    policyHash: policies.get(seq) ?? '',
  }));
}

/** What is wrong with a chain, in words; nothing when it is whole. */
export function faultsOf({ name, end, lines, found }: Followed, kept: readonly Head[]): string[] {
  const faults = [...found.faults];
  if (faults.length === 0 && lines.length !== end.version) {
    faults.push(`${end.version} lines were written, ${lines.length} are there`);
  } else if (faults.length === 0 && Buffer.compare(found.head, end.head) !== 0) {
    faults.push('its last line is not the one that its row knows');
  }
  for (const head of kept.filter((each) => each.name === name)) {
    const line = lines[head.line - 1];
    if (head.line > 0 && hex(line?.hash) !== head.hash) {
      faults.push(`line ${head.line} is not the one whose hash was kept elsewhere`);
    }
  }
  return faults.map((fault) => `${name}: ${fault}`);
}

/** What was taken out of a chain by right, in words. */
export function erasuresOf({ name, found }: Pick<Followed, 'name' | 'found'>): string[] {
  return found.erased.map(({ seq, saidBy, at, reason }) => {
    const day = at.toISOString().slice(0, 16).replace('T', ' ');
    return `${name}: the text of line ${seq} was taken out at ${day} (UTC), as line ${saidBy} says: ${reason}`;
  });
}

export function headOf({ name, found }: Pick<Followed, 'name' | 'found'>): Head {
  return { name, line: found.lines, hash: hex(found.head) };
}

interface Sums {
  faults: string[];
  erased: string[];
  heads: Head[];
  lines: number;
}

function add(sums: Sums, followed: Followed, kept: readonly Head[]): void {
  sums.faults.push(...faultsOf(followed, kept));
  sums.erased.push(...erasuresOf(followed));
  sums.heads.push(headOf(followed));
  sums.lines += followed.lines.length;
}

function told({ faults, erased, heads, lines }: Sums, kept: readonly Head[]): Verified {
  const names = new Set(heads.map(({ name }) => name));
  const lost = kept.filter(({ name }) => !names.has(name));
  const all = [...faults, ...lost.map(({ name }) => `${name}: it is not there any more`)];
  const chains = `${heads.length} ${heads.length === 1 ? 'chain' : 'chains'}, ${lines} lines`;
  const sum = all.length === 0 ? `${chains}: all of it holds.` : `${chains}: not whole.`;
  return { told: [...all, ...erased, sum], isWhole: all.length === 0, heads };
}

function hex(bytes: Uint8Array | undefined): string {
  return bytes ? Buffer.from(bytes).toString('hex') : '';
}
