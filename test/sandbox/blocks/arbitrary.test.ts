import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slackMessages } from '../../../sandbox/blocks/fault.ts';
import { storeBlocks } from '../../../sandbox/blocks/stored.ts';
import { validateBlocks, validateMessage, validateView } from '../../../sandbox/blocks/validate.ts';
import { blocks, chart, home, modal } from './example-blocks.ts';
import { elements } from './example-elements.ts';

const examples: object[] = [
  ...Object.values(blocks),
  ...Object.values(elements).map((element) => ({ type: 'actions', elements: [element] })),
  chart,
];

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : Object.keys(value);
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

const keys = [...new Set([...keysIn(examples), '__proto__', 'constructor', 'toString'])];
const types = [...Object.keys(blocks), ...Object.keys(elements), 'mrkdwn', 'plain_text', 'modal'];

/** JSON that is made of the words of Block Kit. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom<unknown>(...types, '', 0, -1, 1.5, true, null),
    fc.constantFrom<unknown>(...examples),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('json')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

const anything = fc.oneof(json, fc.jsonValue());

/** Whether a JSON pointer leads to a value. */
function leads(root: unknown, pointer: string): boolean {
  let here = root;
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return false;
    here = (here as Record<string, unknown>)[key];
  }
  return true;
}

test('no JSON makes the validator throw, and every fault points at something in it', () => {
  fc.assert(
    fc.property(anything, (value) => {
      for (const surface of ['message', 'modal', 'home'] as const) {
        const faults = validateBlocks([value], surface);
        for (const fault of faults) {
          expect(leads({ blocks: [value] }, fault.pointer), fault.pointer).toBe(true);
        }
        expect(slackMessages(faults).length).toBeGreaterThanOrEqual(faults.length);
      }
      for (const fault of validateMessage(value)) {
        expect(leads(value, fault.pointer), fault.pointer).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('no JSON in the place of a key of a view makes the validator throw', () => {
  const key = fc.constantFrom(...Object.keys(modal), 'x');
  fc.assert(
    fc.property(fc.constantFrom<object>(modal, home), key, anything, (view, name, value) => {
      const spoilt = { ...view, [name]: value };
      for (const fault of validateView(spoilt)) {
        // Slack's fault of a form without submit points at a place that is none.
        if (fault.field === 'submit') continue;
        expect(leads(spoilt, fault.pointer), fault.pointer).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('what was taken once is taken again as Slack keeps it', () => {
  const taken = Object.values(blocks).filter(
    (block) => validateBlocks([block], 'message').length === 0,
  );
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...taken), { maxLength: 5 }), (list) => {
      const before = validateBlocks(list, 'message').length;
      expect(validateBlocks(storeBlocks(list), 'message').length).toBe(before);
    }),
  );
});
