import type { Policy } from './schema.ts';

/**
 * A policy in which these keys mean something, if only themselves: how an incident is shown whose own
 * policy cannot be read, because a newer release stored it. Nothing is decided under it.
 */
export function withKeys(
  policy: Policy,
  { severity, status }: { severity: string | null; status: string },
): Policy {
  const has = (list: { key: string }[], key: string) => list.some((each) => each.key === key);
  const [first] = policy.statuses;
  return {
    ...policy,
    severities:
      severity === null || has(policy.severities, severity)
        ? policy.severities
        : [
            ...policy.severities,
            {
              key: severity,
              name: severity,
              meaning: severity,
              examples: [],
              aliases: [],
              invite: [],
            },
          ],
    statuses:
      !first || has(policy.statuses, status)
        ? policy.statuses
        : [...policy.statuses, { ...first, key: status, name: status, aliases: [] }],
  };
}
