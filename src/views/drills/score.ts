import type { Measured, Score } from '../../incident/drills/types.ts';
import { context, message, section } from '../blocks.ts';
import type { Message, ViewContext } from '../context.ts';
import { duration } from '../duration.ts';
import { join, type Mrkdwn } from '../mrkdwn.ts';
import { whoText } from '../people.ts';
import { say, sayPlain } from '../say.ts';

const measured: readonly Measured[] = [
  'acknowledged',
  'commander',
  'team_assembled',
  'update',
  'mitigated',
  'resolved',
];

/** How an exercise went. */
export function scorecard({ incident, policy }: ViewContext, score: Score): Message {
  const title = say(policy, 'fact.scorecard', { number: incident.number });
  const { updates, tasks, obligations, pages, silent, gatesPast, pace, minutes } = score;
  const times = measured.map((what) => {
    const at = minutes[what];
    return say(policy, 'score.line', {
      what: sayPlain(policy, `score.${what}`),
      value: at === null ? sayPlain(policy, 'score.never') : duration(policy, at),
    });
  });
  const told = updates.onTime + updates.late;
  const owed = obligations.met + obligations.late + obligations.open;
  const counts: Mrkdwn[] = [
    ...(told > 0 ? [say(policy, 'score.updates', { kept: updates.onTime, count: told })] : []),
    ...(tasks.done + tasks.open > 0 ? [say(policy, 'score.tasks', tasks)] : []),
    ...(owed > 0 ? [say(policy, 'score.obligations', obligations)] : []),
    ...(pages.asked > 0 ? [say(policy, 'score.pages', pages)] : []),
    ...(silent.length > 0 ? [say(policy, 'score.silent', { who: whoText(policy, silent) })] : []),
    ...(gatesPast > 0 ? [say(policy, 'score.gates_past', { count: gatesPast })] : []),
  ];
  return message(join([title, ...times, ...counts]), [
    section(title),
    ...(pace === 1 ? [] : [context(say(policy, 'score.pace', { pace }))]),
    section(join(times)),
    ...(counts.length > 0 ? [section(join(counts))] : []),
  ]);
}
