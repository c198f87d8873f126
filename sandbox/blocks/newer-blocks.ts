import limits from '../data/limits.json' with { type: 'json' };
import {
  atLeastOneOf,
  boolean,
  choice,
  image,
  link,
  list,
  mrkdwn,
  plain,
  string,
  text,
  upTo,
} from './composition.ts';
import { button, contextActions } from './elements.ts';
import { broken, repeated, step } from './fault.ts';
import { block, layoutBlocks } from './layout.ts';
import { richTextBlock } from './rich-text.ts';
import { type ObjectShape, objectsIn, type Rule, type Shape } from './shape.ts';
import { tableBlocks } from './tables.ts';

const picture: Shape = { is: 'typed', of: { image } };
const some = upTo(Number.POSITIVE_INFINITY, 1);

const card = block(
  {
    'hero_image?': picture,
    'icon?': picture,
    'title?': mrkdwn(limits.card.title.max_length),
    'subtitle?': mrkdwn(limits.card.subtitle.max_length),
    'body?': mrkdwn(limits.card.body.max_length),
    'subtext?': mrkdwn(limits.card.subtext.max_length),
    'actions?': list({ is: 'typed', of: { button } }, limits.card.actions),
  },
  [atLeastOneOf('hero_image', 'title', 'actions', 'body')],
);

const urlSource: ObjectShape = {
  is: 'object',
  keys: { type: string, url: link(limits.url_source.url.max_length), text: some },
};

const taskCard = block({
  task_id: some,
  title: some,
  'details?': richTextBlock,
  'output?': richTextBlock,
  'sources?': list({ is: 'typed', of: { url: urlSource } }),
  status: choice('pending', 'in_progress', 'complete', 'error'),
});

const taskIdsDiffer: Rule = (value, at) => {
  const seen = new Set<unknown>();
  return objectsIn(value['tasks']).flatMap(({ value: task, index }) => {
    const id = task['task_id'];
    const known = seen.has(id);
    seen.add(id);
    if (!known || typeof id !== 'string') return [];
    return [repeated(`${at}/tasks/${index}/task_id`, 'task_id', id)];
  });
};

const collapsedNeedsCollapsible: Rule = (value, at) => {
  if (value['default_collapsed'] !== true || value['is_collapsible'] === true) return [];
  const constraint = { type: 'dependency' as const, expected: 'is_collapsible' };
  return [broken(step(at, 'default_collapsed'), 'requires is_collapsible', constraint)];
};

const { actions, context, divider, file, header, input, rich_text, section, video } = layoutBlocks;
const children: Shape = {
  is: 'typed',
  of: {
    actions,
    context,
    divider,
    file,
    header,
    image: layoutBlocks.image,
    input,
    rich_text,
    section,
    table: tableBlocks.table,
    video,
  },
};

/** Blocks of 2025 and later, apart from tables and charts. */
export const newerBlocks = {
  alert: block({
    text: text(limits.alert.text.max_length),
    'level?': choice('default', 'info', 'warning', 'error', 'success'),
  }),
  card,
  carousel: block({ elements: list({ is: 'typed', of: { card } }, limits.carousel.elements) }),
  container: block(
    {
      'title?': plain(limits.container.title.max_length),
      'rich_text_title?': richTextBlock,
      'subtitle?': text(limits.container.subtitle.max_length),
      child_blocks: list(children, { min_items: 1, ...limits.container.child_blocks }),
      'width?': choice('narrow', 'standard', 'wide', 'full'),
      'icon?': picture,
      'is_collapsible?': boolean,
      'default_collapsed?': boolean,
      'has_header_divider?': boolean,
    },
    [atLeastOneOf('title', 'rich_text_title'), collapsedNeedsCollapsible],
  ),
  context_actions: block({
    elements: list(
      { is: 'typed', of: contextActions },
      { min_items: 1, ...limits.context_actions.elements },
    ),
  }),
  plan: block({ title: some, 'tasks?': list({ is: 'typed', of: { task_card: taskCard } }) }, [
    taskIdsDiffer,
  ]),
  task_card: taskCard,
} satisfies Record<string, ObjectShape>;
