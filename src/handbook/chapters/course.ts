import type { Policy } from '../../policy/schema.ts';
import type { Book } from '../book.ts';
import { outside } from '../book.ts';
import { inWords } from '../conditions.ts';
import {
  type Block,
  blocks,
  facts,
  heading,
  joined,
  type Line,
  list,
  type Page,
  paragraph,
} from '../page.ts';
import { forced } from './severities.ts';

/** Is it one, where it stands, what must be so before it goes on. */

export function criteria(book: Book): Page | null {
  const { triage } = book.policy;
  if (triage.criteria.length === 0 && triage.within_minutes === undefined) return null;
  return {
    slug: 'criteria',
    title: book.say('handbook.criteria'),
    blocks: blocks(
      paragraph(ruleOf(book)),
      list(
        triage.criteria.map((each) => ({
          id: `criterion-${each.key}`,
          line: [{ strong: each.question }],
          blocks: blocks(
            paragraph(each.help),
            facts([book.say('handbook.means'), forced(book, each.forces)]),
          ),
        })),
      ),
      facts(
        [book.say('handbook.asked'), book.say(`handbook.triage_${triage.ask}`)],
        [
          book.say('handbook.decided'),
          triage.within_minutes !== undefined && dueAfter(book, triage.within_minutes, triage.of),
        ],
      ),
    ),
  };
}

/** So long after a milestone. */
export function dueAfter(book: Book, minutes: number, milestone: string): Line {
  return [
    book.say('handbook.due_of', { time: book.span(minutes) }),
    ' ',
    ...book.link('milestone', milestone),
  ];
}

function ruleOf(book: Book): string {
  const { incident_if: rule } = book.policy.triage;
  if (typeof rule === 'string') return book.say(`handbook.criteria_${rule}`);
  return book.say('handbook.criteria_count', { count: rule.at_least });
}

export function course(book: Book): Page {
  const { policy } = book;
  return {
    slug: 'course',
    title: book.say('handbook.course'),
    blocks: blocks(
      paragraph(book.say('handbook.course_lead')),
      heading(2, 'statuses', book.say('handbook.statuses')),
      policy.statuses.flatMap((status) => statusBlocks(book, status)),
      endings(book),
      policy.stages.length > 0 && heading(2, 'stages', book.say('handbook.stages')),
      policy.stages.flatMap((stage) => stageBlocks(book, stage)),
      policy.gates.length > 0 && heading(2, 'gates', book.say('handbook.gates')),
      policy.gates.length > 0 && paragraph(book.say('handbook.gates_lead')),
      policy.gates.flatMap((gate) => gateBlocks(book, gate)),
      policy.milestones.length > 0 && heading(2, 'milestones', book.say('handbook.milestones')),
      policy.milestones.flatMap((milestone) => milestoneBlocks(book, milestone)),
      call(book),
    ),
  };
}

function statusBlocks(book: Book, status: Policy['statuses'][number]) {
  return [
    heading(3, `status-${status.key}`, status.name),
    paragraph(status.meaning),
    facts(
      [book.say('handbook.phase'), book.say(`handbook.phase_${status.phase}`)],
      [book.say('handbook.window'), windowOf(book, status.window)],
      [book.say('handbook.public_state'), book.link('public_state', status.public_state)],
      [book.say('handbook.typed'), book.typed(status)],
    ),
  ];
}

/** When a part of the process is meant to happen, in words. */
function windowOf(book: Book, window: Policy['statuses'][number]['window']): Line {
  if (!window) return [];
  const { from_minutes: from, to_minutes: to } = window;
  const after = from > 0 ? book.span(from) : book.say('handbook.at_once');
  return [
    book.say('handbook.window_of', { from: after, to: book.span(to) }),
    ' ',
    ...book.link('milestone', window.of),
  ];
}

function endings(book: Book): (Block | null)[] {
  const { resolved, closed, cancelled, declined, merged } = book.policy.ended;
  return [
    heading(3, 'ended', book.say('handbook.ended')),
    facts(
      [resolved, book.say('handbook.ended_resolved')],
      [closed, book.say('handbook.ended_closed')],
      [cancelled, book.say('handbook.ended_cancelled')],
      [declined, book.say('handbook.ended_declined')],
      [merged, book.say('handbook.ended_merged')],
    ),
  ];
}

function stageBlocks(book: Book, stage: Policy['stages'][number]) {
  const { phase, status, milestone } = stage.enters_on ?? {};
  const enters = [
    ...(phase ? [[book.say(`handbook.phase_${phase}`)]] : []),
    ...(status ? [book.link('status', status)] : []),
    ...(milestone ? [book.link('milestone', milestone)] : []),
  ];
  return [
    heading(3, `stage-${stage.key}`, stage.name),
    paragraph(stage.meaning),
    facts(
      [book.say('handbook.enters_on'), joined(enters)],
      [book.say('handbook.window'), windowOf(book, stage.window)],
      [book.say('handbook.typed'), book.typed(stage)],
    ),
  ];
}

type GatePhase = NonNullable<Policy['gates'][number]['before']['phase']>[number];

/** The statuses that a phase has here; its own name where it has none. */
function phaseLine(book: Book, phase: GatePhase): Line {
  const { statuses, ended } = book.policy;
  const keys = statuses.filter((each) => each.phase === phase).map(({ key }) => key);
  if (keys.length > 0) return book.links('status', keys);
  if (phase === 'resolved' || phase === 'closed') {
    return [{ text: ended[phase], to: 'course#ended' }];
  }
  return [book.say(`handbook.phase_${phase}`)];
}

