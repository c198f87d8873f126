import { expect, test } from 'vitest';
import { type BlockType, type Surface, surfacesOf } from '../../../sandbox/blocks/surfaces.ts';
import { validateBlocks, validateView } from '../../../sandbox/blocks/validate.ts';
import { blocks, chart, home, modal } from './example-blocks.ts';
import { elements } from './example-elements.ts';
import { richTextPieces } from './example-parts.ts';

const all: Record<string, object> = { ...blocks, data_visualization: chart };
const surfaces: Surface[] = ['message', 'modal', 'home'];

/** The block in which an element may stand. */
function around(element: { type: string }): { block: Record<string, unknown>; at: string } {
  if (['feedback_buttons', 'icon_button'].includes(element.type)) {
    return { block: { type: 'context_actions', elements: [element] }, at: '/blocks/0/elements/0' };
  }
  if (element.type === 'file_input' || element.type.endsWith('_text_input')) {
    return { block: inInput(element), at: '/blocks/0/element' };
  }
  if (element.type === 'number_input') return { block: inInput(element), at: '/blocks/0/element' };
  return { block: { type: 'actions', elements: [element] }, at: '/blocks/0/elements/0' };
}

function inInput(element: object): Record<string, unknown> {
  const { confirm: _, ...rest } = { confirm: undefined, ...element };
  return { type: 'input', label: { type: 'plain_text', text: 'Label' }, element: rest };
}

/** Every value inside another, with its JSON pointer. */
function inside(value: unknown, at: string): { at: string; value: unknown }[] {
  const here = [{ at, value }];
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([key, held]) => inside(held, `${at}/${key}`))];
}

/** A copy of `root` with the value at `pointer` replaced. */
function replaced(root: unknown, pointer: string, by: (old: unknown) => unknown): unknown {
  const [, key, ...rest] = pointer.split('/');
  if (key === undefined) return by(root);
  const next = (held: unknown) => replaced(held, rest.length === 0 ? '' : `/${rest.join('/')}`, by);
  if (Array.isArray(root)) {
    return root.map((held: unknown, index) => (String(index) === key ? next(held) : held));
  }
  if (typeof root !== 'object' || root === null) return root;
  return Object.fromEntries(
    Object.entries(root).map(([name, held]) => [name, name === key ? next(held) : held]),
  );
}

test('each surface takes the blocks that Slack documents for it and no others', () => {
  for (const [type, block] of Object.entries(all)) {
    for (const surface of surfaces) {
      const faults = validateBlocks([block], surface);
      if (surfacesOf[type as BlockType].includes(surface)) {
        expect(faults, `${type} in a ${surface}`).toEqual([]);
      } else {
        expect(faults, `${type} in a ${surface}`).toMatchObject([
          {
            code: 'failed_constraint',
            pointer: '/blocks/0/type',
            message: `unsupported type: ${type}`,
          },
        ]);
      }
    }
  }
});

test('every element is taken where it may stand', () => {
  for (const element of Object.values(elements)) {
    expect(validateBlocks([around(element).block], 'message'), element.type).toEqual([]);
  }
});

test('every element that an input block may hold is taken in one', () => {
  const notInputs = ['button', 'workflow_button', 'overflow', 'feedback_buttons', 'icon_button'];
  for (const element of Object.values(elements)) {
    const faults = validateBlocks([inInput(element)], 'modal');
    if (notInputs.includes(element.type)) {
      expect(faults, element.type).toMatchObject([
        {
          message: expect.stringMatching(/unsupported type|valid enum/),
          pointer: '/blocks/0/element/type',
        },
      ]);
    } else {
      expect(faults, element.type).toEqual([]);
    }
  }
});

test('a modal and a Home tab with every key are taken', () => {
  expect(validateView(modal)).toEqual([]);
  expect(validateView(home)).toEqual([]);
});

const wholes = [
  ...Object.entries(all).map(([type, block]) => ({
    name: type,
    payload: [block],
    surface: surfacesOf[type as BlockType][0] ?? ('message' as const),
  })),
  ...Object.values(elements).map((element) => ({
    name: element.type,
    payload: [around(element).block],
    surface: 'message' as const,
  })),
];

test.each(wholes)('an unknown key is refused anywhere in $name', ({ payload, surface }) => {
  const objects = inside(payload, '').filter(
    ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  expect(objects.length).toBeGreaterThan(0);
  for (const { at } of objects) {
    const spoilt = replaced(payload, at, (old) => ({ ...(old as object), bogus: 1 }));
    expect(validateBlocks(spoilt, surface), at).toContainEqual(
      expect.objectContaining({
        code: 'failed_constraint',
        pointer: `/blocks${at}`,
        field: 'bogus',
      }),
    );
  }
});

test.each(wholes)(
  'a value of the wrong kind is refused anywhere in $name',
  ({ payload, surface }) => {
    const values = inside(payload, '').filter(({ at }) => at !== '');
    for (const { at, value } of values) {
      if (at.endsWith('/customizable_input_parameters/0/value')) continue;
      const wrong = typeof value === 'object' ? 'words' : [];
      const spoilt = replaced(payload, at, () => wrong);
      expect(
        validateBlocks(spoilt, surface).map((fault) => fault.pointer),
        at,
      ).toContain(`/blocks${at}`);
    }
  },
);

test.each(wholes)('without its type nothing in $name is taken', ({ payload, surface }) => {
  const typed = inside(payload, '').filter(({ at }) => at.endsWith('/type'));
  for (const { at } of typed) {
    const parent = at.slice(0, -'/type'.length);
    const spoilt = replaced(payload, parent, (old) => {
      const { type: _, ...rest } = old as { type: string };
      return rest;
    });
    expect(validateBlocks(spoilt, surface), at).toContainEqual(
      expect.objectContaining({
        code: 'missing_field',
        pointer: `/blocks${parent}`,
        field: 'type',
      }),
    );
  }
});

test('each piece of rich text is taken in a section and, but for text and links, not in code', () => {
  for (const piece of Object.values(richTextPieces)) {
    const inCode = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [piece] }],
    };
    const allowed = piece.type === 'text' || piece.type === 'link';
    expect(validateBlocks([inCode], 'home').length === 0, piece.type).toBe(allowed);
  }
});
