import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { policyJsonSchema, policyReference } from '../../src/policy/document.ts';
import { Policy } from '../../src/policy/schema.ts';

describe('what is written about the policy language', () => {
  const keys = keysIn(z.toJSONSchema(Policy, { io: 'input' }), '');

  test('every key says what it means', () => {
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(({ description }) => !description)).toEqual([]);
  });

  test('every key stands in the reference', () => {
    const reference = policyReference();
    for (const { key } of keys) expect(reference).toContain(`| \`${key}\` |`);
  });

  // `npx vitest run test/policy -u` writes both files anew.
  test('docs/policy.md is made from the schema as it is', async () => {
    await expect(policyReference()).toMatchFileSnapshot('../../docs/policy.md');
  });

  test('policies/policy.schema.json is made from the schema as it is', async () => {
    await expect(policyJsonSchema()).toMatchFileSnapshot('../../policies/policy.schema.json');
  });

  test('the default policy points editors at that schema', async () => {
    const source = await readFile('policies/default.yaml', 'utf8');
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
  const { properties, items } = schema as { properties?: object; items?: unknown };
  const own = Object.entries(properties ?? {}).flatMap(([key, value]): Key[] => {
    const { description } = value as { description?: string };
    return [{ key, place: `${place}.${key}`, description }, ...keysIn(value, `${place}.${key}`)];
  });
  return [...own, ...keysIn(items, `${place}[]`)];
}
