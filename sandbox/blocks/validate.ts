import limits from '../data/limits.json' with { type: 'json' };
import { boolean, list, plain, string, upTo } from './composition.ts';
import { broken, type Fault, missing, notA, step, unsupported } from './fault.ts';
import { check, isObject, type Json, objectsIn, type Shape } from './shape.ts';
import { blocksFor, type Surface } from './surfaces.ts';
import { wholeFaults } from './whole.ts';

const blockLists: Readonly<Record<Surface, Shape>> = {
  message: list({ is: 'typed', of: blocksFor('message') }, limits.message.blocks),
  modal: list({ is: 'typed', of: blocksFor('modal') }, limits.view.blocks),
  home: list({ is: 'typed', of: blocksFor('home') }, limits.view.blocks),
};

/**
 * Everything in a list of blocks that Slack would refuse; empty when it would take them.
 * `at` is the JSON pointer of the list: `/blocks` as `chat.*` report it, an empty string as
 * `blocks.validate` does for a bare list. Never throws on JSON.
 */
export function validateBlocks(blocks: unknown, surface: Surface, at = '/blocks'): Fault[] {
  const faults = check(blocks, blockLists[surface], at);
  // A list that is too long is refused as such, without a word on what is in it.
  if (faults.some((fault) => fault.pointer === at)) return faults;
  return [...faults, ...wholeFaults(blocks, surface, at)];
}

const viewKeys = {
  type: string,
  blocks: { is: 'anything' },
  'private_metadata?': upTo(limits.view.private_metadata.max_length),
  'callback_id?': upTo(limits.view.callback_id.max_length),
  'external_id?': upTo(limits.view.external_id.max_length),
} satisfies Record<string, Shape>;

const modal: Shape = {
  is: 'object',
  keys: {
    ...viewKeys,
    title: plain(limits.view.title.max_length),
    'close?': plain(limits.view.close.max_length),
    'submit?': plain(limits.view.submit.max_length),
    'clear_on_close?': boolean,
    'notify_on_close?': boolean,
    'submit_disabled?': boolean,
  },
};

const home: Shape = { is: 'object', keys: viewKeys };

/**
 * Everything in a modal or Home tab that Slack would refuse. `at` is the JSON pointer of the
 * view: `/view` as `views.*` report it, empty for `blocks.validate`. A view that is too large has
 * a fault with the constraint `max_bytes`: `views.*` answer `view_too_large` for it.
 */
export function validateView(view: unknown, at = ''): Fault[] {
  if (!isObject(view)) return [notA(at, 'must provide an object')];
  const type = view['type'];
  if (type === undefined) return [missing(at, 'type')];
  if (typeof type !== 'string') return [notA(step(at, 'type'), 'must provide a string')];
  if (type !== 'modal' && type !== 'home') {
    return [unsupported(step(at, 'type'), ['modal', 'home'], type)];
  }
  const faults = check(view, type === 'modal' ? modal : home, at);
  if (view['blocks'] !== undefined) {
    faults.push(...validateBlocks(view['blocks'], type, step(at, 'blocks')));
  }
  if (type === 'modal') faults.push(...inputsWithoutSubmit(view, at));
  return [...faults, ...tooLarge(view, at)];
}

function inputsWithoutSubmit(view: Json, at: string): Fault[] {
  if (view['submit'] !== undefined) return [];
  const input = objectsIn(view['blocks']).find(({ value }) => value['type'] === 'input');
  if (input === undefined) return [];
  const message = 'must define `submit` to use an `input` block in modals';
  const fault: Fault = {
    code: 'missing_field',
    message,
    // Slack names the block by its type here, though the pointer then leads nowhere.
    pointer: `${at}/blocks/${input.index}/input`,
    field: 'submit',
  };
  return [fault];
}

function tooLarge(view: Json, at: string): Fault[] {
  const most = limits.view.size.max_bytes;
  const size = Buffer.byteLength(JSON.stringify(view));
  if (size <= most) return [];
  const constraint = { type: 'max_bytes' as const, expected: most, got: size };
  return [broken(at, `must be less than ${most + 1} bytes`, constraint)];
}

/**
 * Everything in a message payload that Slack would refuse: its blocks, and those in its
 * attachments. Its text is never refused for its length: Slack cuts it.
 */
export function validateMessage(message: unknown, at = ''): Fault[] {
  if (!isObject(message)) return [notA(at, 'must provide an object')];
  const { blocks, attachments } = message;
  const faults = blocks === undefined ? [] : validateBlocks(blocks, 'message', step(at, 'blocks'));
  if (attachments === undefined) return faults;
  const place = step(at, 'attachments');
  const shape = list({ is: 'anything' }, limits.message.attachments);
  faults.push(...check(attachments, shape, place));
  for (const { value, index } of objectsIn(attachments)) {
    if (value['blocks'] === undefined) continue;
    faults.push(...validateBlocks(value['blocks'], 'message', `${place}/${index}/blocks`));
  }
  return faults;
}
