import { parsePolicy } from '../../src/policy/load.ts';

/** The smallest policy that is fine, for tests to spoil. */
export const good = `version: 2
name: Test
severities:
  - { key: sev1, name: SEV1, meaning: bad }
default_severity: sev1
statuses:
  - { key: working, name: Working, phase: active }
roles:
  - { key: commander, name: Commander }
`;

/** The faults of the good policy with one thing said differently, or with more at its end. */
export function faultsOf(said: string, instead: string): string[] {
  if (!good.includes(said)) throw new Error(`the good policy does not say ${said}`);
  const result = parsePolicy(good.replace(said, instead), 'p.yaml');
  return result.ok ? [] : result.faults;
}

export function faultsWith(more: string): string[] {
  const result = parsePolicy(good + more, 'p.yaml');
  return result.ok ? [] : result.faults;
}

export function faultsIn(text: string): string[] {
  const result = parsePolicy(text, 'p.yaml');
  return result.ok ? [] : result.faults;
}

/** YAML to add at the end of the good policy, or a text of it and what is said instead. */
export type Change = string | [said: string, instead: string];

export function faultsOfChanged(change: Change): string[] {
  return typeof change === 'string' ? faultsWith(change) : faultsOf(...change);
}

/** The warnings of the good policy with that change. Throws where it has faults. */
export function warningsOfChanged(change: Change): string[] {
  const text = typeof change === 'string' ? good + change : good.replace(...change);
  const result = parsePolicy(text, 'p.yaml');
  if (!result.ok) throw new Error(result.faults.join('\n'));
  return result.warnings;
}
