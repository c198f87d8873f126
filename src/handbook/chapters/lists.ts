import type { Checklist, Runbook, Step } from '../../policy/language/lists.ts';
import { type Book, outside } from '../book.ts';
import { inWords } from '../conditions.ts';
import {
  type Block,
  blocks,
  facts,
  heading,
  type Item,
  type Line,
  list,
  note,
  type Page,
  paragraph,
} from '../page.ts';
import { runbookSlug } from '../things.ts';
import { listLink } from './course.ts';
import { forced } from './severities.ts';

/** Checklists, measures and runbooks. */

export function checklists(book: Book): Page | null {
  const { checklists: all, measures } = book.policy;
  if (all.length + measures.length === 0) return null;
  return {
    slug: 'checklists',
    title: book.say('handbook.checklists'),
    blocks: blocks(
      paragraph(book.say('handbook.checklists_lead')),
      all.flatMap((checklist) => checklistBlocks(book, checklist)),
      measures.length > 0 && heading(2, 'measures', book.say('handbook.measures')),
      measures.length > 0 && paragraph(book.say('handbook.measures_lead')),
      measures.flatMap((measure) => [
        heading(3, `measure-${measure.key}`, measure.name),
        paragraph(measure.effect),
        facts([book.say('handbook.undo'), measure.undo]),
      ]),
    ),
  };
}

function checklistBlocks(book: Book, checklist: Checklist) {
  return [
    heading(2, `list-${checklist.key}`, checklist.name),
    facts(
      [book.say('handbook.starts'), startOf(book, checklist)],
      [book.say('handbook.done_by'), book.link('role', checklist.role)],
      [book.say('handbook.strict'), checklist.strict && book.yes(true)],
      [book.say('handbook.typed'), book.typed(checklist)],
    ),
    steps(book, checklist.key, checklist.items),
  ];
}

function startOf(book: Book, { manual, when }: Checklist): Line {
  const condition = inWords(book, when);
  const how = book.say(manual ? 'handbook.starts_by_hand' : 'handbook.starts_itself');
  return condition.length > 0 ? [how, ': ', ...condition] : [how];
}

export function runbooks(book: Book): Page | null {
  const { runbooks: all } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'runbooks',
    title: book.say('handbook.runbooks'),
    blocks: blocks(
      paragraph(book.say('handbook.runbooks_lead')),
      list(
        all.map(
          (runbook): Item => ({
            line: book.link('runbook', runbook.key),
            blocks: blocks(paragraph(runbook.trigger ?? runbook.symptoms[0])),
          }),
        ),
      ),
    ),
  };
}

/** A page for each, to be printed and to be sent by its address. */
export function runbookPages(book: Book): Page[] {
  return book.policy.runbooks.map((runbook) => ({
    slug: runbookSlug(runbook.key),
    title: runbook.name,
    under: 'runbooks',
    blocks: blocks(
      paragraph(runbook.trigger),
      titled(book.say('handbook.symptoms'), 'symptoms', list(runbook.symptoms)),
      titled(book.say('handbook.impact'), 'impact', list(runbook.impact)),
      titled(
        book.say('handbook.diagnosis'),
        'diagnosis',
        steps(book, runbook.key, runbook.diagnosis),
      ),
      titled(book.say('handbook.steps'), 'steps', steps(book, runbook.key, runbook.steps)),
      titled(book.say('handbook.parameters'), 'parameters', parameters(runbook)),
      titled(book.say('handbook.further'), 'escalation', further(book, runbook)),
      heading(2, 'about', book.say('handbook.about_runbook')),
      facts(
        [book.say('handbook.starts'), [{ code: `/incident runbook ${runbook.key}` }]],
        [book.say('handbook.contacts'), book.links('contact', runbook.contacts)],
        [book.say('handbook.suggested'), inWords(book, runbook.suggested)],
        [book.say('handbook.opens'), book.links('obligation', runbook.opens)],
        [book.say('handbook.forces'), forced(book, runbook.forces)],
        [book.say('handbook.found_by'), book.listed(runbook.words)],
        [
          book.say('handbook.document'),
          runbook.document !== undefined && [outside(runbook.document, runbook.document)],
        ],
        [book.say('handbook.typed'), book.typed(runbook)],
      ),
    ),
  }));
}

