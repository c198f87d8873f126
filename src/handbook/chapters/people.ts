import type { Policy } from '../../policy/schema.ts';
import { type Book, outside, phone } from '../book.ts';
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
import { dueAfter } from './course.ts';

/** Roles, teams, governing bodies and whom one calls. */

export function roles(book: Book): Page {
  const [first, second] = book.policy.roles;
  const other = second ?? first;
  return {
    slug: 'roles',
    title: book.say('handbook.roles'),
    blocks: blocks(
      paragraph(first && book.say('handbook.roles_lead', { role: first.name })),
      other &&
        paragraph(book.say('handbook.roles_assign'), ' ', {
          code: `/incident assign @ann ${other.key}`,
        }),
      book.policy.roles.flatMap((role) => roleBlocks(book, role)),
    ),
  };
}

function roleBlocks(book: Book, role: Policy['roles'][number]) {
  const { min, max, needed } = role;
  const when = inWords(book, needed);
  const must: Line = [
    book.say('handbook.at_least_people', { count: min }),
    ...(when.length > 0 ? ['; ', ...when] : []),
  ];
  return [
    heading(2, `role-${role.key}`, role.name),
    list(role.duties),
    facts(
      [book.say('handbook.take_it'), [{ code: `/incident take ${role.key}` }]],
      [book.say('handbook.must_be_filled'), min > 0 ? must : when],
      [
        book.say('handbook.filled_within'),
        role.within_minutes !== undefined && dueAfter(book, role.within_minutes, role.of),
      ],
      [book.say('handbook.at_most'), String(max)],
      [book.say('handbook.may_hold'), book.people(role.may_hold)],
      [book.say('handbook.not_with'), book.links('role', role.not_with)],
      [book.say('handbook.takes_along'), book.links('role', role.takes_along)],
      [book.say('handbook.substitute'), book.link('role', role.substitute)],
      [book.say('handbook.typed'), book.typed(role)],
    ),
  ];
}

export function teams(book: Book): Page | null {
  const { teams: all, bodies, register, sources } = book.policy.directory;
  if (all.length + bodies.length + register.length + sources.length === 0) return null;
  return {
    slug: 'teams',
    title: book.say('handbook.teams'),
    blocks: blocks(
      all.flatMap((team) => [
        heading(2, `team-${team.key}`, team.name),
        paragraph(team.does),
        facts(
          [book.say('handbook.channel'), team.channel],
          [
            book.say('handbook.reached_by'),
            team.reached_by.length > 0
              ? book.listed(team.reached_by)
              : [{ code: `/incident contact ${team.key}` }],
          ],
          [book.say('handbook.members'), book.people(team.members)],
          [book.say('handbook.typed'), book.typed(team)],
        ),
      ]),
      bodies.length > 0 && heading(2, 'bodies', book.say('handbook.bodies')),
      bodies.flatMap((body) => [
        heading(3, `body-${body.key}`, body.name),
        paragraph(body.does),
        facts(
          [book.say('handbook.under'), book.link('body', body.under)],
          [book.say('handbook.members'), book.people(body.members)],
        ),
      ]),
      register.length > 0 && heading(2, 'registers', book.say('handbook.registers')),
      list(
        register.map((each) => ({
          line: [outside(each.name, each.link)],
          blocks: blocks(paragraph(each.decides)),
        })),
      ),
      sources.length > 0 && heading(2, 'sources', book.say('handbook.people_from')),
      list(sources),
    ),
  };
}

export function contacts(book: Book): Page | null {
  const all = book.policy.directory.contacts;
  if (all.length === 0) return null;
  return {
    slug: 'contacts',
    title: book.say('handbook.contacts'),
    blocks: blocks(
      paragraph(book.say('handbook.contacts_lead')),
      all.flatMap((contact) => [
        heading(2, `contact-${contact.key}`, contact.name),
        contactFacts(book, contact),
      ]),
    ),
  };
}

function contactFacts(book: Book, contact: Policy['directory']['contacts'][number]): Block | null {
  const { email, link, phone: number } = contact;
  return facts(
    [book.say('handbook.for'), contact.for],
    [book.say('handbook.reached_first'), contact.method],
    [book.say('handbook.phone'), number !== undefined && [phone(number)]],
    [book.say('handbook.backup'), contact.backup !== undefined && [phone(contact.backup)]],
    [book.say('handbook.email'), email !== undefined && [outside(email, `mailto:${email}`)]],
    [book.say('handbook.address'), link !== undefined && [outside(link, link)]],
    [book.say('handbook.hours'), contact.hours],
    [book.say('handbook.person'), contact.person],
    [book.say('handbook.typed'), book.typed(contact)],
  );
}

/** For the day Slack is down: everyone who can be reached otherwise, in one line each. */
export function callList(book: Book): Block | null {
  const reachable = book.policy.directory.contacts.flatMap((each) => {
    // "Telephone" without a number is no way to reach anybody.
    const numbers = [each.phone, each.backup].filter((number) => /\d{3}/.test(number ?? ''));
    const ways: Line[] = numbers.map((number) => [phone(number ?? '')]);
    if (ways.length === 0 && each.email) ways.push([outside(each.email, `mailto:${each.email}`)]);
    if (ways.length === 0 && each.link) ways.push([outside(each.link, each.link)]);
    return ways.length > 0 ? [{ each, ways }] : [];
  });
  return list([
    ...theCall(book),
    ...reachable.map(
      ({ each, ways }): Line => [
        ...book.link('contact', each.key),
        ': ',
        ...joined(ways, ' / '),
        ...(each.for ? [` – ${each.for}`] : []),
      ],
    ),
  ]);
}

/** The call that is always there: people meet in it when they cannot write to each other. */
function theCall(book: Book): Line[] {
  const { link, provider, dial_in: number } = book.policy.call;
  if (link === undefined && number === undefined) return [];
  return [
    [
      { text: provider ?? book.say('handbook.call'), to: 'course#call' },
      ': ',
      ...(link === undefined ? [] : [outside(link, link)]),
      ...(link === undefined || number === undefined ? [] : [' / ']),
      ...(number === undefined ? [] : [number]),
    ],
  ];
}
