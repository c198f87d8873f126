import type { Log } from '../log.ts';

/** What a heartbeat needs. */
export type HeartbeatOptions = {
  /** A dead man's switch: it raises an alarm when no request comes for a while. */
  readonly url: string;
  /** What is wrong, nothing when all is well; and what does not keep it from its work. May reject. */
  readonly wellbeing: () => Promise<{ wrong: string[]; notes: string[] }>;
  readonly log: Log;
};

const everyMs = 60_000;
const timeoutMs = 10_000;

/** Pings the switch each minute while all is well, beginning at once. Returns what ends it. */
export function startHeartbeat(options: HeartbeatOptions): () => void {
  void beat(options);
  const timer = setInterval(() => void beat(options), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One beat: pings unless something is wrong, and returns whether it did. Never rejects. */
export async function beat({ url, wellbeing, log }: HeartbeatOptions): Promise<boolean> {
  try {
    const { wrong, notes } = await wellbeing();
    if (wrong.length > 0) {
      log.error({ wrong }, 'heartbeat withheld');
      return false;
    }
    const response = await fetch(url, {
      method: 'POST',
      // Switches that keep what they were sent show it beside the ping.
      body: ['ok', ...notes].join(', '),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) log.warn({ status: response.status }, 'heartbeat not taken');
    return response.ok;
  } catch (error) {
    log.warn({ err: error }, 'heartbeat failed');
    return false;
  }
}
