import type { EscalationPath } from '../../policy/language/on-call.ts';
import type { Policy } from '../../policy/schema.ts';
import { type Book, outside } from '../book.ts';
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
import { rotationBlocks } from './on-call.ts';

/** Whom one calls next, what is ready before anything happens, and what is looked at afterwards. */

export function escalation(book: Book): Page | null {
  const { escalation: paths, on_call: rotations } = book.policy;
  if (paths.length + rotations.length === 0) return null;
  return {
    slug: 'escalation',
    title: book.say('handbook.escalation'),
    blocks: blocks(
      heading(2, 'paged', book.say('handbook.paged')),
      paragraph(book.say('handbook.paged_lead')),
      paths.flatMap((path) => [
        heading(2, `path-${path.key}`, path.name),
        facts(
          [book.say('handbook.when'), inWords(book, path.when)],
          [book.say('handbook.ladder_while'), book.say(`handbook.while_${path.while}`)],
          [
            book.say('handbook.ladder_repeat'),
            path.repeat > 0 && book.say('handbook.times', { count: path.repeat }),
          ],
        ),
        list(
          path.levels.map((level) => levelItem(book, level)),
          'ordered',
        ),
      ]),
      rotations.length > 0 && heading(2, 'on-call', book.say('handbook.on_call')),
      rotations.flatMap((rotation) => rotationBlocks(book, rotation)),
    ),
  };
}

function levelItem(book: Book, level: EscalationPath['levels'][number]) {
  const after = level.after_minutes;
  const climbed =
    after === undefined
      ? book.say('handbook.climbed_by_hand')
      : after > 0
        ? book.say('handbook.climbed_after', { time: book.span(after) })
        : book.say('handbook.at_once');
  return {
    line: [{ strong: level.name }, ...(level.if ? [` (${level.if})`] : [])],
    blocks: blocks(
      facts(
        [book.say('handbook.climbed'), climbed],
        [book.say('handbook.whom'), book.people(level.to)],
        [book.say('handbook.contact'), book.link('contact', level.contact)],
        [book.say('handbook.on_call'), book.link('on_call', level.on_call)],
        [book.say('handbook.channel'), level.channel],
        [book.say('handbook.when'), inWords(book, level.when)],
      ),
    ),
  };
}

export function readiness(book: Book): Page | null {
  const { access, readiness: tests } = book.policy.directory;
  const { drills } = book.policy;
  if (access.length + tests.length + drills.length === 0) return null;
  return {
    slug: 'readiness',
    title: book.say('handbook.readiness'),
    blocks: blocks(
      paragraph(book.say('handbook.readiness_lead')),
      list(
        tests.map((test) => ({
          id: `readiness-${test.key}`,
          line: [outside(test.name, test.link)],
          blocks: blocks(
            facts(
              [book.say('handbook.tested'), book.say(`handbook.every_${test.every}`)],
              [book.say('handbook.last'), test.last_tested],
              [book.say('handbook.next'), test.next_test],
              [book.say('handbook.owner'), test.owner],
            ),
          ),
        })),
      ),
      access.length > 0 && heading(2, 'access', book.say('handbook.access')),
      list(
        access.map((each) => ({
          id: `access-${each.key}`,
          line: [each.name],
          blocks: blocks(
            facts(
              [book.say('handbook.kept'), each.where],
              [book.say('handbook.needed_by'), neededBy(book, each.needed_by)],
            ),
          ),
        })),
      ),
      drills.length > 0 && heading(2, 'drills', book.say('handbook.drills')),
      drills.flatMap((drill) => [
        heading(3, `drill-${drill.key}`, drill.name),
        facts(
          [book.say('handbook.sort'), book.say(`handbook.drill_${drill.type}`)],
          [book.say('handbook.hold_it'), [{ code: `/incident drill ${drill.key}` }]],
          [book.say('handbook.tested'), drill.every && book.say(`handbook.every_${drill.every}`)],
          [book.say('handbook.at'), drill.at && [{ code: drill.at }]],
          [book.say('handbook.owner'), book.people(drill.owners)],
          [book.say('handbook.channel'), drill.channel],
          [book.say('handbook.simulates'), simulated(book, drill.simulates)],
          [
            book.say('handbook.pace'),
            drill.pace > 1 && book.say('handbook.pace_times', { count: drill.pace }),
          ],
          [book.say('handbook.lasts'), book.span(drill.lasts_minutes)],
          [book.say('handbook.last'), drill.last],
          [book.say('handbook.next'), drill.next],
        ),
        ...injects(book, drill),
      ]),
    ),
  };
}

