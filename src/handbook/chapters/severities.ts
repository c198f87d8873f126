import type { Policy } from '../../policy/schema.ts';
import type { Book } from '../book.ts';
import { inWords } from '../conditions.ts';
import {
  type Block,
  blocks,
  facts,
  heading,
  type Line,
  list,
  type Page,
  paragraph,
} from '../page.ts';

/** How bad it is, what sort of thing it is, what it is about, and what is asked. */

export function severities(book: Book): Page | null {
  const { severities: all, default_severity: standard } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'severities',
    title: book.say('handbook.severities'),
    blocks: blocks(
      paragraph(book.say('handbook.severities_lead')),
      targets(book),
      paragraph(
        standard !== undefined && book.say('handbook.default_severity'),
        ' ',
        ...book.link('severity', standard),
      ),
      all.flatMap((severity) => severityBlocks(book, severity)),
    ),
  };
}

/** The numbers side by side, for who compares. */
function targets(book: Book): Block | null {
  const { severities: all } = book.policy;
  const columns = [
    [book.say('handbook.respond'), all.map((each) => book.span(each.respond_within_minutes))],
    [book.say('handbook.resolve'), all.map((each) => book.span(each.resolve_within_minutes))],
    [book.say('handbook.update'), all.map((each) => book.span(each.update_every_minutes))],
  ] as const;
  const told = columns.filter(([, spans]) => spans.some((span) => span !== ''));
  if (told.length === 0) return null;
  return {
    type: 'table',
    head: [book.say('handbook.severity'), ...told.map(([head]) => head)],
    rows: all.map((each, row) => [
      book.link('severity', each.key),
      ...told.map(([, spans]): Line => [spans[row] || '–']),
    ]),
  };
}

function severityBlocks(book: Book, severity: Policy['severities'][number]) {
  const every = severity.update_every_minutes;
  return [
    heading(2, `severity-${severity.key}`, severity.name),
    paragraph(severity.meaning),
    examples(book, severity.examples),
    facts(
      [book.say('handbook.respond'), book.within(severity.respond_within_minutes)],
      [book.say('handbook.resolve'), book.within(severity.resolve_within_minutes)],
      [
        book.say('handbook.update'),
        every !== undefined && book.say('handbook.every', { time: book.span(every) }),
      ],
      [book.say('handbook.commander'), book.within(severity.commander_within_minutes)],
      [book.say('handbook.invited'), book.people(severity.invite)],
      [book.say('handbook.place'), placeOf(book, severity.place)],
      [book.say('handbook.emoji'), book.emoji(severity.emoji)],
      [book.say('handbook.typed'), book.typed(severity)],
    ),
  ];
}

export function examples(book: Book, all: readonly string[]): (Block | null)[] {
  if (all.length === 0) return [];
  return [paragraph(book.say('handbook.examples')), list(all)];
}

/** Where an incident is worked on, in words. */
export function placeOf(book: Book, place: 'channel' | 'thread' | 'record' | undefined): string {
  return place === undefined ? '' : book.say(`handbook.place_${place}`);
}

export function kinds(book: Book): Page | null {
  const { kinds: all, default_kind: standard } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'kinds',
    title: book.say('handbook.kinds'),
    blocks: blocks(
      paragraph(book.say('handbook.kinds_lead')),
      paragraph(
        standard !== undefined && book.say('handbook.default_kind'),
        ' ',
        ...book.link('kind', standard),
      ),
      all.flatMap((kind) => [
        heading(2, `kind-${kind.key}`, kind.name),
        paragraph(kind.meaning),
        paragraph(kind.explanation),
        ...examples(book, kind.examples),
        facts(
          [book.say('handbook.unsettled'), kind.unsettled && unsettled(book, kind)],
          [book.say('handbook.forces'), forced(book, kind.forces)],
          [book.say('handbook.escalates'), book.link('escalation', kind.forces.escalation)],
          [book.say('handbook.invited'), book.people(kind.invite)],
          [book.say('handbook.place'), placeOf(book, kind.place)],
          [book.say('handbook.emoji'), book.emoji(kind.emoji)],
          [book.say('handbook.typed'), book.typed(kind)],
          ...startedBy(book, kind.key),
        ),
      ]),
    ),
  };
}