function titled(title: string, id: string, block: Block | null): (Block | null)[] {
  return block ? [heading(2, id, title), block] : [];
}

function parameters(runbook: Runbook): Block | null {
  return list(
    runbook.parameters.map(({ key, name, help }) => [
      { code: `{${key}}` },
      ` ${name}`,
      ...(help ? [`: ${help}`] : []),
    ]),
  );
}

function further(book: Book, runbook: Runbook): Block | null {
  return list(
    runbook.escalation.map((step) => ({
      line: [
        step.text ?? step.if ?? lateBy(book, step.after_minutes),
        ...(step.text && step.if ? [` (${step.if})`] : []),
      ],
      blocks: blocks(
        facts(
          [
            book.say('handbook.after'),
            step.after_minutes !== undefined && book.span(step.after_minutes),
          ],
          [book.say('handbook.path'), book.link('escalation', step.path)],
          [book.say('handbook.whom'), book.people(step.to)],
          [book.say('handbook.contact'), book.link('contact', step.contact)],
          [book.say('handbook.goes_on'), book.link('runbook', step.runbook)],
          [
            book.say('handbook.document'),
            step.document !== undefined && [outside(step.document, step.document)],
          ],
        ),
      ),
    })),
  );
}

function lateBy(book: Book, minutes: number | undefined): string {
  if (minutes === undefined) return book.say('handbook.further');
  return book.say('handbook.further_after', { time: book.span(minutes) });
}

type Part = Step['steps'][number];

/** Steps in order; what must not be done stands out. */
function steps(book: Book, listKey: string, all: readonly (Step | Part)[]): Block | null {
  return list(
    all.map((step) => stepItem(book, `${listKey}.${step.key}`, step)),
    'ordered',
  );
}

function stepItem(book: Book, path: string, step: Step | Part): Item {
  const parts = 'steps' in step ? step.steps : [];
  const marks = [
    step.optional && book.say('handbook.optional'),
    step.only_if && book.say('handbook.only_if', { condition: step.only_if }),
    step.two_people && book.say('handbook.two_people'),
    'strict' in step && step.strict && book.say('handbook.parts_in_order'),
  ].filter((mark) => typeof mark === 'string');
  return {
    id: `step-${path}`,
    line: [
      ...(step.forbidden ? [{ strong: book.say('handbook.forbidden') }, ' '] : []),
      step.text,
      ...(marks.length > 0 ? [` (${marks.join('; ')})`] : []),
    ],
    blocks: blocks(
      paragraph(step.detail),
      note('caution', step.caution),
      step.command !== undefined && { type: 'code', text: step.command },
      note('forbidden', step.permitted && book.say('handbook.permitted', { most: step.permitted })),
      stepFacts(book, step),
      steps(book, path, parts),
    ),
  };
}

function stepFacts(book: Book, step: Step | Part): Block | null {
  return facts(
    [book.say('handbook.when'), inWords(book, step.when)],
    [book.say('handbook.done_by'), book.link('role', step.role)],
    [
      book.say('handbook.due'),
      step.within_minutes !== undefined && book.within(step.within_minutes),
    ],
    [book.say('handbook.wait'), step.wait_minutes !== undefined && book.span(step.wait_minutes)],
    [book.say('handbook.puts_in_force'), book.link('measure', step.puts_in_force)],
    [book.say('handbook.undoes'), book.link('measure', step.undoes)],
    [book.say('handbook.asks_field'), book.link('field', step.asks_field)],
    [book.say('handbook.by_section'), book.link('section', step.section)],
    [book.say('handbook.reaches'), book.link('milestone', step.reaches)],
    [book.say('handbook.tells'), book.link('audience', step.tells)],
    [book.say('handbook.opens'), book.link('obligation', step.opens)],
    [book.say('handbook.goes_on'), listLink(book, step.starts)],
    [book.say('handbook.address'), step.link !== undefined && [outside(step.link, step.link)]],
  );
}
