import limits from '../data/limits.json' with { type: 'json' };
import {
  atLeastOneOf,
  boolean,
  choice,
  https,
  image,
  imageSource,
  list,
  oneImageSource,
  plain,
  string,
  text,
  textObjects,
  upTo,
  web,
} from './composition.ts';
import { dateTimePicker, pickers, presses } from './elements.ts';
import { fields, richTextInput } from './inputs.ts';
import { richText } from './rich-text.ts';
import { multiSelects, selects } from './selects.ts';
import type { ObjectShape, Rule, Shape } from './shape.ts';

/** A block: its own keys added to `type` and `block_id`. */
export function block(keys: Record<string, Shape>, rules: readonly Rule[] = []): ObjectShape {
  const blockId = upTo(limits.block_id.max_length, 1);
  return { is: 'object', keys: { type: string, 'block_id?': blockId, ...keys }, rules };
}

const menus = { ...selects, ...multiSelects, ...pickers };
const inActions: Shape = {
  is: 'typed',
  of: { ...presses, ...menus, datetimepicker: dateTimePicker, rich_text_input: richTextInput },
};
const besideSection: Shape = { is: 'typed', of: { ...presses, ...menus, image } };
const inInput: Shape = {
  is: 'typed',
  of: { ...menus, ...fields, datetimepicker: dateTimePicker, rich_text_input: richTextInput },
};

/** The blocks that Slack has had for years; everything critical is built from them. */
export const layoutBlocks = {
  section: block(
    {
      'text?': text(limits.section.text.max_length),
      'fields?': list(text(limits.section.fields.item_max_length), {
        min_items: 1,
        max_items: limits.section.fields.max_items,
      }),
      'accessory?': besideSection,
      'expand?': boolean,
    },
    [atLeastOneOf('text', 'fields')],
  ),
  header: block({ text: plain(limits.header.text.max_length) }),
  divider: block({}),
  image: block({ ...imageSource, 'title?': plain(limits.image.title.max_length) }, [
    oneImageSource,
  ]),
  context: block({
    elements: list(
      { is: 'typed', of: { image, ...textObjects(limits.text.max_length) } },
      { min_items: 1, ...limits.context.elements },
    ),
  }),
  actions: block({
    elements: list(inActions, { min_items: 1, ...limits.actions.elements }),
  }),
  input: block({
    label: plain(limits.input.label.max_length),
    element: inInput,
    'hint?': plain(limits.input.hint.max_length),
    'optional?': boolean,
    'dispatch_action?': boolean,
  }),
  rich_text: richText,
  file: block({
    source: choice('remote'),
    external_id: upTo(Number.POSITIVE_INFINITY, 1),
  }),
  video: block({
    video_url: https,
    thumbnail_url: web(),
    alt_text: upTo(limits.video.alt_text.max_length, limits.video.alt_text.min_length),
    title: plain(limits.video.title.max_length),
    'title_url?': https,
    'author_name?': upTo(limits.video.author_name.max_length),
    'provider_name?': upTo(limits.video.provider_name.max_length),
    'provider_icon_url?': web(),
    'description?': plain(limits.video.description.max_length),
  }),
  markdown: block({
    text: upTo(limits.markdown.text.max_length, limits.markdown.text.min_length),
  }),
} satisfies Record<string, ObjectShape>;
