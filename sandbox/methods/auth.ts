import type { AuthTestResponse } from '@slack/web-api';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import type { Answer } from './answer.ts';

/** `auth.test`, `auth.revoke` and `api.test`: who calls, and does anybody listen. */
export const auth: Methods = {
  'api.test': apiTest,
  'auth.test': authTest,
  'auth.revoke': authRevoke,
};

function apiTest(call: MethodCall): Json {
  const { token: _token, ...args } = call.args.raw;
  const error = call.args.text('error');
  if (error !== undefined) throw new SlackError(error, { args });
  return { args };
}

function authTest(call: MethodCall): Json {
  const { workspace, app, bot } = call;
  const { team } = workspace;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.id,
    bot_id: app.bot_id,
    is_enterprise_install: false,
  } satisfies Answer<AuthTestResponse>;
}

function authRevoke(call: MethodCall): Json {
  if (call.args.flag('test')) return { revoked: false };
  call.app.revoked = true;
  call.workspace.announce({ kind: 'app_changed', app: call.app });
  return { revoked: true };
}
