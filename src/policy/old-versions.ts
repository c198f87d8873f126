/** The version of the policy language that this release writes and stores. */
export const policyVersion = 2;

type Body = Record<string, unknown>;

/**
 * One step for each version that is still read: what a body of it is in the next one. A step keeps
 * things where they stand, or positions in faults would be wrong; where a later one cannot, it has to
 * tell what moved.
 */
const steps: Record<number, (body: Body) => Body> = {
  // Version 2 only added keys, and made severities something that a process may do without.
  1: (body) => body,
};

/**
 * A policy as it was written or stored, in today's language. `from` is the version it was in where
 * that is an older one. What has no version, or one nobody knows, comes back as it is: the schema
 * says what is wrong with it.
 */
export function lifted(body: Body): { body: Body; from: number | null } {
  const from = body['version'];
  if (typeof from !== 'number' || !steps[from]) return { body, from: null };
  let current = body;
  for (let version = from; version < policyVersion; version += 1) {
    const step = steps[version];
    if (step) current = { ...step(current), version: version + 1 };
  }
  return { body: current, from };
}
