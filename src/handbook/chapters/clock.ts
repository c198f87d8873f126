import type { Cadence, Clock } from '../../policy/language/clock.ts';
import type { Book } from '../book.ts';
import { inWords } from '../conditions.ts';
import {
  type Block,
  blocks,
  facts,
  heading,
  type Line,
  list,
  type Page,
  paragraph,
} from '../page.ts';

/** What must happen by when, how often news is due, and what is done when somebody falls silent. */
export function clock(book: Book): Page | null {
  const { clocks, cadences, presence, clock: warnings } = book.policy;
  const asks = presence.ask_after_minutes ?? presence.relief_after_hours;
  const isUsed = clocks.length + cadences.length > 0 || asks !== undefined;
  if (!isUsed && warnings.stale_after_hours === undefined) return null;
  return {
    slug: 'clock',
    title: book.say('handbook.clock'),
    blocks: blocks(
      paragraph(book.say('handbook.clock_lead')),
      clocks.length > 0 && heading(2, 'clocks', book.say('handbook.clocks')),
      clocks.flatMap((each) => clockBlocks(book, each)),
      cadences.length > 0 && heading(2, 'cadences', book.say('handbook.cadences')),
      cadences.flatMap((each) => cadenceBlocks(book, each)),
      heading(2, 'presence', book.say('handbook.presence')),
      silence(book),
      heading(2, 'warnings', book.say('handbook.clock_warnings')),
      list(warningLines(book)),
    ),
  };
}

function clockBlocks(book: Book, each: Clock): (Block | null)[] {
  const time = book.span(each.within_minutes);
  return [
    heading(3, `clock-${each.key}`, each.name),
    facts(
      [
        book.say('handbook.due'),
        [book.say('handbook.clock_within', { time }), ' ', ...book.link('milestone', each.of)],
      ],
      [book.say('handbook.clock_until'), untilLine(book, each.until)],
      [
        book.say('handbook.clock_working'),
        each.working_time && book.say('handbook.clock_working_yes'),
      ],
      [book.say('handbook.when'), inWords(book, each.when)],
      [book.say('handbook.clock_pausable'), book.yes(each.pausable)],
      [book.say('handbook.clock_tells'), book.people(each.tells)],
      [book.say('handbook.clock_escalates'), book.link('escalation', each.escalates)],
    ),
  ];
}

function untilLine(book: Book, until: Clock['until']): Line {
  if (until.update) return [book.say('handbook.until_update')];
  if (until.postmortem) return [book.say('handbook.until_postmortem')];
  if (until.item) return [{ code: until.item }];
  return [
    ...book.link('milestone', until.milestone),
    ...book.link('role', until.role),
    ...book.link('audience', until.told),
  ];
}

function cadenceBlocks(book: Book, each: Cadence): (Block | null)[] {
  const title = each.audience
    ? (book.policy.audiences.find(({ key }) => key === each.audience)?.name ?? each.audience)
    : book.say('handbook.cadence_room');
  return [
    heading(3, `cadence-${each.key}`, title),
    list(
      each.steps.map(({ every_minutes: every, until_minutes: until }) =>
        until === undefined
          ? book.say('handbook.cadence_step', { time: book.span(every) })
          : book.say('handbook.cadence_until', { time: book.span(every), until: book.span(until) }),
      ),
      'ordered',
    ),
    facts(
      [book.say('handbook.clock_of'), book.link('milestone', each.of)],
      [book.say('handbook.when'), inWords(book, each.when)],
    ),
  ];
}

function silence(book: Book): (Block | null)[] {
  const { presence } = book.policy;
  const ask = presence.ask_after_minutes;
  const relief = presence.relief_after_hours;
  return [
    paragraph(presence.reason),
    list([
      ...(ask === undefined
        ? []
        : [
            book.say('handbook.presence_ask', { time: book.span(ask) }),
            book.say('handbook.presence_answer', {
              time: book.span(presence.answer_within_minutes),
            }),
          ]),
      book.say('handbook.presence_handover', {
        time: book.span(presence.handover_within_minutes),
      }),
      ...(relief === undefined
        ? []
        : [book.say('handbook.presence_relief', { time: book.span(relief * 60) })]),
    ]),
    facts(
      [book.say('handbook.presence_deputy'), book.link('role', presence.deputy)],
      [book.say('handbook.presence_up'), book.link('escalation', presence.escalates)],
    ),
  ];
}

function warningLines(book: Book): string[] {
  const { clock: warnings } = book.policy;
  const percent = (share: number) => Math.round(share * 100);
  const stale = warnings.stale_after_hours;
  return [
    book.say('handbook.clock_warn_at', { share: percent(warnings.warn_at) }),
    book.say('handbook.clock_quiet_below', { time: `${warnings.quiet_below_minutes} min` }),
    book.say('handbook.clock_obligations', {
      shares: warnings.obligations_warn_at.map(percent).join(', '),
    }),
    book.say('handbook.clock_nag', { time: book.span(warnings.nag_every_minutes) }),
    ...(stale === undefined
      ? []
      : [book.say('handbook.clock_stale', { time: book.span(stale * 60) })]),
  ];
}
