import type { Book } from './book.ts';
import { blocks, note, type Page } from './page.ts';

/** What a page leaves open is said on it, so that nobody takes a gap or a guess for the rule. */

/** Part of the policy that a question is about, and the page that tells of it. */
const pageOf: Record<string, string> = {
  severities: 'severities',
  kinds: 'kinds',
  modules: 'modules',
  fields: 'fields',
  roles: 'roles',
  statuses: 'course',
  stages: 'course',
  gates: 'course',
  milestones: 'course',
  call: 'course',
  checklists: 'checklists',
  runbooks: 'runbooks',
  measures: 'checklists',
  audiences: 'telling',
  clients: 'telling',
  updates: 'telling',
  templates: 'templates',
  public_states: 'status-page',
  status_page: 'status-page',
  obligations: 'obligations',
  escalation: 'escalation',
  on_call: 'escalation',
  drills: 'readiness',
  postmortem: 'postmortem',
  action_items: 'postmortem',
  sources: 'figures',
  metrics: 'figures',
  reports: 'figures',
  calendar: 'rules',
  'directory.teams': 'teams',
  'directory.bodies': 'teams',
  'directory.contacts': 'contacts',
  'directory.readiness': 'readiness',
  'directory.access': 'readiness',
};

/** So many stand there in full; more would push down what one came for. */
const FEW = 3;

/** A page with the questions that are open about it before its first heading. */
export function withUndecided(book: Book, page: Page): Page {
  const asked = book.policy.undecided.filter(({ about }) => slugOf(about) === page.slug);
  if (asked.length === 0) return page;
  const first = page.blocks.findIndex(({ type }) => type === 'heading');
  const at = first === -1 ? page.blocks.length : first;
  const count = {
    text: book.say('handbook.undecided_count', { count: asked.length }),
    to: 'open#undecided',
  };
  const notes =
    asked.length > FEW
      ? [note('open', count)]
      : asked.map(({ question }) =>
          note('open', book.say('handbook.undecided_here'), ' ', question),
        );
  return { ...page, blocks: page.blocks.toSpliced(at, 0, ...blocks(notes)) };
}

/** `status_page.link` is about the status page, `audiences (unknown)` about audiences. */
function slugOf(about: string): string | undefined {
  const [whole = '', first = ''] = /^(\w+)(?:\.\w+)?/.exec(about) ?? [];
  return pageOf[whole] ?? pageOf[first];
}
