import type { Policy } from '../../policy/schema.ts';
import { holds } from '../conditions.ts';
import type { Consequence, Draft } from '../consequences.ts';
import { sync } from '../decision.ts';
import { isDropped } from '../lookup.ts';
import type { Effect, UserId } from '../types.ts';
import { tickedByDocument } from './by-document.ts';
import { allLists } from './lists.ts';
import { isInForce, withMeasure } from './measures.ts';
import { newlyDone, type Task } from './progress.ts';
import { withList } from './start.ts';
import type { TasksAlso } from './types.ts';

/**
 * What follows by itself from a decision: what a step that is done now puts in force, undoes,
 * reaches or goes on with, and checklists whose condition holds now. What was done already is not
 * done again, so asking twice changes nothing.
 */
export const tasksConsequences: Consequence = (turn) => {
  const { before, entry, policy, now } = turn;
  if (isDropped(turn.after.phase)) return null;
  const isClosed = turn.after.phase === 'closed';
  const by = entry.actor.kind === 'person' ? entry.actor.userId : null;
  const tick = { by: by ?? turn.after.declaredBy, at: now };
  const written = tickedByDocument(turn, policy, tick);
  const also: TasksAlso[] = [...written.also];
  const effects: Effect[] = [];
  let { after } = written;
  for (const task of newlyDone(before, after, policy)) {
    for (const follow of isClosed ? [reaches] : follows) {
      const more = follow({ after, also: [] }, policy, { task, by, now });
      after = more.after;
      also.push(...more.also);
      effects.push(...(more.effects ?? []));
    }
  }
  for (const { key } of isClosed ? [] : startingNow(after, policy)) {
    after = withList(after, policy, { key, by: null, parameters: {} }, now).after;
    also.push({ type: 'list_started', list: key });
  }
  return also.length > 0 ? { after, also, effects: [...sync('card'), ...effects] } : null;
};

/** Checklists that start by themselves, as it is now. */
function startingNow(incident: Draft, policy: Policy) {
  return allLists(policy).filter(
    ({ key, when, manual }) =>
      !manual &&
      when !== undefined &&
      !Object.hasOwn(incident.state.lists, key) &&
      holds(when, incident, policy),
  );
}

interface Done {
  task: Task;
  /** Null where no person made it so. */
  by: UserId | null;
  now: Date;
}

interface So<D extends Draft> {
  after: D;
  also: TasksAlso[];
  effects?: Effect[];
}

/** What a step that was just done may mean, in this order. */
const follows = [undoes, putsInForce, reaches, goesOn];

function putsInForce<D extends Draft>({ after }: So<D>, _policy: Policy, done: Done): So<D> {
  const measure = done.task.step.puts_in_force;
  const before = measure ? after.state.measures[measure] : undefined;
  // What the same decision undid is not put in force again.
  const justEnded = before?.endedAt?.getTime() === done.now.getTime();
  if (!measure || isInForce(after, measure) || justEnded) return { after, also: [] };
  const state = { status: 'in_force', since: done.now, by: done.by ?? '' } as const;
  return {
    after: withMeasure(after, measure, state),
    also: [{ type: 'measure_in_force', measure }],
  };
}

function undoes<D extends Draft>({ after }: So<D>, _policy: Policy, done: Done): So<D> {
  const measure = done.task.step.undoes;
  const state = measure ? after.state.measures[measure] : undefined;
  if (!measure || state?.status !== 'in_force') return { after, also: [] };
  const ended = { ...state, status: 'undone', by: done.by ?? state.by, endedAt: done.now } as const;
  return { after: withMeasure(after, measure, ended), also: [{ type: 'measure_undone', measure }] };
}

function reaches<D extends Draft>({ after }: So<D>, _policy: Policy, done: Done): So<D> {
  const milestone = done.task.step.reaches;
  if (!milestone || Object.hasOwn(after.state.milestones, milestone)) return { after, also: [] };
  const people = done.by ? [done.by] : [];
  const reached = { at: done.now, by: done.by, people, text: '' };
  const milestones = { ...after.state.milestones, [milestone]: reached };
  return {
    after: { ...after, state: { ...after.state, milestones } },
    also: [{ type: 'task_reached', milestone }],
  };
}

function goesOn<D extends Draft>({ after }: So<D>, policy: Policy, done: Done): So<D> {
  const list = done.task.step.starts;
  if (!list || Object.hasOwn(after.state.lists, list)) return { after, also: [] };
  const more = withList(after, policy, { key: list, by: done.by, parameters: {} }, done.now);
  return { ...more, also: [{ type: 'list_started', list }, ...more.also] };
}
