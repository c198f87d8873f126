import { chainStart, digestLine, hashLine } from '../../src/engine/timeline-chain.ts';
import type { Violation } from './check.ts';
import type { Histories, StoredIncident } from './histories.ts';

/** Timelines without a gap, whose hashes hold, and an incident that is as old as its last line. */
export function chainFaults({ incidents }: Histories): Violation[] {
  return incidents.flatMap(faultsIn);
}

function faultsIn({ incident, lines, head }: StoredIncident): Violation[] {
  const about = `#${incident.number}`;
  const found: string[] = [];
  let hash: Uint8Array = chainStart;
  for (const [index, line] of lines.entries()) {
    if (line.seq !== index + 1) found.push(`${about}: line ${line.seq} stands at ${index + 1}`);
    const { seq, at, policyHash, salt, type, actor, data } = line;
    const place = { incidentId: incident.id, seq, at, policyHash };
    if (salt && !same(digestLine(salt, { type, actor, data }, place), line.digest)) {
      found.push(`${about}: line ${seq} (${type}) is not what was chained`);
    }
    hash = hashLine(hash, line.digest);
    if (!same(hash, line.hash)) found.push(`${about}: the chain breaks at line ${seq}`);
  }
  if (!same(hash, head)) found.push(`${about}: the chain does not end in its head`);
  if (incident.version !== lines.length) {
    found.push(`${about}: version ${incident.version} with ${lines.length} lines`);
  }
  return found.map((what) => ({ invariant: 'chain', what }));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.from(a).equals(Buffer.from(b));
}
