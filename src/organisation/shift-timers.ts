import { isTurnAt } from '../calendar/shifts.ts';
import { peopleOf } from '../incident/people-refs.ts';
import type { OnCall } from '../policy/language/on-call.ts';
import type { Policy } from '../policy/schema.ts';
import { isSame, turnAt } from './on-call.ts';
import type { OrganisationScene, OrganisationTimerRules } from './timer-rule.ts';
import type {
  Organisation,
  OrganisationEffect,
  OrganisationState,
  OrganisationTimer,
  Turn,
} from './types.ts';

/** The instants at which who is on call changes and somebody must hear of it. */
export function shiftTimers(organisation: Organisation, policy: Policy): OrganisationTimer[] {
  const { overrides } = organisation.state;
  return [
    ...policy.on_call.flatMap((schedule): OrganisationTimer[] => {
      const dueAt = nextChange(organisation, schedule, policy);
      return dueAt ? [timer('shift_changes', schedule.key, dueAt)] : [];
    }),
    ...overrides.map(({ id, untilAt }) => timer('override_ends', String(id), untilAt)),
  ];
}

function timer(
  kind: 'shift_changes' | 'override_ends',
  what: string,
  dueAt: Date,
): OrganisationTimer {
  return { key: `${kind}:${what}:${dueAt.toISOString()}`, kind, dueAt };
}

/**
 * When who is on call will be somebody else than was told: at once where nothing was told yet, or
 * where another policy says that somebody else had the turn then.
 */
function nextChange(
  { state, updatedAt }: Organisation,
  schedule: OnCall,
  policy: Policy,
): Date | null {
  const told = state.shifts[schedule.key];
  if (!told) return isFollowed(state, schedule) ? updatedAt : null;
  const turn = turnAt(state, schedule, policy, told.at);
  return isSame(turn.people, told.people) ? turn.untilAt : told.at;
}

/** Whether anything depends on who has the turn, or ever will. */
function isFollowed({ overrides }: OrganisationState, schedule: OnCall): boolean {
  return (
    schedule.layers.length > 0 ||
    schedule.user_group !== undefined ||
    overrides.some((each) => each.schedule === schedule.key)
  );
}

/** What they mean. However much was missed, only who is on call now is told, once for each schedule. */
export const shiftTimerRules: OrganisationTimerRules<'shift_changes' | 'override_ends'> = {
  shift_changes: (scene, due) => {
    let { state } = scene.organisation;
    const effects: OrganisationEffect[] = [];
    const turns: { schedule: string; before: string[]; people: string[] }[] = [];
    for (const schedule of scene.policy.on_call) {
      if (!due.some(({ key }) => key.startsWith(`shift_changes:${schedule.key}:`))) continue;
      const told = state.shifts[schedule.key];
      const turn = turnAt(state, schedule, scene.policy, scene.now);
      state = withTurnTold(state, turn, scene.now);
      effects.push(...handOff(scene, schedule, turn, told));
      turns.push({
        schedule: schedule.key,
        before: told?.people ?? [],
        people: turn.people,
      });
    }
    const known = new Set(scene.policy.on_call.map(({ key }) => key));
    const shifts = Object.fromEntries(
      Object.entries(state.shifts).filter(([schedule]) => known.has(schedule)),
    );
    return { state: { ...state, shifts }, effects, data: { turns } };
  },
  override_ends: ({ organisation, now }) => {
    const { state } = organisation;
    const over = state.overrides.filter(({ untilAt }) => untilAt <= now);
    return {
      state: { ...state, overrides: state.overrides.filter(({ untilAt }) => untilAt > now) },
      effects: [],
      data: { overrides: over.map(({ id }) => id) },
    };
  },
};

/** The state that knows that everybody was told who has the turn. */
export function withTurnTold(
  state: OrganisationState,
  { schedule, people }: Turn,
  now: Date,
): OrganisationState {
  return { ...state, shifts: { ...state.shifts, [schedule]: { at: now, people } } };
}

/** What follows when the turn changed since it was told. */
function handOff(
  { policy, now }: OrganisationScene,
  schedule: OnCall,
  turn: Turn,
  told: OrganisationState['shifts'][string] | undefined,
): OrganisationEffect[] {
  const synced = syncGroup(schedule);
  // Whoever has the turn when Muster first hears of a schedule knows it; nobody handed it over.
  if (!told) return synced;
  const isNew = !isSame(turn.people, told.people);
  // After a long absence the same people may have it again.
  if (!isNew && !(turn.fromAt && turn.fromAt > told.at)) return synced;
  const begin = isNew ? turn.people.filter((each) => !told.people.includes(each)) : turn.people;
  const { people, untilAt } = turn;
  // A hole that the policy wants is no news; who comes after it is.
  const isSilent = people.length === 0 && schedule.gaps;
  return [
    ...(schedule.channel && !isSilent
      ? [
          tellChannel(schedule.channel, {
            type: 'shift_changed',
            schedule: schedule.key,
            before: told.people,
            people,
            untilAt,
          }),
        ]
      : []),
    ...(turn.override || isTurnAt(schedule, now, policy.calendar.zone)
      ? tellThoseWhoBegin(turn, begin, policy)
      : []),
    ...synced,
  ];
}

function tellChannel(
  channel: string,
  fact: Extract<OrganisationEffect, { type: 'tell_channel' }>['fact'],
): OrganisationEffect {
  return { family: 'organisation', type: 'tell_channel', channel, fact };
}

/** A direct message with what the turn asks of them. */
export function tellThoseWhoBegin(
  turn: Turn,
  begin: string[],
  policy: Policy,
): OrganisationEffect[] {
  const refs = turn.override ? begin : peopleOf(begin, policy);
  if (refs.length === 0) return [];
  const who = refs.map((each) => (turn.override ? { userId: each } : { ref: each }));
  const { schedule, untilAt } = turn;
  return [
    {
      family: 'organisation',
      type: 'tell_people',
      who,
      fact: { type: 'shift_begins', schedule, untilAt },
    },
  ];
}

/** Makes the user group of a schedule equal to who is on call, where it has one. */
export function syncGroup(schedule: OnCall): OrganisationEffect[] {
  if (schedule.user_group === undefined) return [];
  return [{ family: 'organisation', type: 'sync_user_group', schedule: schedule.key }];
}
