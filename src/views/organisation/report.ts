import type { Button, KnownBlock } from '@slack/types';
import { dayAt } from '../../incident/links/days.ts';
import type { BySeverity, Report } from '../../organisation/report.ts';
import type { RecurringFact } from '../../organisation/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { actions, button, context, message, section } from '../blocks.ts';
import type { Message } from '../context.ts';
import { duration } from '../duration.ts';
import { fieldName, fieldText } from '../kinds/field-text.ts';
import { join, literal, Mrkdwn, prose } from '../mrkdwn.ts';
import { kindName, severityName } from '../names.ts';
import { say, sayPlain } from '../say.ts';

/** The numbers of a span of time, small enough to be read on a phone. */

/** The report that came again. */
export function reportMessage(
  policy: Policy,
  fact: Extract<RecurringFact, { type: 'report_due' }>,
  report: Report,
): Message {
  const { name, by, about } = policy.reports.find(({ key }) => key === fact.report) ?? {
    name: fact.report,
  };
  const { zone } = policy.calendar;
  const title = say(policy, 'report.title', {
    name,
    from: dayAt(fact.fromAt, zone),
    to: dayAt(new Date(fact.toAt.getTime() - 1), zone),
  });
  const notes = [
    ...(fact.missed > 0 ? [say(policy, 'report.missed', { missed: fact.missed })] : []),
    ...(by ? [say(policy, 'report.by', { by })] : []),
    say(policy, 'report.not_counted'),
  ];
  const blocks = about ? [context(prose(about))] : [];
  const buttons = [button('stats', sayPlain(policy, 'button.stats'), {})];
  return reported(policy, { title, report, notes: [join(notes)], blocks, buttons });
}

/** The numbers since an instant, for one person who asked. */
export function statsMessage(policy: Policy, since: Date, report: Report): Message {
  const title = say(policy, 'report.stats_title', { from: dayAt(since, policy.calendar.zone) });
  const notes = [say(policy, 'report.not_counted_yours')];
  return reported(policy, { title, report, notes, blocks: [], buttons: [] });
}

function reported(
  policy: Policy,
  parts: {
    title: Mrkdwn;
    report: Report;
    notes: Mrkdwn[];
    blocks: KnownBlock[];
    buttons: Button[];
  },
): Message {
  const { title, report, notes, blocks, buttons } = parts;
  const lines = reportLines(policy, report);
  return message(join([title, ...lines]), [
    section(title),
    ...blocks,
    section(join(lines)),
    context(...notes),
    actions([
      ...(report.open > 0 ? [button('list', sayPlain(policy, 'button.list'), {})] : []),
      ...buttons,
    ]),
  ]);
}

/** What the policy measures, as far as there is something to say of it. */
function reportLines(policy: Policy, report: Report): Mrkdwn[] {
  const { count, open } = report;
  if (count === 0) return [say(policy, 'report.none')];
  const { track, targets } = policy.metrics;
  // A policy that says nothing of what is measured gets the numbers that everybody asks for.
  const tracks = (what: (typeof track)[number]) => track.length === 0 || track.includes(what);
  const showsSeverities = tracks('count_by_severity') || targets.length > 0;
  return [
    open > 0
      ? say(policy, 'report.count_open', { count, open })
      : say(policy, 'report.count', { count }),
    ...(showsSeverities ? severities(policy, report) : []),
    ...(tracks('count_by_kind') ? kinds(policy, report) : []),
    ...times(policy, report, tracks),
    ...kept(policy, report),
    ...totals(policy, report),
    ...(track.includes('recurrence_rate') ? [again(policy, report)] : []),
  ];
}

function severities(policy: Policy, { bySeverity }: Report): Mrkdwn[] {
  if (policy.severities.length === 0) return [];
  return bySeverity.map((each) => new Mrkdwn(`• ${severityLine(policy, each).text}`));
}

function severityLine(policy: Policy, { key, count, median, resolved, target }: BySeverity) {
  const name = key === null ? sayPlain(policy, 'report.no_key') : severityName(policy, key);
  if (median === null) return say(policy, 'report.severity', { name, count });
  const line = say(policy, 'report.severity_time', { name, count, time: duration(policy, median) });
  if (!target) return line;
  const { met, minutes } = target;
  return say(policy, 'report.target', { line, met, resolved, target: duration(policy, minutes) });
}

function kinds(policy: Policy, { byKind }: Report): Mrkdwn[] {
  if (policy.kinds.length === 0) return [];
  const each = byKind.map(({ key, count }) =>
    say(policy, 'report.kind', {
      name: key === null ? sayPlain(policy, 'report.no_key') : kindName(policy, key),
      count,
    }),
  );
  return [say(policy, 'report.kinds', { kinds: join(each, ' · ') })];
}

function times(
  policy: Policy,
  { medians }: Report,
  tracks: (what: 'mttd' | 'mtta' | 'mttr') => boolean,
): Mrkdwn[] {
  const { detect, acknowledge, resolve } = medians;
  const time = (minutes: number) => ({ time: duration(policy, minutes) });
  return [
    ...(tracks('mttd') && detect !== null ? [say(policy, 'report.detect', time(detect))] : []),
    ...(tracks('mtta') && acknowledge !== null
      ? [say(policy, 'report.acknowledge', time(acknowledge))]
      : []),
    ...(tracks('mttr') && resolve !== null ? [say(policy, 'report.resolve', time(resolve))] : []),
  ];
}

function kept(policy: Policy, { onTime, late }: Report): Mrkdwn[] {
  const count = onTime + late;
  if (count === 0) return [];
  return [say(policy, 'report.kept', { share: percent(onTime, count), on_time: onTime, count })];
}

function totals(policy: Policy, report: Report): Mrkdwn[] {
  return report.totals.map(({ field, sum, count }) =>
    say(policy, 'report.total', {
      field: literal(fieldName(policy, field)),
      sum: fieldText(policy, field, sum),
      count,
    }),
  );
}

function again(policy: Policy, report: Report): Mrkdwn {
  const { again: times, count } = report;
  return say(policy, 'report.again', { share: percent(times, count), again: times, count });
}

function percent(part: number, whole: number): number {
  return Math.round((part / whole) * 100);
}
