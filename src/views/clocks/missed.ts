import { dueTaskPaths } from '../../incident/clocks/task-sources.ts';
import type { Breach } from '../../incident/clocks/types.ts';
import { isOpen } from '../../incident/lookup.ts';
import { promisedNext } from '../../incident/telling/audiences.ts';
import type { ViewContext } from '../context.ts';
import { between } from '../duration.ts';
import { cut, type Mrkdwn, mention, oneLine, when } from '../mrkdwn.ts';
import { keptLine } from '../presence/card.ts';
import { say } from '../say.ts';
import { stepText } from '../tasks/names.ts';
import { audienceName } from '../telling/names.ts';
import { clockText } from './names.ts';

/** What was missed and why: late, said late because Muster was not running, moved, skipped. */

const most = 10;
/** Found so much later, Muster was not running when it was due. */
const awayMs = 2 * 60_000;

export function missedLines(view: ViewContext): Mrkdwn[] {
  const lines = [
    ...lateNews(view),
    ...breachLines(view),
    ...snoozedLine(view),
    ...skippedLines(view),
  ];
  const kept = keptLine(view);
  return [...lines.slice(0, most), ...(kept ? [kept] : [])];
}

/** News that was promised, did not come, and is still waited for. */
function lateNews(view: ViewContext): Mrkdwn[] {
  const { incident, policy, now } = view;
  const { nextDueAt } = incident.state.updates;
  const owed = [
    { what: say(policy, 'agenda.missed_update'), dueAt: isOpen(incident.phase) ? nextDueAt : null },
    ...policy.audiences.map((audience) => ({
      what: say(policy, 'agenda.missed_news', { audience: audienceName(policy, audience.key) }),
      dueAt: promisedNext(incident, policy, audience),
    })),
  ];
  return owed.flatMap(({ what, dueAt }) => {
    if (!dueAt || dueAt > now) return [];
    const duration = between(policy, dueAt, now);
    return [say(policy, 'agenda.missed_now', { what, at: when(dueAt), duration })];
  });
}

/** Newest first. */
function breachLines({ incident, policy }: ViewContext): Mrkdwn[] {
  return Object.entries(incident.state.clocks)
    .flatMap(([key, { breaches }]) => breaches.map((breach) => ({ key, breach })))
    .sort((a, b) => b.breach.dueAt.getTime() - a.breach.dueAt.getTime())
    .map(({ key, breach }) => {
      const values = {
        clock: cut(clockText(policy, key, incident), 150),
        at: when(breach.dueAt),
      };
      if (!wasAway(breach)) return say(policy, 'agenda.missed_line', values);
      const duration = between(policy, breach.dueAt, breach.at);
      return say(policy, 'agenda.missed_late', { ...values, duration });
    });
}

function wasAway({ dueAt, at }: Breach): boolean {
  return at.getTime() - dueAt.getTime() > awayMs;
}

function snoozedLine({ incident, policy }: ViewContext): Mrkdwn[] {
  const { snooze } = incident.state.updates;
  if (!snooze) return [];
  const { by, until, reason } = snooze;
  return [
    say(policy, 'agenda.snoozed', {
      by: mention(by),
      at: when(until),
      reason: cut(oneLine(reason), 150),
    }),
  ];
}

/** Steps that had to be done by some time and that somebody left out. */
function skippedLines({ incident, policy }: ViewContext): Mrkdwn[] {
  return dueTaskPaths(policy).flatMap((path) => {
    const { tasks } = incident.state;
    const task = Object.hasOwn(tasks, path) ? tasks[path] : undefined;
    if (task?.status !== 'skipped') return [];
    return [
      say(policy, 'agenda.skipped', {
        task: cut(stepText(policy, path), 150),
        by: mention(task.by),
        reason: cut(oneLine(task.note ?? ''), 150),
      }),
    ];
  });
}
