import type { Book } from '../book.ts';
import { type Block, blocks, heading, list, note, type Page, paragraph } from '../page.ts';
import { callList } from './people.ts';
import { paragraphs, topicGroups } from './topics.ts';

/** The page one is sent to: how to declare, whom to call when Slack is down, and the way to all others. */
export function front(book: Book, pages: readonly Page[]): Page {
  const { policy } = book;
  const calls = callList(book);
  return {
    slug: 'index',
    title: policy.name,
    blocks: blocks(
      ...paragraphs(policy.about),
      ...paragraphs(policy.help.welcome),
      heading(2, 'declare', book.say('handbook.declare')),
      declare(book),
      paragraph(policy.help.contact),
      ...forWhom(book),
      heading(2, 'slack-is-down', book.say('handbook.slack_down')),
      calls ? paragraph(book.say('handbook.slack_down_lead')) : null,
      calls ?? note('open', book.say('handbook.slack_down_nobody')),
      heading(2, 'pages', book.say('handbook.pages')),
      contents(pages),
      policy.undecided.length > 0 &&
        note('open', {
          text: book.say('handbook.undecided_count', { count: policy.undecided.length }),
          to: 'open#undecided',
        }),
    ),
  };
}

function declare(book: Book): Block | null {
  const { severities, roles } = book.policy;
  const severity = severities[0];
  const [first] = roles;
  const example = severity ? ` ${severity.key}` : '';
  return list(
    [
      [book.say('handbook.declare_1'), ' ', { code: `/incident declare …${example}` }],
      [book.say('handbook.declare_2')],
      [
        book.say('handbook.declare_3', { role: first?.name ?? '' }),
        ' ',
        { code: '/incident take' },
      ],
    ],
    'ordered',
  );
}

/** Where everyone finds what is written for them. */
function forWhom(book: Book): (Block | null)[] {
  const groups = topicGroups(book);
  if (groups.length < 2) return [];
  return [
    heading(2, 'for-whom', book.say('handbook.for_whom')),
    list(
      groups.map(({ name, id, topics }) => [
        { text: name, to: `topics#${id}` },
        ` – ${topics.map((topic) => topic.name).join(', ')}`,
      ]),
    ),
  ];
}

/** All pages but this one and those that stand under another. */
function contents(pages: readonly Page[]): Block | null {
  return list(
    pages
      .filter(({ under }) => under === undefined)
      .map(({ slug, title }) => [{ text: title, to: slug }]),
  );
}
