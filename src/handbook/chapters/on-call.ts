import type { Layer, OnCall } from '../../policy/language/on-call.ts';
import type { Book } from '../book.ts';
import { type Block, facts, heading, type Line, list, paragraph } from '../page.ts';

/** One on-call schedule: who takes turns when, what is asked of them, and who stands behind them. */
export function rotationBlocks(book: Book, rotation: OnCall): (Block | null)[] {
  const { layers, pager, duties } = rotation;
  const takesTurns = layers.length > 0;
  return [
    heading(3, `rotation-${rotation.key}`, rotation.name),
    paragraph(rotation.covers),
    takesTurns ? paragraph(book.say('handbook.on_call_now')) : null,
    list(
      layers.map((layer) => ({
        id: `turns-${rotation.key}-${layer.key}`,
        line: layerLine(book, layer),
      })),
      'ordered',
    ),
    facts(
      [
        takesTurns ? book.say('handbook.on_call_else') : book.say('handbook.members'),
        book.people(rotation.people),
      ],
      [
        book.say('handbook.on_call_zone'),
        takesTurns && (rotation.zone ?? book.policy.calendar.zone),
      ],
      [book.say('handbook.on_call_gaps'), rotation.gaps && book.say('handbook.on_call_gaps_yes')],
      [book.say('handbook.contact'), book.link('contact', rotation.contact)],
      [book.say('handbook.stands_behind'), book.link('on_call', rotation.backup)],
      [
        book.say('handbook.on_call_answer'),
        rotation.backup !== undefined && book.span(rotation.answer_within_minutes),
      ],
      [book.say('handbook.channel'), rotation.channel],
      [book.say('handbook.on_call_group'), rotation.user_group],
      [book.say('handbook.on_call_pager'), pager && ['PagerDuty ', { code: pager.key_env }]],
    ),
    duties.length > 0 ? paragraph(book.say('handbook.on_call_duties')) : null,
    list(duties),
  ];
}

function layerLine(book: Book, layer: Layer): Line {
  const { every, count, from, at, only } = layer;
  const people = layer.people.flatMap((ref, index) => [
    ...(index > 0 ? [', '] : []),
    ...book.people([ref]),
  ]);
  const length =
    count === 1
      ? book.say(`handbook.turn_one_${every}`)
      : book.say(`handbook.turn_${every}`, { count });
  const turns = book.say('handbook.layer_turns', { length, at });
  const times = only.map(({ days, from: begin, to }) => {
    const named =
      days.length === 7
        ? book.say('handbook.every_day')
        : days.map((day) => book.say(`handbook.day_${day}`)).join(', ');
    return begin === to
      ? book.say('handbook.layer_days', { days: named })
      : book.say('handbook.layer_hours', { days: named, from: begin, to });
  });
  const since = book.say('handbook.layer_from', { day: from });
  return [...people, `: ${[turns, ...times, since].join('; ')}`];
}
