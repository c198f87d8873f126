import { is, SQL } from 'drizzle-orm';
import { getTableConfig, PgDialect, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import * as schema from '../../src/store/schema.ts';
import * as schemaOfReplicas from '../../src/store/schema-of-replicas.ts';
import { testDatabase } from '../support/database.ts';
import { withDatabase } from '../support/stored.ts';

const database = testDatabase({ storyClock: false });
const tables = Object.values({ ...schema, ...schemaOfReplicas }).flatMap((each) =>
  is(each, PgTable) ? [getTableConfig(each)] : [],
);
const dialect = new PgDialect();

/** As PostgreSQL writes a default or a condition back: without what only it adds. */
function plain(text: string | null): string | null {
  if (text === null) return null;
  return text
    .replaceAll(/::[a-z]+( with time zone)?(\[\])?/g, '')
    .replaceAll(/pg_catalog\.|[()"\s]/g, '')
    .replaceAll(/=ANYARRAY\[(.*?)\]/g, 'in$1')
    .replaceAll(/<>ALLARRAY\[(.*?)\]/g, 'notin$1')
    .toLowerCase();
}

function written(value: unknown): string {
  if (is(value, SQL)) return dialect.sqlToQuery(value).sql.replace(/^"[^"]*"\./, '');
  return typeof value === 'string' ? `'${value}'` : String(value);
}

const ask = <T extends object>(text: string) =>
  withDatabase(database.url, (sql) => sql.unsafe<T[]>(text).then((rows) => [...rows]));

describe('the tables that migrations make are the tables of schema.ts', () => {
  it('by their names, columns, types, defaults, and what may be null', async () => {
    const rows = await ask<{ table: string; column: string; how: string; default: string | null }>(`
      select c.relname as table, a.attname as column,
        format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
          || case a.attidentity when 'a' then ' identity' else '' end as how,
        pg_get_expr(d.adbin, d.adrelid) as default
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relkind = 'r'`);
    const found = rows.map((row) => [row.table, row.column, row.how, plain(row.default)].join(' '));
    const meant = tables.flatMap(({ name, columns, primaryKeys }) => {
      const keys = primaryKeys.flatMap((key) => key.columns.map((column) => column.name));
      return columns.map((column) => {
        const type = column.getSQLType();
        const isSet = column.notNull || column.primary || keys.includes(column.name);
        const identity = 'generatedIdentity' in column && column.generatedIdentity !== undefined;
        const how = `${type}${isSet ? ' not null' : ''}${identity ? ' identity' : ''}`;
        const usual = column.default === undefined ? null : plain(written(column.default));
        return [name, column.name, how, usual].join(' ');
      });
    });
    expect(found.sort()).toEqual(meant.sort());
    expect(meant.length).toBeGreaterThan(100);
  });

  it('by their keys, indexes, what these hold, and to which rows they are limited', async () => {
    const rows = await ask<{
      table: string;
      name: string;
      how: string;
      of: string[];
      where: string | null;
    }>(`
      select t.relname as table, i.relname as name,
        case when x.indisprimary then 'key' when x.indisunique then 'unique' else 'index' end as how,
        array(select pg_get_indexdef(x.indexrelid, k, true)
          from generate_series(1, x.indnkeyatts) k order by k) as of,
        pg_get_expr(x.indpred, x.indrelid) as where
      from pg_index x join pg_class i on i.oid = x.indexrelid
      join pg_class t on t.oid = x.indrelid
      join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
      -- Made beside the migrations, where the database has pg_trgm.
      where i.relname <> 'likenesses_title'`);
    const found = rows.map((row) => {
      const name = row.how === 'key' ? '' : row.name;
      const of = [row.of].flat().map(plain).join(',');
      return [row.table, row.how, name, of.replaceAll(/[{}]/g, ''), plain(row.where)].join(' ');
    });
    const meant = tables.flatMap(({ name, columns, primaryKeys, indexes }) => [
      ...columns.filter((each) => each.primary).map((each) => `${name} key  ${each.name} `),
      ...primaryKeys.map(
        (key) => `${name} key  ${key.columns.map((each) => each.name).join(',')} `,
      ),
      ...indexes.map(({ config }) => {
        const of = config.columns.map((each) =>
          plain(is(each, SQL) ? written(each) : String('name' in each ? each.name : '')),
        );
        const where = config.where ? plain(written(config.where)) : null;
        const how = config.unique ? 'unique' : 'index';
        return [name, how, config.name ?? '', of.join(','), where].join(' ');
      }),
    ]);
    expect(found.sort()).toEqual(meant.sort());
  });

  it('by what their rows point to', async () => {
    const rows = await ask<{ from: string; to: string; key: string }>(`
      select conrelid::regclass::text as from, confrelid::regclass::text as to,
        pg_get_constraintdef(oid) as key
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
    const found = rows.map(({ from, to, key }) => `${from} ${to} ${/\((.*?)\)/.exec(key)?.[1]}`);
    const meant = tables.flatMap(({ name, foreignKeys }) =>
      foreignKeys.map((key) => {
        const { columns, foreignTable } = key.reference();
        const to = getTableConfig(foreignTable).name;
        return `${name} ${to} ${columns.map((each) => each.name).join(', ')}`;
      }),
    );
    expect(found.sort()).toEqual(meant.sort());
    expect(meant.length).toBeGreaterThan(3);
  });
});
