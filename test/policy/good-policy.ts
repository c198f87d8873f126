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
