import limits from '../data/limits.json' with { type: 'json' };
import { boolean, choice, list, string, upTo } from './composition.ts';
import { broken, type Fault, unsupported } from './fault.ts';
import { block } from './layout.ts';
import { richText } from './rich-text.ts';
import { codePoints, type ObjectShape, objectsIn, type Rule, type Shape } from './shape.ts';

const cellText = upTo(Number.POSITIVE_INFINITY, limits.data_table.cell_text.min_length);
const rawText: ObjectShape = { is: 'object', keys: { type: string, text: cellText } };
const rawNumber: ObjectShape = {
  is: 'object',
  keys: { type: string, value: { is: 'number' }, text: cellText },
};

const cell: Shape = {
  is: 'typed',
  of: { raw_text: rawText, raw_number: rawNumber, rich_text: richText },
};

const rowsAreEven: Rule = (value, at) => {
  const rows = value['rows'];
  if (!Array.isArray(rows) || !Array.isArray(rows[0])) return [];
  const width = rows[0].length;
  return rows.flatMap((row: unknown, index): Fault[] => {
    if (!Array.isArray(row) || row.length === width) return [];
    const message = `must have as many cells as the first row: ${width}`;
    const constraint = { type: 'max_items' as const, expected: width, got: row.length };
    return [broken(`${at}/rows/${index}`, message, constraint)];
  });
};

const headerIsRaw: Rule = (value, at) => {
  const rows = value['rows'];
  if (!Array.isArray(rows)) return [];
  return objectsIn(rows[0]).flatMap(({ value: one, index }): Fault[] => {
    if (one['type'] !== 'rich_text') return [];
    const allowed = ['raw_text', 'raw_number'];
    return [unsupported(`${at}/rows/0/${index}/type`, allowed, 'rich_text')];
  });
};

function wordsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + wordsIn(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [key, held]: [string, unknown]) => {
    if (key === 'text' && typeof held === 'string') return sum + codePoints(held);
    return sum + (key === 'rows' || key === 'elements' ? wordsIn(held) : 0);
  }, 0);
}

const notTooMuch: Rule = (value, at) => {
  const rows = value['rows'];
  if (!Array.isArray(rows)) return [];
  const most = limits.data_table.content.max_length;
  const got = rows.reduce((sum: number, row) => sum + wordsIn(row), 0);
  if (got <= most) return [];
  const message = `must be less than ${most + 1} characters`;
  return [broken(`${at}/rows`, message, { type: 'max_length', expected: most, got })];
};

const headerColumnExists: Rule = (value, at) => {
  const column = value['row_header_column_index'];
  const rows = value['rows'];
  const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (typeof column !== 'number' || !Array.isArray(first) || column < first.length) return [];
  const expected = first.length - 1;
  const constraint = { type: 'maximum' as const, expected, got: column };
  return [broken(`${at}/row_header_column_index`, `must be less than ${expected}`, constraint)];
};

export const tableBlocks = {
  table: block({
    rows: list(list(cell, limits.table.columns), limits.table.rows),
    'column_settings?': list(
      {
        is: 'object',
        keys: { 'align?': choice('left', 'center', 'right'), 'is_wrapped?': boolean },
      },
      limits.table.column_settings,
    ),
  }),
  data_table: block(
    {
      rows: list(list(cell, limits.data_table.columns), limits.data_table.rows),
      caption: upTo(Number.POSITIVE_INFINITY, 1),
      'page_size?': { is: 'number', whole: true, ...limits.data_table.page_size },
      'row_header_column_index?': { is: 'number', whole: true, min: 0 },
    },
    [rowsAreEven, headerIsRaw, notTooMuch, headerColumnExists],
  ),
} satisfies Record<string, ObjectShape>;
