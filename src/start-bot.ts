import type { Logger } from 'pino';
import { SlackCallError, type SlackClient } from './slack/client.ts';

/** Who the bot token is: a member of a workspace, of an app. */

export interface Self {
  teamId: string;
  botId: string;
  userId: string;
  /** Undefined when Slack does not say; then payloads are not held against it. */
  appId?: string | undefined;
}

/** Asks Slack who the token is; waits out an outage, and gives up at once when the token is refused. */
export async function whoAmI(slack: SlackClient, log: Logger): Promise<Self> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await slack.call('auth.test', {}, 'start');
      return {
        teamId: answer.team_id ?? '',
        botId: answer.bot_id ?? '',
        userId: answer.user_id ?? '',
      };
    } catch (error) {
      if (error instanceof SlackCallError && error.fault.kind === 'slack') {
        throw new Error(
          `Slack refuses SLACK_BOT_TOKEN (${error.code}): take a new one from your app's page.`,
        );
      }
      log.warn({ err: error, attempt }, 'slack does not answer; trying again');
      await new Promise((resolve) => setTimeout(resolve, Math.min(30_000, 500 * 2 ** attempt)));
    }
  }
}

/** Which app the token belongs to: payloads for any other are dropped. */
export async function appIdOf({ botId }: Self, slack: SlackClient, log: Logger) {
  try {
    const { bot } = await slack.call('bots.info', { bot: botId }, 'start');
    return bot?.app_id;
  } catch (error) {
    log.warn({ err: error }, 'slack does not say which app this is');
    return undefined;
  }
}
