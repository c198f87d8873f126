import type { Config } from './config.ts';
import type { Metrics } from './metrics.ts';
import type { SlackAppSettings } from './slack/app.ts';
import type { Pace } from './slack/pace.ts';
import type { WebRoute } from './slack/web.ts';
import type { Self } from './start-bot.ts';

interface Waits {
  pace?: Pace | null;
  leeway?: number;
}

/** What Bolt's side needs: secrets, who we are, and what is counted of what comes in. */
export function appSettings(
  {
    config,
    self,
    metrics,
    options: { pace, leeway },
  }: { config: Config; self: Self; metrics: Metrics; options: Waits },
  { routes, heldBack }: { routes: WebRoute[]; heldBack: () => void },
): SlackAppSettings {
  return {
    token: config.slackBotToken.reveal(),
    signingSecret: config.slackSigningSecret?.reveal() ?? '',
    previousSigningSecret: config.slackPreviousSigningSecret?.reveal(),
    appToken: config.slackAppToken?.reveal(),
    apiUrl: config.slackApiUrl,
    bot: self,
    port: config.port,
    routes,
    onRejected: (reason) => metrics.rejectedRequests.inc({ reason }),
    onAnswered: ({ kind, ms, isRepeated }) => {
      metrics.requestSeconds.observe({ kind }, ms / 1000);
      if (isRepeated) metrics.repeatedEvents.inc();
    },
    onPreviousSecret: () => metrics.previousSecret.inc(),
    onHeldBack: () => {
      metrics.heldBack.inc();
      heldBack();
    },
    pace,
    leeway,
  };
}
