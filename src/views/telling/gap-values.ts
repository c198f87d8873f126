import { renewedWithin } from '../../incident/clocks/status-page.ts';
import { milestoneAt } from '../../incident/course/milestones.ts';
import { inReality } from '../../incident/drills/pace.ts';
import { minutesAfter } from '../../incident/instants.ts';
import type { FieldValue } from '../../incident/kinds/types.ts';
import { commanderRole, isOpen } from '../../incident/lookup.ts';
import { actingHolders } from '../../incident/people.ts';
import { minutesBetween } from '../../incident/presence/cadence.ts';
import { listOf } from '../../incident/tasks/lists.ts';
import { tasksOf } from '../../incident/tasks/progress.ts';
import { everyMinutes } from '../../incident/telling/audiences.ts';
import type { StatusUpdate, UserId } from '../../incident/types.ts';
import type { Field } from '../../policy/language/fields.ts';
import type { Audience } from '../../policy/language/telling.ts';
import type { TemplateGap } from '../../policy/template-gaps.ts';
import type { ViewContext } from '../context.ts';
import { between, duration } from '../duration.ts';
import { severityName, statusNow } from '../names.ts';
import { sayPlain } from '../say.ts';

/** What stands in the gaps of a template, before it is written for Slack or for outside. */

/** A value of a gap; null: nothing is known yet. */
export type GapValue =
  | { text: string }
  | { at: Date }
  | { people: UserId[] }
  | { room: string | null }
  | null;

/** What a template is filled in for. */
export interface Filling extends Pick<ViewContext, 'incident' | 'policy' | 'now'> {
  places?: ViewContext['places'];
  audience?: Audience;
  /** The update that it is about, in full; the last one where it is left out. */
  update?: StatusUpdate | null;
  /** Promised by who sends it, in place of what the policy says. */
  nextMinutes?: number | null;
}

type Values = Record<TemplateGap, (filling: Filling) => GapValue>;

const values: Values = {
  number: ({ incident }) => ({ text: String(incident.number) }),
  title: ({ incident }) => text(incident.title),
  summary: ({ incident }) => text(incident.state.summary),
  severity: ({ incident, policy }) => text(severityName(policy, incident.severity)),
  kind: ({ incident, policy }) => named(policy.kinds, incident.state.kind),
  modules: ({ incident, policy }) => text(names(policy.modules, incident.state.modules)),
  status: ({ incident, policy }) => text(statusNow(policy, incident)),
  stage: ({ incident, policy }) => named(policy.stages, incident.state.stage?.key),
  // What nobody showed the public yet is what its status means to them.
  public_state: ({ incident, policy }) =>
    named(
      policy.public_states,
      incident.state.publicState?.key ??
        policy.statuses.find(({ key }) => key === incident.status)?.public_state,
    ),
  started: ({ incident }) => instant(milestoneAt(incident, 'started') ?? incident.declaredAt),
  declared: ({ incident }) => instant(incident.declaredAt),
  last_update: (filling) => instant(updateIn(filling)?.at),
  next_update: nextUpdate,
  know: (filling) => text(updateIn(filling)?.know || filling.incident.state.summary),
  doing: (filling) => text(updateIn(filling)?.doing),
  need: (filling) => text(updateIn(filling)?.need),
  commander: ({ incident, policy }) =>
    people(actingHolders(incident, commanderRole(policy), policy)),
  room: ({ places }) => ({ room: places?.roomId ?? null }),
  call: ({ incident, policy }) => {
    const { call } = incident.state;
    return text(call && !call.endedAt ? call.link : policy.call.link);
  },
  current_actions: currentActions,
  every,
  resolved: ({ incident }) => instant(incident.resolvedAt),
  duration: ({ incident, policy, now }) => {
    const from = milestoneAt(incident, 'started') ?? incident.declaredAt;
    return text(between(policy, from, incident.resolvedAt ?? incident.closedAt ?? now));
  },
  outcome: ({ incident }) => text(incident.state.outcome),
  now: ({ now }) => instant(now),
};