function injects(book: Book, drill: Policy['drills'][number]): (Block | null)[] {
  if (drill.injects.length === 0) return [];
  return [
    paragraph(book.say('handbook.injects')),
    list(
      drill.injects.map((each) => ({
        id: `inject-${drill.key}-${each.key}`,
        line: [
          { strong: book.say('handbook.inject_at', { time: book.span(each.after_minutes) }) },
          ' ',
          ...(each.by ? [`${each.by}: `] : []),
          each.text,
        ],
        blocks: blocks(facts([book.say('handbook.when'), inWords(book, each.when)])),
      })),
    ),
  ];
}

function neededBy(book: Book, keys: readonly string[]): Line {
  return keys.flatMap((key, index) => {
    const isRole = book.policy.roles.some((role) => role.key === key);
    return [...(index > 0 ? [', '] : []), ...book.link(isRole ? 'role' : 'team', key)];
  });
}

function simulated(book: Book, what: Policy['drills'][number]['simulates']): Line {
  const severity = book.link('severity', what?.severity);
  const kind = book.link('kind', what?.kind);
  return joined(
    [[what?.title ?? ''], [what?.summary ?? ''], severity, kind].filter(
      (each) => each.join('') !== '',
    ),
  );
}

/** Figures, reports and where incidents are noticed. */
export function figures(book: Book): Page | null {
  const { metrics, reports, sources } = book.policy;
  const { track, targets } = metrics;
  const { monitoring, tickets } = sources;
  const all = [track, targets, reports, monitoring, tickets].flat();
  if (all.length === 0) return null;
  return {
    slug: 'figures',
    title: book.say('handbook.figures'),
    blocks: blocks(
      titled('monitoring', book.say('handbook.monitoring'), [
        list(
          monitoring.map(({ key, name, link }) => ({
            id: `monitoring-${key}`,
            line: [outside(name, link)],
          })),
        ),
      ]),
      titled('tickets', book.say('handbook.tickets'), [
        list(
          tickets.map(({ key, name, search }) => ({
            id: `tickets-${key}`,
            line: [{ strong: name }, ` – ${search}`],
          })),
        ),
      ]),
      titled('metrics', book.say('handbook.metrics'), [
        list(track.map((each) => book.say(`handbook.metric_${each}`))),
        list(
          targets.map(
            (target): Line => [
              book.say('handbook.target', { time: book.span(target.resolve_within_minutes) }),
              ' ',
              ...book.link('severity', target.severity),
            ],
          ),
        ),
      ]),
      titled(
        'reports',
        book.say('handbook.reports'),
        reports.flatMap((report) => [
          heading(3, `report-${report.key}`, report.name),
          paragraph(report.about),
          facts(
            [book.say('handbook.tested'), book.say(`handbook.every_${report.every}`)],
            [book.say('handbook.at'), report.at && [{ code: report.at }]],
            [book.say('handbook.whom'), book.people(report.to)],
            [book.say('handbook.channel'), report.channel],
            [book.say('handbook.compiled_by'), report.by],
            [book.say('handbook.kinds'), book.links('kind', report.kinds)],
            [book.say('handbook.when'), report.field && inWords(book, { field: report.field })],
          ),
        ]),
      ),
    ),
  };
}

function titled(id: string, title: string, inner: (Block | null)[]): (Block | null)[] {
  return inner.some((block) => block !== null) ? [heading(2, id, title), ...inner] : [];
}
