import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';

/** One signed slash command, as Slack would send it. */
export interface Gesture {
  url: string;
  signingSecret: string;
  /** Form fields besides those every command has. */
  fields: Record<string, string>;
}

export interface Latencies {
  count: number;
  failed: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

const agent = new Agent({ connections: 256, pipelining: 1 });

/** Sends commands for `seconds` with `connections` waiting at a time, and says how long the acks took. */
export async function load(
  gesture: (n: number) => Gesture,
  options: { connections: number; seconds: number },
): Promise<Latencies> {
  const until = performance.now() + options.seconds * 1000;
  const started = performance.now();
  const took: number[] = [];
  let failed = 0;
  let n = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const before = performance.now();
      const ok = await send(gesture(n++));
      took.push(performance.now() - before);
      if (!ok) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: options.connections }, worker));
  return summary(took, failed, performance.now() - started);
}

/** Sends `count` commands all at once. */
export async function burst(gesture: (n: number) => Gesture, count: number): Promise<Latencies> {
  const started = performance.now();
  const took: number[] = [];
  let failed = 0;
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const before = performance.now();
      if (!(await send(gesture(n)))) failed += 1;
      took.push(performance.now() - before);
    }),
  );
  return summary(took, failed, performance.now() - started);
}

export async function send(gesture: Gesture): Promise<boolean> {
  const { status } = await ask(gesture);
  return status === 200;
}

/** Sends one command and says what was answered. */
export async function ask({
  url,
  signingSecret,
  fields,
}: Gesture): Promise<{ status: number; text: string }> {
  const body = new URLSearchParams(fields).toString();
  const ts = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${ts}:${body}`).digest('hex');
  const response = await request(url, {
    method: 'POST',
    dispatcher: agent,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': ts,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  return { status: response.statusCode, text: await response.body.text() };
}

/** What took how long, in ms, in so much time altogether. */
export function summary(took: number[], failed: number, elapsedMs: number): Latencies {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    count: sorted.length,
    failed,
    perSecond: round((sorted.length / elapsedMs) * 1000),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
  };
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
