import { shiftAt } from '../calendar/shifts.ts';
import type { OnCall } from '../policy/language/on-call.ts';
import type { Policy } from '../policy/schema.ts';
import type { OrganisationState, Override, Turn } from './types.ts';

/** Edges of overrides and turns that are looked at for one at which somebody else begins. */
const mostEdges = 200;

/** Who is on call at an instant by each schedule of the policy, overrides counted. */
export function turnsAt(
  state: Pick<OrganisationState, 'overrides'>,
  policy: Policy,
  at: Date,
): Turn[] {
  return policy.on_call.map((schedule) => turnAt(state, schedule, policy, at));
}

/** The same by one schedule. `untilAt` is when somebody else, or nobody, is on call. */
export function turnAt(
  { overrides }: Pick<OrganisationState, 'overrides'>,
  schedule: OnCall,
  { calendar }: Pick<Policy, 'calendar'>,
  at: Date,
): Turn {
  const own = overrides.filter((each) => each.schedule === schedule.key);
  const turn = partAt(own, schedule, calendar.zone, at);
  let { untilAt } = turn;
  for (let edges = 0; untilAt && edges < mostEdges; edges += 1) {
    const next = partAt(own, schedule, calendar.zone, untilAt);
    if (!isSame(next.people, turn.people)) break;
    ({ untilAt } = next);
  }
  return { ...turn, untilAt };
}

/** The turns from an instant on, one after the other; at most `most`, none that begins after `to`. */
export function turnsFrom(
  state: Pick<OrganisationState, 'overrides'>,
  schedule: OnCall,
  policy: Pick<Policy, 'calendar'>,
  { at, to, most }: { at: Date; to: Date; most: number },
): Turn[] {
  const turns: Turn[] = [];
  let next: Date | null = at;
  while (next && next <= to && turns.length < most) {
    const turn = turnAt(state, schedule, policy, next);
    turns.push(turn);
    next = turn.untilAt;
  }
  return turns;
}

/** Up to the next edge of an override or a turn; of overrides that overlap the one set last counts. */
function partAt(own: Override[], schedule: OnCall, zone: string, at: Date): Turn {
  const override = own.findLast((each) => each.fromAt <= at && each.untilAt > at) ?? null;
  const edges = own.flatMap(({ fromAt, untilAt }) => [fromAt, untilAt]);
  const ahead = soonest(edges.filter((edge) => edge > at));
  const over = latest(edges.filter((edge) => edge <= at));
  if (override) {
    const { userId, fromAt } = override;
    const begun = latest([fromAt, ...(over ? [over] : [])]);
    return {
      schedule: schedule.key,
      people: [userId],
      fromAt: begun,
      untilAt: ahead,
      override,
    };
  }
  const shift = shiftAt(schedule, at, zone);
  return {
    schedule: schedule.key,
    people: shift.people,
    fromAt: latest([shift.fromAt, over].filter((each) => each !== null)),
    untilAt: soonest([shift.untilAt, ahead].filter((each) => each !== null)),
    override,
  };
}

/** Whether these are the same people in the same order, as references. */
export function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

function soonest(instants: Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.min(...instants.map(Number)));
}

function latest(instants: Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.max(...instants.map(Number)));
}