/** What a gap holds; undefined where there is no such gap. */
export function gapValue(filling: Filling, gap: string): GapValue | undefined {
  if (Object.hasOwn(values, gap)) return values[gap as TemplateGap](filling);
  const [of, key] = gap.split('.');
  if (key === undefined) return undefined;
  const { incident, policy } = filling;
  if (of === 'field') {
    const field = policy.fields.find((each) => each.key === key);
    return field && fieldValue(filling, field, own(incident.state.fields, key));
  }
  if (of === 'role') return people(actingHolders(incident, key, policy));
  return of === 'milestone' ? instant(milestoneAt(incident, key)) : undefined;
}

function updateIn({ update, incident }: Filling): StatusUpdate | null {
  return update ?? incident.state.updates.last;
}

/** An audience has its own promise; everybody else the room's. */
function nextUpdate(filling: Filling): GapValue {
  const { incident, policy, now } = filling;
  if (!isOpen(incident.phase)) return { text: sayPlain(policy, 'telling.none_planned') };
  const minutes = promisedMinutes(filling);
  return minutes ? { at: minutesAfter(now, minutes) } : instant(incident.state.updates.nextDueAt);
}

function every(filling: Filling): GapValue {
  const { incident, policy, now } = filling;
  const minutes = promisedMinutes(filling) ?? minutesBetween(incident, policy, null, now);
  if (!minutes) return null;
  return { text: sayPlain(policy, 'telling.every', { duration: duration(policy, minutes) }) };
}

/** What is promised with this message: chosen, as last time, by the policy, or its first choice. */
export function promisedMinutes(filling: Filling): number | null {
  const { incident, policy, audience, nextMinutes, now } = filling;
  if (!audience) return null;
  const [first = null] = audience.every_choices_minutes;
  return (
    nextMinutes ??
    everyMinutes(incident, policy, audience, now) ??
    (first === null ? null : inReality(policy, first)) ??
    renewedWithin(incident, policy, audience.key)
  );
}

/** Tasks that people are at, one a line; otherwise what the last update says we do. */
function currentActions(filling: Filling): GapValue {
  const { incident, policy } = filling;
  const inHand = tasksOf(incident, policy)
    .filter(({ status, state }) => {
      return status === 'waiting' || status === 'made' || (status === 'open' && !!state?.assignee);
    })
    .filter(({ hasParts, list }) => !hasParts && listOf(policy, list) !== undefined)
    .map(({ step }) => step.text);
  const added = incident.state.addedTasks.filter(({ doneAt }) => !doneAt).map((each) => each.text);
  const doing = updateIn(filling)?.doing ?? '';
  const lines = [...inHand, ...added];
  if (lines.length === 0) return text(doing);
  return { text: lines.map((line) => `• ${line}`).join('\n') };
}

function fieldValue({ policy }: Filling, field: Field, value: FieldValue | undefined): GapValue {
  if (value === undefined || value === '') return null;
  if (typeof value === 'boolean') {
    return { text: sayPlain(policy, value ? 'telling.yes' : 'telling.no') };
  }
  if (typeof value === 'number') {
    const mark = field.type === 'money' ? field.currency : field.unit;
    const amount = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
    return { text: mark ? `${amount} ${mark}` : amount };
  }
  const list = Array.isArray(value) ? value : [value];
  switch (field.type) {
    case 'choice':
    case 'choices':
      return text(names(field.choices, list));
    case 'modules':
      return text(names(policy.modules, list));
    case 'people':
      return people(list);
    case 'files':
      return { text: sayPlain(policy, 'telling.files', { count: list.length }) };
    case 'time': {
      const at = new Date(list[0] ?? '');
      return Number.isNaN(at.getTime()) ? text(list[0]) : { at };
    }
    default:
      return text(list.join(', '));
  }
}

function text(value: string | null | undefined): GapValue {
  return value ? { text: value } : null;
}

function instant(at: Date | null | undefined): GapValue {
  return at ? { at } : null;
}

function people(userIds: UserId[]): GapValue {
  return userIds.length > 0 ? { people: userIds } : null;
}

function named(list: { key: string; name: string }[], key: string | null | undefined): GapValue {
  return key ? text(names(list, [key])) : null;
}

function names(list: { key: string; name: string }[], keys: readonly string[]): string {
  return keys.map((key) => list.find((each) => each.key === key)?.name ?? key).join(', ');
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
