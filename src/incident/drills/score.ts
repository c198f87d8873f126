import type { Policy } from '../../policy/schema.ts';
import type { Draft } from '../consequences.ts';
import { milestoneAt } from '../course/milestones.ts';
import { isSettled, tasksOf } from '../tasks/progress.ts';
import type { Measured, Score } from './types.ts';

/** How an exercise went, as far as it went. Its times are told in the time of the exercise. */
export function scoreOf(incident: Draft, policy: Policy): Score {
  const { state } = incident;
  const pace = state.drill?.pace ?? 1;
  const since = (at: Date | null): number | null =>
    at ? Math.max(0, ((at.getTime() - incident.declaredAt.getTime()) / 60_000) * pace) : null;
  const instants: Record<Measured, Date | null> = {
    acknowledged: milestoneAt(incident, 'acknowledged') ?? firstAnswer(incident),
    commander: state.drill?.commanderAt ?? null,
    team_assembled: milestoneAt(incident, 'team_assembled'),
    update: state.drill?.updateAt ?? null,
    mitigated: milestoneAt(incident, 'mitigated'),
    resolved: incident.resolvedAt,
  };
  const minutes = Object.fromEntries(
    Object.entries(instants).map(([what, at]) => [what, since(at)]),
  ) as Score['minutes'];
  const tasks = tasksOf(incident, policy).filter(
    ({ status }) => status !== 'forbidden' && status !== 'not_needed',
  );
  const added = state.addedTasks.filter(({ doneAt }) => doneAt !== null).length;
  const done = tasks.filter((task) => isSettled(task)).length + added;
  const all = tasks.length + state.addedTasks.length;
  const answered = state.pages.filter((page) => page.acknowledged.length > 0);
  return {
    minutes,
    pace,
    updates: Object.values(state.kept).reduce(
      (sum, { onTime, late }) => ({ onTime: sum.onTime + onTime, late: sum.late + late }),
      { onTime: 0, late: 0 },
    ),
    tasks: { done, open: all - done },
    obligations: obligationsOf(incident),
    pages: { asked: state.pages.length, answered: answered.length },
    silent: silentIn(incident),
    gatesPast: state.drill?.gatesPast ?? 0,
  };
}

function firstAnswer({ state }: Draft): Date | null {
  const all = state.pages.flatMap(({ acknowledged }) => acknowledged.map(({ at }) => at.getTime()));
  return all.length > 0 ? new Date(Math.min(...all)) : null;
}

function obligationsOf({ state }: Draft): Score['obligations'] {
  const score = { met: 0, late: 0, open: 0 };
  for (const { status, dueAt, endedAt } of Object.values(state.obligations)) {
    if (status === 'open') score.open += 1;
    else if (status === 'met' && dueAt && endedAt && endedAt > dueAt) score.late += 1;
    else if (status === 'met') score.met += 1;
  }
  return score;
}

/** Whom a page reached that did not answer; of one that was only shown, whom it asked for. */
function silentIn({ state }: Draft): string[] {
  const silent = state.pages.flatMap(({ who, reached, acknowledged, cannot }) => {
    const answered = [...acknowledged.map(({ userId }) => userId), ...cannot];
    if (reached.length > 0) return reached.filter((userId) => !answered.includes(userId));
    return answered.length > 0 ? [] : who;
  });
  return [...new Set(silent)];
}
