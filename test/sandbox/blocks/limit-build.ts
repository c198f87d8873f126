import type { Fault } from '../../../sandbox/blocks/fault.ts';
import type { Surface } from '../../../sandbox/blocks/surfaces.ts';
import { validateBlocks, validateView } from '../../../sandbox/blocks/validate.ts';

/** A payload in which the thing that is limited has the size `n`, and where a fault must point. */
export type LimitCase = (n: number) => { faults: Fault[]; at: string };
export type LimitCases = Readonly<Record<string, LimitCase>>;

/** `n` code points; each is two UTF-16 units and four bytes, so that only the right count fits. */
export const words = (n: number) => '🚒'.repeat(n);
export const plain = (n: number) => ({ type: 'plain_text', text: words(n) });
export const mrkdwn = (n: number) => ({ type: 'mrkdwn', text: words(n) });
export const some = plain(3);
export const url = (n: number) => 'https://example.com/'.padEnd(n, 'x');
export const times = <T>(n: number, make: (index: number) => T) =>
  Array.from({ length: n }, (_, index) => make(index));
export const options = (n: number) => times(n, (index) => ({ text: some, value: `v${index}` }));
export const button = (more: object) => ({ type: 'button', text: some, ...more });

/** A single block; `at` is the pointer inside it. */
export const blockCase =
  (make: (n: number) => object, at: string, surface: Surface = 'message'): LimitCase =>
  (n) => ({ faults: validateBlocks([make(n)], surface), at: `/blocks/0${at}` });

/** A single element in an actions block. */
export const elementCase = (make: (n: number) => object, at: string): LimitCase =>
  blockCase((n) => ({ type: 'actions', elements: [make(n)] }), `/elements/0${at}`);

/** A single element in an input block. */
export const inputCase = (make: (n: number) => object, at: string): LimitCase =>
  blockCase((n) => ({ type: 'input', label: some, element: make(n) }), `/element${at}`, 'modal');

export const view = (more: object) => ({
  type: 'modal',
  title: some,
  blocks: [{ type: 'divider' }],
  ...more,
});

/** A modal with some keys of its own. */
export const viewCase =
  (make: (n: number) => object, at: string): LimitCase =>
  (n) => ({ faults: validateView(view(make(n))), at });
