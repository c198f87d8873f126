import type { BotsInfoResponse, EmojiListResponse, TeamInfoResponse } from '@slack/web-api';
import { botProfile } from '../server/messages.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import type { Answer } from './answer.ts';

/** Small questions about the workspace itself. */
export const workspaceFacts: Methods = {
  'team.info': teamInfo,
  'bots.info': botInfo,
  'emoji.list': emojiList,
};

function teamInfo(call: MethodCall): Json {
  const { team } = call.workspace;
  const wanted = call.args.text('team');
  if (wanted !== undefined && wanted !== team.id) throw new SlackError('team_not_found');
  return {
    team: {
      id: team.id,
      name: team.name,
      url: `https://${team.domain}.slack.com/`,
      domain: team.domain,
      email_domain: '',
      icon: { image_default: true },
      avatar_base_url: 'https://avatars.slack-edge.invalid/',
      is_verified: false,
    },
  } satisfies Answer<TeamInfoResponse>;
}

function botInfo(call: MethodCall): Json {
  const wanted = call.args.text('bot') ?? call.app.bot_id;
  const app = [...call.workspace.apps.values()].find((each) => each.bot_id === wanted);
  if (app === undefined) throw new SlackError('bot_not_found');
  const { id, name, app_id, icons, updated, deleted } = botProfile(call.workspace, app);
  return {
    bot: { id, deleted, name, updated, app_id, user_id: app.bot_user_id, icons },
  } satisfies Answer<BotsInfoResponse>;
}

function emojiList(call: MethodCall): Json {
  return {
    emoji: {},
    cache_ts: `${call.workspace.clock.seconds()}.000000`,
  } satisfies Answer<EmojiListResponse>;
}
