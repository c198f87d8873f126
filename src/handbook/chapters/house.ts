import { type Book, outside } from '../book.ts';
import { blocks, facts, heading, type Line, list, type Page, paragraph } from '../page.ts';
import { placeOf } from './severities.ts';

/** How Muster itself is set up here: the room, who may do what, working hours. */
export function house(book: Book): Page {
  return {
    slug: 'rules',
    title: book.say('handbook.house'),
    blocks: blocks(
      heading(2, 'room', book.say('handbook.room')),
      room(book),
      heading(2, 'permissions', book.say('handbook.permissions')),
      permissions(book),
      heading(2, 'calendar', book.say('handbook.calendar')),
      calendar(book),
      changes(book),
      files(book),
    ),
  };
}

function room(book: Book) {
  const { room: rules, announce, invite, declare } = book.policy;
  const { similar_within_minutes: similar } = declare;
  return facts(
    [book.say('handbook.place'), placeOf(book, rules.place)],
    [book.say('handbook.room_name'), [{ code: rules.name }]],
    [book.say('handbook.private_name'), [{ code: rules.private_name }]],
    [
      book.say('handbook.archived'),
      book.say('handbook.archived_after', {
        days: book.say('handbook.days', { count: rules.archive_after_days }),
      }),
    ],
    [book.say('handbook.quiet'), book.yes(rules.quiet)],
    [book.say('handbook.announced'), announce.channel],
    [book.say('handbook.invited'), book.people(invite.always)],
    [
      book.say('handbook.similar'),
      similar > 0 && book.say('handbook.similar_within', { time: book.span(similar) }),
    ],
    [book.say('handbook.asks_severity'), book.yes(declare.asks_severity)],
    [book.say('handbook.asks_kind'), book.yes(declare.asks_kind)],
    [book.say('handbook.thanks'), book.yes(declare.thanks)],
  );
}

function permissions(book: Book) {
  const { permissions: rules, operators } = book.policy;
  const words = Object.entries(rules.words).map(([word, who]): [string, Line] => [
    `/incident ${word}`,
    book.people(who),
  ]);
  return facts(
    [book.say('handbook.may_declare'), book.people(rules.declare)],
    [book.say('handbook.may_command'), book.people(rules.command)],
    [book.say('handbook.may_change_severity'), book.people(rules.change_severity)],
    [book.say('handbook.may_close'), book.people(rules.close)],
    [book.say('handbook.may_see_private'), book.people(rules.see_private)],
    [book.say('handbook.guests'), book.yes(rules.guests_may_act)],
    ...words,
    [book.say('handbook.operators'), book.people(operators.people)],
    [book.say('handbook.operators_told'), operators.channel],
  );
}

function calendar(book: Book) {
  const { zone, working_days: days, from, to, holidays, days_off: off } = book.policy.calendar;
  return facts(
    [book.say('handbook.zone'), zone],
    [
      book.say('handbook.working_days'),
      book.listed(days.map((day) => book.say(`handbook.day_${day}`))),
    ],
    [book.say('handbook.hours'), `${from}–${to}`],
    [book.say('handbook.holidays'), holidays],
    [book.say('handbook.days_off'), book.listed(off)],
  );
}

function changes(book: Book) {
  const { command, link, timeout_seconds: timeout, look_back_hours: hours } = book.policy.changes;
  if (command === undefined && link === undefined) return [];
  return [
    heading(2, 'changes', book.say('handbook.changes')),
    paragraph(book.say('handbook.changes_lead', { count: hours })),
    facts(
      [book.say('handbook.address'), link !== undefined && [outside(link, link)]],
      [book.say('handbook.command'), command !== undefined && [{ code: command }]],
      [
        book.say('handbook.timeout'),
        command !== undefined && book.say('handbook.seconds', { count: timeout }),
      ],
    ),
  ];
}

function files(book: Book) {
  const { copy_to: copy, keep_days: keep } = book.policy.evidence;
  return [
    heading(2, 'evidence', book.say('handbook.evidence')),
    list([book.say('handbook.evidence_lead')]),
    facts(
      [book.say('handbook.copied_to'), copy],
      [
        book.say('handbook.kept_for'),
        keep !== undefined && book.say('handbook.days', { count: keep }),
      ],
    ),
  ];
}
