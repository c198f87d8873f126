import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { policyJsonSchema, policyReference } from '../../src/policy/document.ts';
import { themes } from '../../src/policy/manual.ts';
import { Policy } from '../../src/policy/schema.ts';

const example = readFileSync('policies/example.yaml', 'utf8');

describe('what is written about the policy language', () => {
  const schema = z.toJSONSchema(Policy, { io: 'input' });
  const keys = [
    ...keysIn(schema, ''),
    ...Object.entries(schema.$defs ?? {}).flatMap(([id, part]) => keysIn(part, `${id}:`)),
  ];

  test('every key says what it means', () => {
    expect(keys.length).toBeGreaterThan(300);
    expect(keys.filter(({ description }) => !description).map(({ place }) => place)).toEqual([]);
  });

  test('every key stands in the manual', () => {
    const listed = [...policyReference(example).matchAll(/^\| `([^`]+)` \|/gm)].map(
      ([, path]) => path?.split('.').at(-1)?.replace('[]', '') ?? '',
    );
    const missing = keys.filter(({ key }) => !listed.includes(key) && !headed.has(key));
    expect(missing.map(({ place }) => place)).toEqual([]);
  });

  const headed = new Set(
    [...policyReference(example).matchAll(/^### `([a-z_]+)`/gm)].map(([, key]) => key),
  );

  test('every top-level key belongs to one theme of the manual', () => {
    expect(themes.flatMap((theme) => theme.keys).sort()).toEqual(Object.keys(Policy.shape).sort());
  });

  test('the example has one of everything', () => {
    const said: unknown = parse(example);
    const missing = Object.keys(Policy.shape).filter(
      (key) => !Object.keys(Object(said)).includes(key),
    );
    expect(missing).toEqual(['includes']);
  });

  test('links of the manual lead to its own headings', () => {
    const manual = policyReference(example);
    const anchors = [...manual.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^a-z0-9_ -]/g, '')
        .replaceAll(' ', '-'),
    );
    const links = [...manual.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((target) => !anchors.includes(target ?? ''))).toEqual([]);
  });

  // `npx vitest run test/policy -u` writes both files anew.
  test('docs/policy.md is made from the schema as it is', async () => {
    await expect(policyReference(example)).toMatchFileSnapshot('../../docs/policy.md');
  });

  test('policies/policy.schema.json is made from the schema as it is', async () => {
    await expect(policyJsonSchema()).toMatchFileSnapshot('../../policies/policy.schema.json');
  });

  test.each(['default', 'example'])('policies/%s.yaml points editors at that schema', (name) => {
    const source = readFileSync(`policies/${name}.yaml`, 'utf8');
    expect(source).toContain('# yaml-language-server: $schema=./policy.schema.json');
  });
});

interface Key {
  key: string;
  place: string;
  description: string | undefined;
}

function keysIn(schema: unknown, place: string): Key[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, items, anyOf } = schema as {
    properties?: object;
    items?: unknown;
    anyOf?: unknown[];
  };
  const own = Object.entries(properties ?? {}).flatMap(([key, value]): Key[] => {
    const { description } = value as { description?: string };
    return [{ key, place: `${place}.${key}`, description }, ...keysIn(value, `${place}.${key}`)];
  });
  return [
    ...own,
    ...keysIn(items, `${place}[]`),
    ...(anyOf ?? []).flatMap((option) => keysIn(option, place)),
  ];
}
