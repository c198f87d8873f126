import type { Postmortem } from '../../policy/language/later.ts';
import type { Book } from '../book.ts';
import { inWords } from '../conditions.ts';
import { type Block, blocks, facts, heading, list, type Page } from '../page.ts';
import { actionItems } from './action-items.ts';

/** The review afterwards, and the work that follows. */
export function postmortem(book: Book): Page | null {
  const { postmortem: review } = book.policy;
  const items = actionItems(book);
  if (!review && items.length === 0) return null;
  return {
    slug: 'postmortem',
    title: book.say('handbook.postmortem'),
    blocks: blocks(review && reviewBlocks(book, review), items),
  };
}

function reviewBlocks(book: Book, review: Postmortem): (Block | null)[] {
  return [
    facts(
      [
        book.say('handbook.review_for'),
        review.chosen ? book.say('handbook.review_chosen') : book.say('handbook.review_required'),
      ],
      [book.say('handbook.when'), inWords(book, review.required)],
      [
        book.say('handbook.review_offered'),
        review.optional !== undefined && inWords(book, review.optional),
      ],
      [book.say('handbook.due'), review.within_days !== undefined && dueOf(book, review)],
      [book.say('handbook.arranged'), book.say(`handbook.arranged_${review.arrange}`)],
      [
        book.say('handbook.meeting_length'),
        review.meeting_minutes !== undefined && book.span(review.meeting_minutes),
      ],
      [book.say('handbook.calendar_of'), review.calendar],
      [book.say('handbook.attendees'), book.people(review.attendees)],
      [book.say('handbook.unbooked_to'), book.people(review.unbooked_to)],
      [
        book.say('handbook.review_every'),
        review.review_every && book.say(`handbook.every_${review.review_every}`),
      ],
      [book.say('handbook.at'), review.review_at && [{ code: review.review_at }]],
      [book.say('handbook.channel'), review.review_channel],
      [book.say('handbook.confidential_to'), book.people(review.confidential_to)],
      [book.say('handbook.confidential_role'), book.link('meeting_role', review.confidential_role)],
    ),
    ...titled('rules', book.say('handbook.meeting_rules'), list(review.rules)),
    ...titled('agenda', book.say('handbook.agenda'), agenda(book, review)),
    ...meetingRoles(book, review),
    ...titled('sections', book.say('handbook.sections'), sections(book, review)),
    ...survey(book, review),
    ...titled('closing', book.say('handbook.closing'), list(review.closing)),
  ];
}

function dueOf(book: Book, review: Postmortem) {
  const count = review.within_days ?? 0;
  const days = review.business_days
    ? book.say('handbook.business_days', { count })
    : book.say('handbook.days', { count });
  return [book.say('handbook.due_of', { time: days }), ' ', ...book.link('milestone', review.of)];
}

function agenda(book: Book, review: Postmortem): Block | null {
  return list(
    review.agenda.map((item) => ({
      id: `agenda-${item.key}`,
      line: [item.name, ` – ${book.say('handbook.minutes', { count: item.minutes })}`],
      blocks: blocks(
        list(item.rules),
        list(
          item.parts.map((part) => [
            part.name,
            ` – ${book.say('handbook.minutes', { count: part.minutes })}`,
          ]),
        ),
        item.section !== undefined &&
          facts(
            [book.say('handbook.collected_in'), book.link('section', item.section)],
            [book.say('handbook.with_names'), book.yes(item.with_names)],
          ),
      ),
    })),
    'ordered',
  );
}

function meetingRoles(book: Book, review: Postmortem): (Block | null)[] {
  if (review.roles.length === 0) return [];
  return [
    heading(2, 'meeting-roles', book.say('handbook.meeting_roles')),
    ...review.roles.flatMap((role) => [
      heading(3, `role-${role.key}`, role.name),
      list(role.duties),
      facts([book.say('handbook.otherwise'), book.link('meeting_role', role.substitute)]),
    ]),
  ];
}

function sections(book: Book, review: Postmortem): Block | null {
  return list(
    review.sections.map((section) => ({
      id: `section-${section.key}`,
      line: [{ strong: section.name }],
      blocks: blocks(
        list(section.asks),
        section.from !== 'nothing' &&
          facts([book.say('handbook.filled_in'), book.say(`handbook.from_${section.from}`)]),
        section.field !== undefined &&
          facts([book.say('handbook.filled_in'), book.link('field', section.field)]),
      ),
    })),
    'ordered',
  );
}

/** What those who worked on it are asked; the usual questions where the policy names none. */
function survey(book: Book, { survey: asked }: Postmortem): (Block | null)[] {
  return [
    heading(2, 'survey', book.say('handbook.survey')),
    facts(
      [book.say('handbook.when'), book.say(`handbook.survey_${asked.ask}`)],
      [book.say('handbook.anonymous'), book.yes(asked.anonymous)],
    ),
    list(
      asked.questions.map(({ key, question, scale }) => ({
        id: `question-${key}`,
        line: [question, scale ? ` – ${book.say('handbook.scale')}` : ''],
      })),
    ),
  ];
}

function titled(id: string, title: string, block: Block | null): (Block | null)[] {
  return block ? [heading(2, id, title), block] : [];
}
