import { createHash } from 'node:crypto';
import { crossFaults } from './cross-checks.ts';
import { readAlone, readWhole, type WholeResult } from './includes.ts';
import { lint } from './lint/lint.ts';
import { type Fault, told } from './positions.ts';
import { Policy } from './schema.ts';
import { shapeFaults } from './shape-faults.ts';

export type PolicyResult =
  | {
      ok: true;
      policy: Policy;
      /** sha256 of the policy as canonical JSON, defaults filled in: comments and order do not count. */
      hash: string;
      /** The file as it was written, and those it includes. */
      source: string;
      /** What is odd and perhaps meant, each as `file:line:column warning key.path: why`. */
      warnings: string[];
      /** What people should know of: an old version, what is undecided. */
      notes: string[];
    }
  /** Every fault, each as `file:line:column key.path: what is wrong, what is allowed`. */
  | { ok: false; faults: string[] };

export interface Known {
  /** The words of /incident, against which `permissions.words` is checked; absent: it is not. */
  commandWords?: readonly string[];
}

/**
 * Reads and checks a policy file and those it includes. Never throws for what is in them or for a
 * file not there.
 */
export async function loadPolicyFile(path: string, known: Known = {}): Promise<PolicyResult> {
  return checked(await readWhole(path), known);
}

/** Checks the text of a policy that includes no other; `name` stands for the file in its faults. */
export function parsePolicy(text: string, name: string, known: Known = {}): PolicyResult {
  return checked(readAlone(text, name), known);
}

function checked(result: WholeResult, { commandWords }: Known): PolicyResult {
  if (!result.ok) return result;
  const { part, source, notes } = result.whole;
  const shape = Policy.safeParse(part.body);
  const faults: Fault[] = [
    ...(shape.success ? [] : shapeFaults(shape.error.issues, part.body)),
    ...crossFaults(part.body, commandWords),
  ];
  // What refers to nothing would look odd in many other ways.
  const remarks = shape.success && faults.length === 0 ? lint(shape.data) : [];
  faults.push(...remarks.filter(({ warning }) => !warning));
  if (!shape.success || faults.length > 0) return { ok: false, faults: told(faults, part.locate) };
  return {
    ok: true,
    policy: shape.data,
    hash: hashOf(shape.data),
    source,
    warnings: told(remarks, part.locate),
    notes: [
      ...notes,
      ...undecided(shape.data).map((line, index) => `${part.locate(['undecided', index])} ${line}`),
    ],
  };
}

function undecided(policy: Policy): string[] {
  return policy.undecided.map(({ about, question }) => `undecided ${about}: ${question}`);
}

/** sha256, in hex, of a policy as canonical JSON: keys sorted, nothing between. */
export function hashOf(policy: Policy): string {
  return createHash('sha256').update(canonical(policy)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}
