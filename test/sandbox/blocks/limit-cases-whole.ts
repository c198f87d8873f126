import { validateBlocks, validateMessage, validateView } from '../../../sandbox/blocks/validate.ts';
import {
  type LimitCase,
  type LimitCases,
  plain,
  times,
  view,
  viewCase,
  words,
} from './limit-build.ts';

const dividers = (n: number) => times(n, () => ({ type: 'divider' }));

/** A modal of exactly so many bytes. */
const viewOfBytes: LimitCase = (bytes) => {
  const section = (text: string) => ({ type: 'section', text: { type: 'plain_text', text } });
  const full = times(20, () => section(words(3000)));
  const size = (blocks: object[]) => Buffer.byteLength(JSON.stringify(view({ blocks })));
  const perSection = size([...full, section('x')]) - size(full);
  // What is left is spread over sections of at most 3,000 letters, the last takes the rest.
  const left = bytes - size(full);
  const count = Math.ceil(left / 3000) + 1;
  const letters = left - count * (perSection - 1);
  const each = Math.floor(letters / count);
  const tail = times(count, (index) =>
    section('x'.repeat(index === 0 ? letters - each * (count - 1) : each)),
  );
  return { faults: validateView(view({ blocks: [...full, ...tail] })), at: '' };
};

export const wholeLimits: LimitCases = {
  'view.blocks.min_items': viewCase((n) => ({ blocks: dividers(n) }), '/blocks'),
  'view.blocks.max_items': viewCase((n) => ({ blocks: dividers(n) }), '/blocks'),
  'view.private_metadata.max_length': viewCase(
    (n) => ({ private_metadata: words(n) }),
    '/private_metadata',
  ),
  'view.callback_id.max_length': viewCase((n) => ({ callback_id: words(n) }), '/callback_id'),
  'view.external_id.max_length': viewCase((n) => ({ external_id: words(n) }), '/external_id'),
  'view.title.max_length': viewCase((n) => ({ title: plain(n) }), '/title/text'),
  'view.close.max_length': viewCase((n) => ({ close: plain(n) }), '/close/text'),
  'view.submit.max_length': viewCase((n) => ({ submit: plain(n) }), '/submit/text'),
  'view.size.max_bytes': viewOfBytes,
  'message.blocks.max_items': (n) => ({
    faults: validateBlocks(dividers(n), 'message'),
    at: '/blocks',
  }),
  'message.attachments.max_items': (n) => ({
    faults: validateMessage({ attachments: times(n, () => ({ text: 'x' })) }),
    at: '/attachments',
  }),
  'message.tables.max_items': (n) => ({
    faults: validateBlocks(
      times(n, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })),
      'message',
    ),
    at: `/blocks/${n - 1}`,
  }),
  'message.markdown.max_length': (n) => ({
    faults: validateBlocks(
      [
        { type: 'markdown', text: words(1) },
        { type: 'markdown', text: words(n - 1) },
      ],
      'message',
    ),
    at: '/blocks/1/text',
  }),
};
