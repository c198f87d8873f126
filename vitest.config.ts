import { defineConfig } from 'vitest/config';

/** Folders whose tests only call functions: they share the modules that they load. */
const pure = [
  'calendar',
  'handbook',
  'incident',
  'organisation',
  'policy',
  'processes',
  'simulate',
  'slack',
  'views',
].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    pool: 'forks',
    // Stories wait for deliveries more than they compute: four fit two cores.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: pure, isolate: false, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'worlds',
          include: ['test/**/*.test.ts'],
          exclude: pure,
          globalSetup: ['test/support/postgres-once.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
