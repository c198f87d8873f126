import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { AppManifest } from './manifest.ts';
import { instant, ordinary, strict } from './server/settings.ts';
import { startSandbox } from './start.ts';

const usage = `A local Slack for any app.

  npx tsx sandbox/run.ts [options]

  --manifest FILE     the app's Slack manifest, YAML or JSON (default: a sample app)
  --request-url URL   where the app takes signed requests; without it, use Socket Mode
  --port N            default: 4400
  --instant           no latency, no rate limits, no lag
  --strict            a workspace whose owners forbid what an app can do without
  --seed N            chooses latencies, orders and faults
`;

const { values } = parseArgs({
  options: {
    manifest: { type: 'string' },
    'request-url': { type: 'string' },
    port: { type: 'string', default: '4400' },
    instant: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(usage);
} else {
  const { manifest } = values;
  const sandbox = await startSandbox({
    port: Number(values.port),
    settings: {
      ...(values.instant ? instant : ordinary),
      strict: values.strict ? strict : null,
      seed: Number(values.seed),
    },
    // YAML reads JSON too.
    ...(manifest === undefined
      ? {}
      : { manifests: [parse(readFileSync(manifest, 'utf8')) as AppManifest] }),
    ...(values['request-url'] === undefined ? {} : { requestUrl: values['request-url'] }),
  });
  const { app } = sandbox;
  process.stdout.write(
    [
      `page                  ${sandbox.url}/`,
      `SLACK_API_URL         ${sandbox.apiUrl}`,
      `SLACK_BOT_TOKEN       ${app.bot_token}`,
      `SLACK_APP_TOKEN       ${app.app_token}`,
      `SLACK_SIGNING_SECRET  ${app.signing_secret}`,
      '',
    ].join('\n'),
  );
}