function unsettled(book: Book, kind: Policy['kinds'][number]): string {
  const within = kind.settle_within_minutes;
  if (within === undefined) return book.say('handbook.unsettled_yes');
  return book.say('handbook.unsettled_within', { time: book.span(within) });
}

/** What follows from it whatever was chosen. */
export function forced(
  book: Book,
  forces: {
    severity?: string | undefined;
    kind?: string | undefined;
    private?: boolean | undefined;
  },
) {
  const { severity, kind, private: isPrivate } = forces;
  const parts = [
    ...(severity
      ? [[book.say('handbook.forces_severity'), ' ', ...book.link('severity', severity)]]
      : []),
    ...(kind ? [[book.say('handbook.forces_kind'), ' ', ...book.link('kind', kind)]] : []),
    ...(isPrivate === undefined
      ? []
      : [[book.say(isPrivate ? 'handbook.forces_private' : 'handbook.forces_public')]]),
  ];
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

/** What of the policy names this kind in its condition: the way from a kind to its work. */
function startedBy(book: Book, kind: string): Parameters<typeof facts> {
  const { checklists, runbooks, obligations, audiences } = book.policy;
  const keys = (all: readonly { key: string; when: { kind?: string[] | undefined } }[]) =>
    all.filter(({ when }) => when.kind?.includes(kind)).map(({ key }) => key);
  const suggested = runbooks.filter(({ suggested: { kind: of } }) => of?.includes(kind));
  return [
    [book.say('handbook.its_checklists'), book.links('checklist', keys(checklists))],
    [
      book.say('handbook.its_runbooks'),
      book.links(
        'runbook',
        suggested.map(({ key }) => key),
      ),
    ],
    [book.say('handbook.its_obligations'), book.links('obligation', keys(obligations))],
    [book.say('handbook.its_audiences'), book.links('audience', keys(audiences))],
  ];
}

export function modules(book: Book): Page | null {
  const { modules: all } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'modules',
    title: book.say('handbook.modules'),
    blocks: blocks(
      paragraph(book.say('handbook.modules_lead')),
      all.flatMap((module) => [
        heading(2, `module-${module.key}`, module.name),
        paragraph(module.meaning),
        list(module.scope),
        facts(
          [book.say('handbook.owner'), book.link('team', module.owner)],
          [book.say('handbook.raises_to'), book.link('severity', module.raises_to)],
          [book.say('handbook.becomes'), book.link('kind', module.becomes)],
          [book.say('handbook.instead_of'), book.links('kind', module.instead_of)],
          [book.say('handbook.invited'), book.people(module.invite)],
          [book.say('handbook.typed'), book.typed(module)],
        ),
      ]),
    ),
  };
}

export function fields(book: Book): Page | null {
  const { fields: all } = book.policy;
  if (all.length === 0) return null;
  return {
    slug: 'fields',
    title: book.say('handbook.fields'),
    blocks: blocks(
      paragraph(book.say('handbook.fields_lead')),
      all.flatMap((field) => fieldBlocks(book, field)),
    ),
  };
}

function fieldBlocks(book: Book, field: Policy['fields'][number]) {
  const { choices } = field;
  return [
    heading(2, `field-${field.key}`, field.name),
    paragraph(field.about),
    paragraph(field.help),
    list(choices.map(({ key, name }) => ({ id: `choice-${field.key}-${key}`, line: [name] }))),
    facts(
      [book.say('handbook.field_type'), book.say(`handbook.type_${field.type}`)],
      [book.say('handbook.currency'), field.currency],
      [book.say('handbook.unit'), field.unit],
      [book.say('handbook.files'), field.type === 'files' && String(field.files)],
      [
        book.say('handbook.asked'),
        book.listed(field.ask.map((moment) => book.say(`handbook.moment_${moment}`))),
      ],
      [book.say('handbook.required'), book.yes(field.required)],
      [book.say('handbook.on_card'), book.yes(field.on_card)],
      [book.say('handbook.when'), inWords(book, field.when)],
      [book.say('handbook.typed'), book.typed(field)],
    ),
  ];
}
