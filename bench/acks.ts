import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/start.ts';
import { command } from './commands.ts';
import { type Latencies, load, round } from './load.ts';
import { answers } from './muster-process.ts';
import { freePort, type Scene } from './scene.ts';

/**
 * `/incident help` beside a bare Bolt app, in turns. Of many people: Muster tells one who is faster than
 * hands can be to wait.
 */
export async function benchAcks({ slack, muster, people }: Scene, quick: boolean) {
  const options = { connections: 20, seconds: quick ? 1 : 4 };
  const turns: { muster: Latencies; bare: Latencies }[] = [];
  const bare = await startBare(slack);
  const who = (n: number) => people[n % people.length];
  try {
    for (let turn = 0; turn < 3; turn += 1) {
      turns.push({
        bare: await load((n) => command(slack, bare.url, 'help', who(n)), options),
        muster: await load((n) => command(slack, muster.url, 'help', who(n)), options),
      });
    }
  } finally {
    bare.child.kill();
  }
  const middle = turns.toSorted((a, b) => a.muster.perSecond - b.muster.perSecond)[1];
  if (!middle) throw new Error('no turn was run');
  return { ...middle, ratio: round(middle.muster.perSecond / middle.bare.perSecond) };
}

async function startBare(slack: Sandbox): Promise<{ child: ChildProcess; url: string }> {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'bare-bolt.ts')],
    {
      env: {
        ...process.env,
        PORT: String(port),
        SLACK_BOT_TOKEN: slack.app.bot_token,
        SLACK_SIGNING_SECRET: slack.app.signing_secret,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const url = `http://127.0.0.1:${port}`;
  await answers(`${url}/ready`, child);
  return { child, url };
}
