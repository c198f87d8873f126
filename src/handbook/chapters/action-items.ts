import { type Book, outside } from '../book.ts';
import { inWords } from '../conditions.ts';
import { type Block, blocks, facts, heading, paragraph } from '../page.ts';

/** What is left to do when an incident is over: its kinds, and what an item must be like. */
export function actionItems(book: Book): Block[] {
  const {
    kinds,
    priorities,
    refused_words: refused,
    due_within_days: usual,
    remind_days_before: ahead,
    late_every_days: every,
    late_to: lateTo,
    late_to_after_days: after,
  } = book.policy.action_items;
  if (kinds.length + priorities.length + refused.length + lateTo.length === 0) return [];
  const said = blocks(
    facts(
      [
        book.say('handbook.priorities'),
        book.listed(
          priorities.map(({ name, due_within_days: days }) =>
            days === undefined ? name : `${name} (${book.say('handbook.days', { count: days })})`,
          ),
        ),
      ],
      [book.say('handbook.due'), book.say('handbook.days', { count: usual })],
      [book.say('handbook.refused_words'), book.listed(refused)],
      [book.say('handbook.remind_days_before'), book.say('handbook.days', { count: ahead })],
      [book.say('handbook.late_every_days'), book.say('handbook.days', { count: every })],
      [book.say('handbook.late_to'), book.people(lateTo)],
      [
        book.say('handbook.late_to_after_days'),
        lateTo.length > 0 && book.say('handbook.days', { count: after }),
      ],
    ),
    kinds.flatMap((each) => [
      heading(3, `action-item-${each.key}`, each.name),
      paragraph(each.meaning),
      facts(
        [
          book.say('handbook.due'),
          each.due_within_days !== undefined &&
            book.say('handbook.days', { count: each.due_within_days }),
        ],
        [
          book.say('handbook.tracker'),
          each.tracker !== undefined && [outside(each.tracker, each.tracker)],
        ],
        [book.say('handbook.when'), inWords(book, each.when)],
        [book.say('handbook.action_item_expected'), each.expected && book.yes(true)],
      ),
    ]),
  );
  return blocks(heading(2, 'action-items', book.say('handbook.action_items')), said);
}
