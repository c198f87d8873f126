import type { Book } from '../book.ts';
import {
  type Block,
  blocks,
  heading,
  joined,
  type Line,
  list,
  note,
  type Page,
  paragraph,
} from '../page.ts';
import { callList } from './people.ts';
import { paragraphs, topicGroups } from './topics.ts';

/**
 * The page one is sent to. What an outage needs comes first and fits a phone's screen: how to declare,
 * who comes, what if Slack is down. Then the way to all other pages, and what it is all for.
 */
export function front(book: Book, pages: readonly Page[]): Page {
  const { policy } = book;
  const calls = callList(book);
  return {
    slug: 'index',
    title: policy.name,
    blocks: blocks(
      heading(2, 'declare', book.say('handbook.declare')),
      declare(book, pages),
      paragraph(policy.help.contact),
      heading(2, 'slack-is-down', book.say('handbook.slack_down')),
      calls ? paragraph(book.say('handbook.slack_down_lead')) : null,
      calls ?? note('open', book.say('handbook.slack_down_nobody')),
      paragraph(book.say('handbook.slack_down_after'), ' ', { code: '/incident past' }),
      ...forWhom(book),
      heading(2, 'pages', book.say('handbook.pages')),
      contents(pages),
      ...about(book),
      policy.undecided.length > 0 &&
        note('open', {
          text: book.say('handbook.undecided_count', { count: policy.undecided.length }),
          to: 'open#undecided',
        }),
    ),
  };
}

function about(book: Book): (Block | null)[] {
  const { about: why, help } = book.policy;
  const said = blocks(...paragraphs(help.welcome), ...paragraphs(why));
  return said.length > 0 ? [heading(2, 'about', book.say('handbook.about')), ...said] : [];
}

function declare(book: Book, pages: readonly Page[]): Block | null {
  const { severities, roles } = book.policy;
  const severity = severities[0];
  const [first] = roles;
  const example = severity ? ` ${severity.key}` : '';
  const further = pages.find(({ slug }) => slug === 'escalation');
  return list(
    [
      [book.say('handbook.declare_1'), ' ', { code: `/incident declare …${example}` }],
      { line: [book.say('handbook.declare_2')], blocks: blocks(askedIn(book)) },
      [
        book.say('handbook.declare_3', { role: first?.name ?? '' }),
        ' ',
        { code: '/incident take' },
      ],
      ...(further
        ? [[book.say('handbook.nobody_comes'), ' ', { text: further.title, to: further.slug }]]
        : []),
    ],
    'ordered',
  );
}

/** Whom Muster asks in by itself. What brings the same people stands in one line. */
function askedIn(book: Book): Block | null {
  const { invite, severities, kinds, modules } = book.policy;
  const lines = new Map<string, Line[]>();
  const add = (people: readonly string[], reason: Line) => {
    const key = people.join('\n');
    if (people.length > 0) lines.set(key, [...(lines.get(key) ?? []), reason]);
  };
  add(invite.always, [book.say('handbook.asked_always')]);
  for (const each of severities) add(each.invite, book.link('severity', each.key));
  for (const each of kinds) add(each.invite, book.link('kind', each.key));
  const isOwned = modules.some(({ owner, invite: people }) => owner ?? people[0]);
  return list([
    ...[...lines].map(
      ([people, reasons]): Line => [...joined(reasons), ': ', ...book.people(people.split('\n'))],
    ),
    ...(isOwned
      ? [
          [
            { text: book.say('handbook.modules'), to: 'modules' },
            ': ',
            book.say('handbook.asked_owners'),
          ],
        ]
      : []),
  ]);
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
        ' – ',
        ...joined(
          topics.map((topic): Line => [{ text: topic.name, to: `topics#topic-${topic.key}` }]),
        ),
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
