import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

type Package = { resolved?: string; optionalDependencies?: Record<string, string> };

const text = readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8');
const { packages } = JSON.parse(text) as { packages: Record<string, Package> };

it('holds every optional package of every platform, without which npm ci refuses', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

it('names no registry, so that everyone installs from their own', () => {
  const bound = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(bound.map(([path]) => path)).toEqual([]);
});

it('holds exactly what package.json pins, and package.json pins exactly', () => {
  const manifest = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  ) as { dependencies: Record<string, string>; devDependencies: Record<string, string> };
  const pinned = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(pinned)) {
    expect(version, name).toMatch(/^\d/);
    expect(packages[`node_modules/${name}`], name).toMatchObject({ version });
  }
});
