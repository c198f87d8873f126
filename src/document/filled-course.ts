import { milestoneAt, reachedMilestones } from '../incident/course/milestones.ts';
import type { ViewContext } from '../views/context.ts';
import { milestoneName } from '../views/course/names.ts';
import { between } from '../views/duration.ts';
import { sayPlain } from '../views/say.ts';
import { type Given, list, nameIn, sentenceOf, table } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** When what happened, and how long it took. */

/** Of the machine, of who came and went, and of the document itself: no part of what happened. */
const untold: ReadonlySet<string> = new Set([
  ...['edit_section', 'add_to_section', 'import_postmortem', 'set_postmortem_status'],
  ...['read_postmortem', 'export_postmortem', 'take_postmortem', 'assign_postmortem'],
  ...['hold_postmortem', 'skip_postmortem', 'ask_timeline_file', 'join_room', 'leave_room'],
  ...['step_failed', 'step_done', 'retry_step', 'settle_send', 'repair', 'own_update', 'room_lost'],
]);

export function timeline(given: Given): DocumentBlock[] {
  const { policy } = given;
  const rows = given.timeline.filter(({ type }) => !untold.has(type));
  return table(
    [sayPlain(policy, 'fill.when'), sayPlain(policy, 'fill.what')],
    rows.map((row) => [given.clock(row.at), sentenceOf(given, row)]),
  );
}

/** Each milestone, who was in it and what was said of it, and how long after the one before. */
export function milestones(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const reached = reachedMilestones(incident, policy);
  const rows = reached.map(({ key, at }, index) => {
    const kept = Object.hasOwn(incident.state.milestones, key)
      ? incident.state.milestones[key]
      : undefined;
    const before = reached[index - 1]?.at;
    const said = [...(kept?.people ?? []).map((userId) => nameIn(given, userId)), kept?.text ?? ''];
    return [
      milestoneName(policy, key),
      given.clock(at),
      before && before <= at ? `+ ${between(policy, before, at)}` : '',
      said.filter((text) => text !== '').join(', '),
    ];
  });
  const head = (['milestone', 'when', 'after', 'note'] as const).map((key) =>
    sayPlain(policy, `fill.${key}`),
  );
  return [...table(head, rows), ...duration(given)];
}

/** The spans that people ask for, as far as both ends are known. */
const spans = [
  ['lasted', 'started', 'resolved'],
  ['worked', 'declared', 'resolved'],
  ['detect', 'started', 'detected'],
  ['acknowledge', 'declared', 'acknowledged'],
  ['mitigate', 'declared', 'mitigated'],
] as const;

export function duration({
  incident,
  policy,
}: Pick<Given, 'incident' | 'policy'>): DocumentBlock[] {
  return list(
    spans.flatMap(([what, from, to]) => {
      const time = spanOf({ incident, policy }, from, to);
      return time === null ? [] : [sayPlain(policy, `fill.${what}`, { time })];
    }),
  );
}

/** How long from one milestone to another; null where one of them was not reached, or they lie the other way round. */
export function spanOf(
  { incident, policy }: Pick<ViewContext, 'incident' | 'policy'>,
  from: string,
  to: string,
): string | null {
  const [fromAt, toAt] = [milestoneAt(incident, from), milestoneAt(incident, to)];
  return fromAt && toAt && fromAt <= toAt ? between(policy, fromAt, toAt) : null;
}
