import { occasions } from '../../policy/language/telling.ts';
import type { Policy } from '../../policy/schema.ts';
import { keyedTemplateGaps, templateGaps } from '../../policy/template-gaps.ts';
import { type Book, outside } from '../book.ts';
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

/** Who is told what and when, and what is owed to others. */

export function telling(book: Book): Page {
  const { audiences, updates, clients } = book.policy;
  return {
    slug: 'telling',
    title: book.say('handbook.telling'),
    blocks: blocks(
      paragraph(book.say('handbook.telling_lead')),
      audiences.flatMap((audience) => audienceBlocks(book, audience)),
      heading(2, 'updates', book.say('handbook.updates')),
      list([
        book.say('handbook.updates_warn', { time: book.span(updates.warn_before_minutes) }),
        book.say('handbook.updates_overdue', {
          time: book.span(updates.overdue_every_minutes),
          count: updates.overdue_reminders,
        }),
        book.say('handbook.updates_next', {
          times: updates.next_choices_minutes.map((each) => book.span(each)).join(', '),
        }),
        book.say('handbook.updates_snooze', {
          times: updates.snooze_choices_minutes.map((each) => book.span(each)).join(', '),
        }),
      ]),
      clients.length > 0 && heading(2, 'clients', book.say('handbook.clients')),
      clients.flatMap((client) => [
        heading(3, `client-${client.key}`, client.name),
        facts(
          [book.say('handbook.notice_within'), book.span(client.notice_within_minutes)],
          [book.say('handbook.recipients'), book.listed(client.recipients)],
          [book.say('handbook.when'), inWords(book, client.when)],
        ),
      ]),
    ),
  };
}

function audienceBlocks(book: Book, audience: Policy['audiences'][number]) {
  const every = audience.every_minutes;
  const told = occasions.flatMap((occasion): Line[] => {
    const template = audience.told[occasion];
    if (template === undefined) return [];
    return [[book.say(`handbook.on_${occasion}`), ': ', ...book.link('template', template)]];
  });
  const reached: Line = joined([
    ...audience.channels.map((channel): Line => [channel]),
    ...(audience.people.length > 0 ? [book.people(audience.people)] : []),
    ...audience.by.map((way): Line => [way]),
    ...audience.contacts.map((key) => book.link('contact', key)),
  ]);
  return [
    heading(2, `audience-${audience.key}`, audience.name),
    paragraph(audience.why),
    list(told),
    facts(
      [book.say('handbook.when'), inWords(book, audience.when)],
      [book.say('handbook.reached_by'), reached],
      [
        book.say('handbook.record_by_mail'),
        joined(audience.emails.map((each) => [outside(each, `mailto:${each}`)])),
      ],
      [book.say('handbook.recipients'), book.link('field', audience.recipients_field)],
      [
        book.say('handbook.update'),
        every !== undefined && book.say('handbook.every', { time: book.span(every) }),
      ],
      [
        book.say('handbook.every_choices'),
        audience.every_choices_minutes.map((each) => book.span(each)).join(', '),
      ],
      [book.say('handbook.sender'), book.link('role', audience.sender)],
      [book.say('handbook.approval'), book.people(audience.approval)],
      [book.say('handbook.feedback'), book.people(audience.feedback)],
      [book.say('handbook.outside'), audience.outside && book.say('handbook.outside_yes')],
    ),
  ];
}

export function templates(book: Book): Page | null {
  const { templates: all } = book.policy;
  if (all.length === 0) return null;
  const keyed = keyedTemplateGaps.map(({ name, description }) => ({
    name: `${name}.…`,
    description,
  }));
  return {
    slug: 'templates',
    title: book.say('handbook.templates'),
    blocks: blocks(
      paragraph(book.say('handbook.templates_lead')),
      all.flatMap((template): (Block | null)[] => [
        heading(2, `template-${template.key}`, template.name),
        facts([book.say('handbook.subject'), template.subject]),
        { type: 'message', text: template.text },
        facts([book.say('handbook.sent_to'), audiencesOf(book, template.key)]),
      ]),
      heading(2, 'gaps', book.say('handbook.gaps')),
      list(
        [...templateGaps, ...keyed].map(
          ({ name, description }): Line => [{ code: `{${name}}` }, ` ${description}`],
        ),
      ),
    ),
  };
}

