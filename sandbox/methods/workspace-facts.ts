import type {
  BotsInfoResponse,
  DndInfoResponse,
  EmojiListResponse,
  TeamInfoResponse,
} from '@slack/web-api';
import { botProfile } from '../server/messages.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import { userOf } from './access.ts';
import type { Answer } from './answer.ts';

/** Small questions about the workspace itself. */
export const workspaceFacts: Methods = {
  'team.info': teamInfo,
  'bots.info': botInfo,
  'dnd.info': dndInfo,
  'dnd.teamInfo': dndTeamInfo,
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

/** Nobody here turned notifications off. */
const awake = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };

function dndInfo(call: MethodCall): Json {
  if (call.args.has('user')) userOf(call);
  const answer = { ...awake } satisfies Answer<DndInfoResponse>;
  return { ...answer, snooze_enabled: false };
}

function dndTeamInfo(call: MethodCall): Json {
  const ids = call.args.list('users');
  if (ids.length === 0) throw new SlackError('no_users_provided');
  const known = ids.filter((id) => call.workspace.users.has(id));
  return { users: Object.fromEntries(known.map((id) => [id, awake])) };
}

function emojiList(call: MethodCall): Json {
  return {
    emoji: {},
    cache_ts: `${call.workspace.clock.seconds()}.000000`,
  } satisfies Answer<EmojiListResponse>;
}
