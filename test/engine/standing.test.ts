import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Heard, Standing } from '../../src/engine/standing.ts';
import { createMetrics } from '../../src/metrics.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Seconds after which Slack was asked, until it gave the last of these answers. */
async function askedAfter(answers: Heard[]): Promise<{ at: number[]; standing: Standing }> {
  const at: number[] = [];
  let now = 0;
  const standing = new Standing({
    probe: async () => {
      at.push(now);
      return answers.shift() ?? 'answered';
    },
    onBack: () => undefined,
    metrics: createMetrics(),
    log: pino({ level: 'silent' }),
  });
  standing.hear('refused');
  expect(standing.isUp).toBe(false);
  for (; now < 300 && !standing.isUp; now += 1) await vi.advanceTimersByTimeAsync(1_000);
  return { at: at.map((second) => second + 1), standing };
}

it('a token that was refused once by mistake keeps nobody from being paged for a minute', async () => {
  const { at, standing } = await askedAfter([]);
  expect(at).toEqual([2]);
  expect(standing.isUp).toBe(true);
});

it('one that stays refused is tried ever less often, each minute at last', async () => {
  const { at } = await askedAfter(Array.from({ length: 7 }, () => 'refused'));
  expect(at).toEqual([2, 6, 14, 30, 62, 122, 182, 242]);
});
