import type { ActionItemState } from '../incident/action-items/types.ts';
import { dayAt } from '../incident/links/days.ts';
import { type Filling, type Section, sectionsOf } from '../incident/postmortem/sections.ts';
import { kindName as actionKind } from '../views/action-items/names.ts';
import { sayPlain } from '../views/say.ts';
import { duration, milestones, timeline } from './filled-course.ts';
import { fieldOf, impact, links } from './filled-facts.ts';
import { similar } from './filled-similar.ts';
import { survey } from './filled-survey.ts';
import { meeting, obligations, roles, tried, updates } from './filled-work.ts';
import { type Fill, type Given, nameIn, table, texts } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** What Muster fills in, by the policy's word for it. */
const filled: Record<Filling, Fill> = {
  nothing: () => [],
  summary,
  impact,
  roles,
  timeline,
  milestones,
  duration,
  updates,
  obligations,
  tried,
  links,
  action_items: actionItems,
  meeting,
  survey,
  similar,
};

/** All that Muster fills into a section. */
export function filledIn(section: Section, given: Given): DocumentBlock[] {
  return [...filled[section.from](given), ...(section.field ? fieldOf(given, section.field) : [])];
}

/**
 * What happened, in the words of the last update or of the declaration, and how it ended; whom it hit
 * where no section says that.
 */
function summary(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const { summary: text, outcome } = incident.state;
  const isSaid = sectionsOf(policy).some(({ from }) => from === 'impact');
  const told = texts(text, outcome && sayPlain(policy, 'fill.outcome', { outcome }));
  return isSaid ? told : [...told, ...impact(given)];
}

function actionItems(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const head = (['what', 'who', 'due', 'sort', 'priority', 'state', 'policy', 'link'] as const).map(
    (key) => sayPlain(policy, `fill.${key}`),
  );
  const rows = incident.state.actionItems.map((item) => [
    item.text,
    nameIn(given, item.owner),
    item.dueOn,
    actionKind(policy, item.kind),
    item.priority ?? '',
    item.ended === null
      ? sayPlain(policy, 'fill.open')
      : sayPlain(policy, item.ended.dropped === null ? 'fill.done' : 'fill.dropped'),
    changeOf(given, item),
    item.link ?? '',
  ]);
  return withoutEmpty(head, rows);
}

/** What it has to do with the policy, and the lines of the change that it is linked to. */
function changeOf({ policy }: Given, { policy: toChange }: ActionItemState): string {
  const change = toChange?.change;
  if (!change) return toChange ? sayPlain(policy, 'fill.changes_policy') : '';
  const { name, hash, lines, more, at } = change;
  const day = dayAt(at, policy.calendar.zone);
  const changed = sayPlain(policy, 'fill.policy_changed', { name, hash: hash.slice(0, 12), day });
  const rest = more > 0 ? [sayPlain(policy, 'nag.rest', { count: more })] : [];
  return [changed, ...lines, ...rest].join('; ');
}

/** The table without columns in which nothing stands. */
function withoutEmpty(head: string[], rows: string[][]): DocumentBlock[] {
  const used = head.map((_, at) => rows.some((row) => row[at] !== ''));
  const kept = (cells: string[]) => cells.filter((_, at) => used[at]);
  return table(kept(head), rows.map(kept));
}
