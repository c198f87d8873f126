import { pino } from 'pino';
import { createMetrics } from '../metrics.ts';
import { createSlackClient, SlackCallError, type SlackClient } from '../slack/client.ts';

/** Slack, as who runs Muster asks it from the command line. */

export interface SlackAccess {
  token: string;
  apiUrl: string;
}

/** Longest that Slack's "wait" is waited out, in seconds. */
const longestWaitSeconds = 60;

/** A client that waits when Slack says so; what else fails is thrown. */
export function patientSlack({ token, apiUrl }: SlackAccess): SlackClient {
  const log = pino({ level: 'silent' });
  const slack = createSlackClient({ token, apiUrl, metrics: createMetrics(), log });
  return {
    ...slack,
    async call(method, args, traceId) {
      for (;;) {
        try {
          return await slack.call(method, args, traceId);
        } catch (error) {
          if (!(error instanceof SlackCallError) || error.fault.kind !== 'rate_limited')
            throw error;
          const seconds = Math.min(longestWaitSeconds, error.fault.retryAfterSeconds);
          await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        }
      }
    },
  };
}
