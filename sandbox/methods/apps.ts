import type { OauthV2AccessResponse } from '@slack/web-api';
import type { Fault } from '../blocks/fault.ts';
import { validateBlocks, validateMessage, validateView } from '../blocks/validate.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json } from '../server/model.ts';
import type { Answer } from './answer.ts';

/** What apps do on their own behalf: connect, get installed, have their blocks checked. */
export const apps: Methods = {
  'apps.connections.open': connect,
  'oauth.v2.access': install,
  'blocks.validate': validate,
};

function connect(call: MethodCall): Json {
  if (call.tokenKind !== 'app') throw new SlackError('not_allowed_token_type');
  return { url: call.services.socketUrl(call.app) };
}

/** Any code is good: the local workspace has installed its apps already. */
function install(call: MethodCall): Json {
  const { workspace, args } = call;
  const app = [...workspace.apps.values()].find(
    (each) => each.client_id === args.text('client_id'),
  );
  if (app === undefined) throw new SlackError('invalid_client_id');
  if (args.text('code') === undefined) throw new SlackError('invalid_code');
  return {
    access_token: app.bot_token,
    token_type: 'bot',
    scope: [...app.scopes].join(','),
    bot_user_id: app.bot_user_id,
    app_id: app.id,
    team: { id: workspace.team.id, name: workspace.team.name },
    authed_user: { id: app.bot_user_id },
    is_enterprise_install: false,
  } satisfies Answer<OauthV2AccessResponse>;
}

/** blocks.validate takes no more characters than this. */
const charactersMax = 100_000;

const validators: Record<string, (value: unknown) => Fault[]> = {
  blocks: (value) => validateBlocks(value, 'message', ''),
  view: (value) => validateView(value),
  message: (value) => validateMessage(value),
};

function validate(call: MethodCall): Json {
  const given = Object.keys(validators).filter((name) => call.args.text(name) !== undefined);
  const [name, ...others] = given;
  const check = validators[name ?? ''];
  if (name === undefined || others.length > 0 || check === undefined) {
    throw new SlackError('invalid_arguments');
  }
  const size = [...(call.args.text(name) ?? '')].length;
  if (size > charactersMax) throw new SlackError('invalid_arguments');
  const errors = check(call.args.json(name, 'invalid_arguments'));
  if (errors.length > 0) throw new SlackError(`invalid_${name}`, { errors });
  return {};
}
