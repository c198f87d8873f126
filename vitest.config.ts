import { defineConfig } from 'vitest/config';

/** Folders whose tests only call functions. */
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

/** What hangs is ended after this. A busy machine takes ten times as long as one of its own. */
const patienceMs = 240_000;

export default defineConfig({
  test: {
    pool: 'forks',
    // Stories wait for deliveries more than they compute: four fit two cores.
    maxWorkers: 4,
    // Files share the modules that they load, so they leave nothing behind: loading them anew for
    // each file was a third of the time of a run.
    isolate: false,
    // What is awaited comes late on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: pure, testTimeout: patienceMs },
      },
      {
        extends: true,
        test: {
          name: 'worlds',
          include: ['test/**/*.test.ts'],
          exclude: pure,
          globalSetup: ['test/support/postgres-once.ts'],
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
    ],
  },
});
