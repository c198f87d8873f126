import limits from '../data/limits.json' with { type: 'json' };
import { boolean, choice, list, string, upTo } from './composition.ts';
import { broken, type Fault } from './fault.ts';
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
    const message = `must have as many cells as the first row (${width})`;
    return [broken(`${at}/rows/${index}`, message, 'row_length', [width], String(row.length))];
  });
};

const headerIsRaw: Rule = (value, at) => {
  const rows = value['rows'];
  if (!Array.isArray(rows)) return [];
  return objectsIn(rows[0]).flatMap(({ value: one, index }): Fault[] => {
    if (one['type'] !== 'rich_text') return [];
    const message = 'unsupported type: rich_text';
    const expected = ['raw_text', 'raw_number'];
    return [
      {
        code: 'unsupported_type',
        message,
        pointer: `${at}/rows/0/${index}/type`,
        constraint: { type: 'enum', expected, got: 'rich_text' },
      },
    ];
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
  const words = rows.reduce((sum: number, row) => sum + wordsIn(row), 0);
  if (words <= most) return [];
  return [broken(`${at}/rows`, `must be less than ${most + 1} characters`, 'max_content', [most])];
};

const headerColumnExists: Rule = (value, at) => {
  const column = value['row_header_column_index'];
  const rows = value['rows'];
  const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
  if (typeof column !== 'number' || !Array.isArray(first) || column < first.length) return [];
  const place = `${at}/row_header_column_index`;
  return [broken(place, `must be less than ${first.length}`, 'maximum', [first.length - 1])];
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
