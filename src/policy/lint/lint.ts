import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { lintAfterwards } from './afterwards.ts';
import { lintClock } from './clock.ts';
import { lintConditions } from './conditions.ts';
import { lintCourse } from './course.ts';
import { lintEscalation } from './escalation.ts';
import { lintFields } from './fields.ts';
import { lintGates } from './gates.ts';
import { lintLists } from './lists.ts';
import { lintOnCall } from './on-call.ts';
import { lintPermissions } from './permissions.ts';
import { lintRoles } from './roles.ts';
import { lintRoom } from './room.ts';
import { lintTelling } from './telling.ts';

/** What looks at a whole policy for what cannot work, or is perhaps not meant. */
type Lint = (policy: Policy) => Fault[];

const lints: Lint[] = [
  lintCourse,
  lintFields,
  lintConditions,
  lintRoles,
  lintPermissions,
  lintGates,
  lintLists,
  lintTelling,
  lintRoom,
  lintEscalation,
  lintOnCall,
  lintClock,
  lintAfterwards,
];

/** All that is odd about a policy whose keys and references are right. */
export function lint(policy: Policy): Fault[] {
  return lints.flatMap((each) => each(policy));
}
