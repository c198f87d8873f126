import type { Policy } from '../policy/schema.ts';
import { Book } from './book.ts';
import { clock } from './chapters/clock.ts';
import { course, criteria } from './chapters/course.ts';
import { front } from './chapters/front.ts';
import { house } from './chapters/house.ts';
import { escalation, figures, readiness } from './chapters/later.ts';
import { checklists, runbookPages, runbooks } from './chapters/lists.ts';
import { contacts, roles, teams } from './chapters/people.ts';
import { postmortem } from './chapters/postmortem.ts';
import { fields, kinds, modules, severities } from './chapters/severities.ts';
import { obligations, statusPage, telling, templates } from './chapters/telling.ts';
import { commands, howDoI, open, topics } from './chapters/topics.ts';
import { htmlPage } from './html.ts';
import { markdownPage } from './markdown.ts';
import type { Page } from './page.ts';
import { style } from './style.ts';
import { withUndecided } from './undecided.ts';

/** The chapters in the order one reads them; a chapter without anything to say has no page. */
const chapters = [
  topics,
  criteria,
  severities,
  kinds,
  modules,
  fields,
  roles,
  teams,
  contacts,
  course,
  checklists,
  runbooks,
  telling,
  statusPage,
  templates,
  obligations,
  clock,
  escalation,
  readiness,
  postmortem,
  figures,
  house,
  open,
  commands,
] as const;

/** The pages of a policy's handbook, the front page first. Pure: the same policy gives the same pages. */
export function handbookPages(policy: Policy): Page[] {
  const book = new Book(policy);
  const inner = [
    ...chapters
      .map((chapter) => chapter(book))
      .filter((page) => page !== null)
      .map((page) => withUndecided(book, page)),
    ...runbookPages(book),
  ];
  const index = howDoI(
    book,
    inner.filter(({ under }) => under === undefined),
  );
  const all = [index, ...inner];
  return [front(book, all), ...all];
}

/** A file of the handbook, beside the others in one folder. */
export interface HandbookFile {
  name: string;
  text: string;
}

/** The handbook as a site and as Markdown: every file of the folder. */
export function handbookFiles(policy: Policy): HandbookFile[] {
  const pages = handbookPages(policy);
  return [
    { name: 'style.css', text: style },
    ...pages.flatMap((page): HandbookFile[] => [
      { name: `${page.slug}.html`, text: htmlPage(policy, pages, page) },
      { name: markdownName(page.slug), text: markdownPage(page) },
    ]),
  ];
}

/** The front page in Markdown is `handbook.md`. */
export function markdownName(slug: string): string {
  return slug === 'index' ? 'handbook.md' : `${slug}.md`;
}