function audiencesOf(book: Book, template: string): Line {
  const keys = book.policy.audiences
    .filter(({ told }) => Object.values(told).includes(template))
    .map(({ key }) => key);
  return book.links('audience', keys);
}

export function obligations(book: Book): Page | null {
  const { obligations: all } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'obligations',
    title: book.say('handbook.obligations'),
    blocks: blocks(
      paragraph(book.say('handbook.obligations_lead')),
      all.flatMap((obligation) => {
        const within = obligation.within_minutes;
        const days = obligation.within_business_days;
        const minutes = within === undefined ? book.say('handbook.at_once') : book.span(within);
        const due = [
          ...(within === undefined && days ? [] : [minutes]),
          ...(days ? [book.say('handbook.business_days', { count: days })] : []),
        ].join(', ');
        return [
          heading(2, `obligation-${obligation.key}`, obligation.name),
          facts(
            [book.say('handbook.to'), obligation.to],
            [
              book.say('handbook.due'),
              [
                book.say('handbook.due_of', { time: due }),
                ' ',
                ...book.link('milestone', obligation.of),
              ],
            ],
            [book.say('handbook.when'), inWords(book, obligation.when)],
            [
              book.say('handbook.opened'),
              book.say(obligation.manual ? 'handbook.starts_by_hand' : 'handbook.starts_itself'),
            ],
            [book.say('handbook.clock_escalates'), book.link('escalation', obligation.escalates)],
            [book.say('handbook.per_client'), obligation.per_client && book.yes(true)],
            [book.say('handbook.evidence_of'), obligation.evidence],
            [book.say('handbook.met_by'), book.link('audience', obligation.met_by)],
            [book.say('handbook.owner'), book.link('role', obligation.owner)],
            [book.say('handbook.contact'), book.link('contact', obligation.contact)],
            [book.say('handbook.template'), book.link('template', obligation.template)],
            [book.say('handbook.law'), obligation.law],
          ),
        ];
      }),
    ),
  };
}

/** A text of numbered lines as the list that it is; any other as it stands. */
function stepsOf(text: string | undefined): Block | null {
  const lines = (text ?? '').trim().split('\n');
  const steps = lines.map((line) => /^\d+\. +(.+)$/.exec(line)?.[1]);
  if (steps.every((step) => step !== undefined)) return list(steps, 'ordered');
  return paragraph(text);
}

/** The status page: its states, how an entry is made and how often it is renewed. */
export function statusPage(book: Book): Page | null {
  const { status_page: page, public_states: states } = book.policy;
  if (states.length === 0 && !page.link && !page.how && !page.update_every_minutes) return null;
  const every = page.update_every_minutes;
  return {
    slug: 'status-page',
    title: book.say('handbook.status_page'),
    blocks: blocks(
      facts(
        [book.say('handbook.address'), page.link && [outside(page.link, page.link)]],
        [
          book.say('handbook.update'),
          every !== undefined && book.say('handbook.every', { time: book.span(every) }),
        ],
        [book.say('handbook.when'), inWords(book, page.when)],
      ),
      page.how !== undefined && heading(2, 'how', book.say('handbook.status_page_how')),
      stepsOf(page.how),
      states.length > 0 && heading(2, 'states', book.say('handbook.public_states')),
      states.flatMap((state) => [
        heading(3, `state-${state.key}`, state.name),
        paragraph(state.meaning),
        facts(
          [book.say('handbook.emoji'), book.emoji(state.emoji)],
          [book.say('handbook.typed'), book.typed(state)],
        ),
      ]),
    ),
  };
}
