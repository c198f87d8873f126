import { randomUUID } from 'node:crypto';
import { idOf } from '../sandbox/cast.ts';
import type { Sandbox } from '../sandbox/start.ts';
import type { Gesture } from './load.ts';

/** A slash command as the local Slack would send it, from a member in #general. */
export function command(sandbox: Sandbox, url: string, text: string, user = 'reporter'): Gesture {
  const { app, workspace } = sandbox;
  const general = workspace.findChannel('general');
  return {
    url: `${url}/slack/events`,
    signingSecret: app.signing_secret,
    fields: {
      token: app.verification_token,
      team_id: workspace.team.id,
      team_domain: workspace.team.domain,
      channel_id: general?.id ?? '',
      channel_name: 'general',
      user_id: idOf(user),
      user_name: user,
      command: '/incident',
      text,
      api_app_id: app.id,
      is_enterprise_install: 'false',
      response_url: `${sandbox.url}/commands/none`,
      trigger_id: randomUUID(),
    },
  };
}
