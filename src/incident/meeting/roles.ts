import type { Policy } from '../../policy/schema.ts';
import {
  accept,
  entry,
  type Of,
  person,
  type Refused,
  refuse,
  type Scene,
  sync,
} from '../decision.ts';
import { whether } from '../postmortem/whether.ts';
import type { Decision, Incident, UserId } from '../types.ts';
import { changedMeeting, meetingOf } from './record.ts';

/** A role of the meeting. `name` is null where it is one of the usual two, named by a sentence. */
export interface MeetingRole {
  key: string;
  name: string | null;
  duties: string[];
  /** Key of the role that does it where nobody else does. */
  substitute?: string | undefined;
}

const usual = [
  { key: 'facilitator', name: null, duties: [] },
  { key: 'writer', name: null, duties: [], substitute: 'facilitator' },
] as const satisfies readonly MeetingRole[];

/** The roles of the policy; a facilitator and a writer where it names none. */
export function meetingRoles({ postmortem }: Policy): MeetingRole[] {
  const roles = postmortem?.roles ?? [];
  return roles.length > 0 ? roles : usual.map((role) => ({ ...role, duties: [...role.duties] }));
}

/** Who has the role; null: nobody. */
export function holderOf(incident: Pick<Incident, 'state'>, role: string): UserId | null {
  const { roles } = meetingOf(incident);
  return Object.hasOwn(roles, role) ? (roles[role]?.userId ?? null) : null;
}

/** Who does what a role asks: who has it, or else who has the role that stands in for it. */
export function doerOf(
  incident: Pick<Incident, 'state'>,
  policy: Policy,
  role: string,
): { userId: UserId; role: string } | null {
  const roles = meetingRoles(policy);
  let key: string | undefined = role;
  // A policy may name two that stand in for each other.
  for (const _ of roles) {
    if (key === undefined) return null;
    const userId = holderOf(incident, key);
    if (userId) return { userId, role: key };
    key = roles.find((each) => each.key === key)?.substitute;
  }
  return null;
}

export function takeMeetingRole(scene: Scene, command: Of<'take_meeting_role'>): Decision {
  const { incident, policy, now } = scene;
  const { by, role } = command;
  const fault = noMeeting(scene) ?? roleFault(incident, policy, command);
  if (fault) return fault;
  const from = holderOf(incident, role);
  const roles = { ...meetingOf(incident).roles, [role]: { userId: by, at: now } };
  return accept(
    changedMeeting(incident, { roles }),
    entry('take_meeting_role', person(by), { role, ...(from ? { from } : {}) }),
    sync('postmortem', ...shownIn(incident)),
  );
}

/** Who has a role and does not come holds nobody up: it is taken from them knowingly. */
function roleFault(
  incident: Incident,
  policy: Policy,
  { by, role, over }: Of<'take_meeting_role'>,
): Refused | null {
  const all = meetingRoles(policy);
  const wanted = all.find(({ key }) => key === role);
  const allowed = all.map(({ key }) => key);
  if (!wanted) return refuse({ code: 'unknown_meeting_role', given: role, allowed });
  const holder = holderOf(incident, role);
  if (holder && (holder === by || holder !== over)) {
    return refuse({ code: 'meeting_role_taken', role, userId: holder });
  }
  const other = all.find(
    (each) =>
      holderOf(incident, each.key) === by &&
      each.substitute !== role &&
      wanted.substitute !== each.key,
  );
  return other ? refuse({ code: 'one_meeting_role', role: other.key }) : null;
}

export function giveUpMeetingRole(scene: Scene, command: Of<'give_up_meeting_role'>): Decision {
  const { incident } = scene;
  const { by, role } = command;
  const { roles } = meetingOf(incident);
  const given = Object.keys(roles).filter(
    (key) => roles[key]?.userId === by && (role === undefined || role === key),
  );
  if (given.length === 0) return refuse({ code: 'not_meeting_role' });
  const kept = Object.fromEntries(Object.entries(roles).filter(([key]) => !given.includes(key)));
  return accept(
    changedMeeting(incident, { roles: kept }),
    entry('give_up_meeting_role', person(by), { roles: given }),
    sync('postmortem', ...shownIn(incident)),
  );
}

/** Refused because there is no postmortem to meet about. */
export function noMeeting({
  incident,
  policy,
}: Pick<Scene, 'incident' | 'policy'>): Refused | null {
  return whether(incident, policy) === 'held' ? null : refuse({ code: 'no_postmortem' });
}

/** The message of the part says who does what, while the meeting goes on. */
function shownIn(incident: Incident): 'meeting'[] {
  const { run } = meetingOf(incident);
  return run && !run.endedAt ? ['meeting'] : [];
}
