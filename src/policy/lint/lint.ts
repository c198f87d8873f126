import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** What looks at a whole policy for what cannot work, or is perhaps not meant. */
export type Lint = (policy: Policy) => Fault[];

const lints: Lint[] = [];

/** All that is odd about a policy whose keys and references are right. */
export function lint(policy: Policy): Fault[] {
  return lints.flatMap((each) => each(policy));
}