function gateBlocks(book: Book, gate: Policy['gates'][number]) {
  const { before } = gate;
  const stands = joined(
    [
      book.links('status', before.status),
      book.links('stage', before.stage),
      book.links('public_state', before.public_state),
      joined((before.phase ?? []).map((phase) => phaseLine(book, phase))),
    ].filter((line) => line.length > 0),
  );
  const past =
    gate.bypass === 'never' ? [book.say('handbook.bypass_never')] : book.people(gate.bypass);
  return [
    heading(3, `gate-${gate.key}`, gate.name),
    facts(
      [book.say('handbook.gate_before'), stands],
      [book.say('handbook.when'), inWords(book, gate.when)],
    ),
    list(gate.needs.map((need) => needLine(book, need))),
    facts([book.say('handbook.bypass'), past]),
  ];
}

function needLine(book: Book, need: Policy['gates'][number]['needs'][number]): Line {
  if (need.checklist)
    return [book.say('handbook.need_list'), ' ', ...listLink(book, need.checklist)];
  if (need.item) return [book.say('handbook.need_item'), ' ', ...stepLink(book, need.item)];
  if (need.role) return [book.say('handbook.need_role'), ' ', ...book.link('role', need.role)];
  if (need.field) return [book.say('handbook.need_field'), ' ', ...book.link('field', need.field)];
  if (need.told) return [book.say('handbook.need_told'), ' ', ...book.link('audience', need.told)];
  if (need.milestone) {
    return [book.say('handbook.need_milestone'), ' ', ...book.link('milestone', need.milestone)];
  }
  if (need.approval) {
    const { by, count } = need.approval;
    const lead =
      count === 1
        ? book.say('handbook.need_approval')
        : book.say('handbook.need_approvals', { count });
    return [lead, ' ', ...book.people(by)];
  }
  if (need.roles) return [book.say('handbook.need_roles')];
  if (need.kind) return [book.say('handbook.need_kind')];
  if (need.measures) return [book.say('handbook.need_measures')];
  if (need.obligations) return [book.say('handbook.need_obligations')];
  return [book.say('handbook.need_update')];
}

/** A checklist or a runbook. */
export function listLink(book: Book, key: string | undefined): Line {
  const isRunbook = book.policy.runbooks.some((each) => each.key === key);
  return book.link(isRunbook ? 'runbook' : 'checklist', key);
}

/** A step by its path, as `list.step`: what it says, as a link to its list. */
export function stepLink(book: Book, path: string): Line {
  const [key = '', ...rest] = path.split('.');
  const { checklists, runbooks } = book.policy;
  const steps =
    checklists.find((each) => each.key === key)?.items ??
    runbooks
      .filter((each) => each.key === key)
      .flatMap((each) => [...each.diagnosis, ...each.steps]);
  const step = steps.find((each) => each.key === rest[0]);
  const part = step?.steps.find((each) => each.key === rest[1]) ?? step;
  return [...listLink(book, key), `: ${part?.text ?? rest.join('.')}`];
}

function milestoneBlocks(book: Book, milestone: Policy['milestones'][number]) {
  const by = milestone.set_by ?? {};
  const setBy = [
    ...(by.role ? [[book.say('handbook.set_role'), ' ', ...book.link('role', by.role)]] : []),
    ...(by.status
      ? [[book.say('handbook.set_status'), ' ', ...book.link('status', by.status)]]
      : []),
    ...(by.stage ? [[book.say('handbook.set_stage'), ' ', ...book.link('stage', by.stage)]] : []),
    ...(by.item ? [[book.say('handbook.set_item'), ' ', ...stepLink(book, by.item)]] : []),
    ...(by.checklist
      ? [[book.say('handbook.set_list'), ' ', ...listLink(book, by.checklist)]]
      : []),
    ...(by.told ? [[book.say('handbook.set_told'), ' ', ...book.link('audience', by.told)]] : []),
    ...(by.field ? [[book.say('handbook.set_field'), ' ', ...book.link('field', by.field)]] : []),
    ...(by.kind ? [[book.say('handbook.set_kind'), ' ', ...book.link('kind', by.kind)]] : []),
  ];
  return [
    heading(3, `milestone-${milestone.key}`, milestone.name),
    paragraph(milestone.meaning),
    facts(
      [book.say('handbook.set_by'), joined(setBy)],
      [book.say('handbook.names_people'), milestone.people && book.yes(true)],
      [book.say('handbook.asks_text'), milestone.asks_text && book.yes(true)],
      [book.say('handbook.order'), milestone.order !== undefined && String(milestone.order)],
    ),
  ];
}

function call(book: Book): (Block | null)[] {
  const { link, provider, dial_in: number, expected, join_within_minutes, stay } = book.policy.call;
  const within = join_within_minutes;
  const said = facts(
    [book.say('handbook.call_where'), link && [outside(provider ?? link, link)]],
    [book.say('handbook.call_with'), !link && provider],
    [book.say('handbook.call_dial_in'), number],
    [book.say('handbook.call_expected'), expected && book.yes(true)],
    [book.say('handbook.call_join'), book.within(within)],
    [book.say('handbook.call_stay'), stay],
  );
  return said ? [heading(2, 'call', book.say('handbook.call')), said] : [];
}
