import limits from '../data/limits.json' with { type: 'json' };
import {
  atLeastOneOf,
  boolean,
  choice,
  exactlyOneOf,
  initialAmongOptions,
  list,
  option,
  optionGroup,
  upTo,
} from './composition.ts';
import { placed, withConfirm, withFocus, withPlaceholder } from './element-keys.ts';
import { broken } from './fault.ts';
import type { ObjectShape, Rule, Shape } from './shape.ts';

const id = upTo(limits.action_id.max_length, 1);
const placeholder = withPlaceholder(limits.select.placeholder.max_length);
const common = { ...withConfirm, ...withFocus, ...placeholder };
const filterKeys = ['include', 'exclude_external_shared_channels', 'exclude_bot_users'];

const filter: ObjectShape = {
  is: 'object',
  keys: {
    'include?': list(choice('im', 'mpim', 'private', 'public'), { min_items: 1 }),
    'exclude_external_shared_channels?': boolean,
    'exclude_bot_users?': boolean,
  },
  rules: [atLeastOneOf(...filterKeys)],
};

const listed: Record<string, Shape> = {
  'options?': list(option('select'), { min_items: 1, ...limits.select.options }),
  'option_groups?': list(optionGroup, { min_items: 1, ...limits.select.option_groups }),
};
const fetched: Record<string, Shape> = {
  'min_query_length?': { is: 'number', whole: true, min: 0 },
};
const conversations: Record<string, Shape> = {
  'default_to_current_conversation?': boolean,
  'filter?': filter,
};
const respondable: Record<string, Shape> = { 'response_url_enabled?': boolean };

const one = (keys: Record<string, Shape>, ...rules: Rule[]): ObjectShape =>
  placed({ ...common, ...keys }, rules);

const many = (keys: Record<string, Shape>, initial: string, ...rules: Rule[]): ObjectShape => {
  const most: Shape = { is: 'number', whole: true, ...limits.select.max_selected_items };
  return placed({ ...common, 'max_selected_items?': most, ...keys }, [
    ...rules,
    noMoreInitialsThanAllowed(initial),
  ]);
};

/** No more may be chosen at first than a person could choose. */
function noMoreInitialsThanAllowed(key: string): Rule {
  return (value, at) => {
    const most = value['max_selected_items'];
    const chosen = value[key];
    if (typeof most !== 'number' || !Array.isArray(chosen) || chosen.length <= most) return [];
    const message = `no more than ${most} items allowed`;
    const constraint = { type: 'max_items' as const, expected: most, got: chosen.length };
    return [broken(`${at}/${key}`, message, constraint)];
  };
}

const eitherOptions = exactlyOneOf('options', 'option_groups');

export const selects: Record<string, ObjectShape> = {
  static_select: one(
    { ...listed, 'initial_option?': option('select') },
    eitherOptions,
    initialAmongOptions,
  ),
  external_select: one({ ...fetched, 'initial_option?': option('select') }),
  users_select: one({ 'initial_user?': id }),
  conversations_select: one({ 'initial_conversation?': id, ...conversations, ...respondable }),
  channels_select: one({ 'initial_channel?': id, ...respondable }),
};

export const multiSelects: Record<string, ObjectShape> = {
  multi_static_select: many(
    { ...listed, 'initial_options?': list(option('select'), { min_items: 1 }) },
    'initial_options',
    eitherOptions,
    initialAmongOptions,
  ),
  multi_external_select: many(
    { ...fetched, 'initial_options?': list(option('select'), { min_items: 1 }) },
    'initial_options',
  ),
  multi_users_select: many({ 'initial_users?': list(id) }, 'initial_users'),
  multi_conversations_select: many(
    { 'initial_conversations?': list(id), ...conversations },
    'initial_conversations',
  ),
  multi_channels_select: many({ 'initial_channels?': list(id) }, 'initial_channels'),
};
