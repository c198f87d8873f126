import { isAmong } from '../incident/people.ts';
import { listsOfWord } from '../incident/permissions.ts';
import type { OnCall } from '../policy/language/on-call.ts';
import type { Policy } from '../policy/schema.ts';
import { isSame, turnAt } from './on-call.ts';
import { syncGroup, tellThoseWhoBegin, withTurnTold } from './shift-timers.ts';
import type { OrganisationRule } from './timer-rule.ts';
import type {
  Organisation,
  OrganisationDecision,
  OrganisationEffect,
  OrganisationPersonCommand,
  OrganisationRefusal,
  Override,
} from './types.ts';

/** Who is on call instead of who the schedule says. */

/** Longer than this is no override but another schedule. */
const maxDays = 30;

/** So many may wait or run at a time, in all schedules. */
const mostOverrides = 50;

export const overrideRules: {
  override_on_call: OrganisationRule<'override_on_call'>;
  end_override: OrganisationRule<'end_override'>;
} = {
  override_on_call(before, command, policy, now) {
    const organisation = withoutOver(before, now);
    const denied = notAllowed(policy, command);
    if (denied) return refuse(denied);
    if (policy.on_call.length === 0) return refuse({ code: 'no_schedules' });
    const schedule = policy.on_call.find(({ key }) => key === command.schedule);
    if (!schedule) {
      const allowed = policy.on_call.map(({ key }) => key);
      return refuse({ code: 'unknown_schedule', given: command.schedule, allowed });
    }
    const { userId, by, untilAt } = command;
    const fromAt = command.fromAt && command.fromAt > now ? command.fromAt : now;
    // What is no instant at all is not after anything either.
    if (!(untilAt > fromAt)) return refuse({ code: 'override_backwards' });
    if (untilAt.getTime() - fromAt.getTime() > maxDays * 86_400_000) {
      return refuse({ code: 'override_too_long', maxDays });
    }
    const { overrides } = organisation.state;
    if (overrides.length >= mostOverrides) {
      return refuse({ code: 'too_many_overrides', most: mostOverrides });
    }
    // A number that was used is never used again while its timers may be about.
    const id = Math.max(before.version, ...before.state.overrides.map((each) => each.id)) + 1;
    const override = { id, schedule: schedule.key, userId, fromAt, untilAt, by, at: now };
    return put(organisation, policy, { schedule, override, now });
  },

  end_override(before, command, policy, now) {
    const organisation = withoutOver(before, now);
    const denied = notAllowed(policy, command);
    if (denied) return refuse(denied);
    const { overrides } = organisation.state;
    const override = overrides.find(({ id }) => id === command.id);
    if (!override) return refuse({ code: 'unknown_override', id: command.id });
    return takenAway(organisation, policy, { override, by: command.by, now });
  },
};

function put(
  organisation: Organisation,
  policy: Policy,
  { schedule, override, now }: { schedule: OnCall; override: Override; now: Date },
): OrganisationDecision {
  const { state } = organisation;
  const { by, userId, fromAt, untilAt } = override;
  const after = { ...state, overrides: [...state.overrides, override] };
  const turn = turnAt(after, schedule, policy, now);
  const isOn = turn.override?.id === override.id;
  // A change that is due and not told yet stays due; where nothing was told, it counts from here.
  const isTold = isOn || after.shifts[schedule.key] === undefined;
  const fact = { type: 'override_set', override } as const;
  const effects: OrganisationEffect[] = [
    ...toChannel(schedule, fact),
    // Who does it for themselves reads it in the answer.
    ...(userId === by
      ? []
      : [{ family: 'organisation', type: 'tell_person', userId, fact } as const]),
    ...(isOn ? syncGroup(schedule) : []),
  ];
  return {
    ok: true,
    organisation: { ...organisation, state: isTold ? withTurnTold(after, turn, now) : after },
    entry: {
      type: 'override_on_call',
      actor: { kind: 'person', userId: by },
      data: { schedule: schedule.key, userId, fromAt, untilAt, id: override.id },
    },
    effects,
  };
}

function takenAway(
  organisation: Organisation,
  policy: Policy,
  { override, by, now }: { override: Override; by: string; now: Date },
): OrganisationDecision {
  const { state } = organisation;
  const { id, schedule: key, userId } = override;
  const after = { ...state, overrides: state.overrides.filter((each) => each.id !== id) };
  const entry = {
    type: 'end_override',
    actor: { kind: 'person', userId: by },
    data: { schedule: key, userId, id },
  } as const;
  const schedule = policy.on_call.find((each) => each.key === key);
  // Its schedule is gone from the policy: nobody waits for news of it.
  if (!schedule)
    return { ok: true, organisation: { ...organisation, state: after }, entry, effects: [] };
  const was = turnAt(state, schedule, policy, now);
  const turn = turnAt(after, schedule, policy, now);
  const changed = !isSame(was.people, turn.people);
  const { people, untilAt } = turn;
  const fact = { type: 'override_ended', override, by, people, untilAt } as const;
  return {
    ok: true,
    organisation: { ...organisation, state: changed ? withTurnTold(after, turn, now) : after },
    entry,
    effects: [
      ...toChannel(schedule, fact),
      ...(userId === by
        ? []
        : [{ family: 'organisation', type: 'tell_person', userId, fact } as const]),
      ...(changed ? [...tellThoseWhoBegin(turn, people, policy), ...syncGroup(schedule)] : []),
    ],
  };
}

function toChannel(
  { channel }: OnCall,
  fact: Extract<OrganisationEffect, { type: 'tell_channel' }>['fact'],
): OrganisationEffect[] {
  return channel ? [{ family: 'organisation', type: 'tell_channel', channel, fact }] : [];
}

/** Those that are over are dropped, so that they do not count. */
function withoutOver(organisation: Organisation, now: Date): Organisation {
  const { state } = organisation;
  const overrides = state.overrides.filter(({ untilAt }) => untilAt > now);
  return { ...organisation, state: { ...state, overrides } };
}

/** There is no incident whose roles could count. */
function notAllowed(
  policy: Policy,
  { by, as }: OrganisationPersonCommand,
): OrganisationRefusal | null {
  const lists = ['oncall', 'override'].flatMap((word) => listsOfWord(policy, word));
  const who = lists.find((list) => !isAmong(list, by, as, null, policy));
  return who ? { code: 'not_allowed', who } : null;
}

function refuse(refusal: OrganisationRefusal): OrganisationDecision {
  return { ok: false, refusal };
}
