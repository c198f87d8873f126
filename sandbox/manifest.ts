import type { App, User } from './server/model.ts';
import type { Workspace } from './server/workspace.ts';

/** The part of a Slack app manifest that matters here; the rest may stand in it. */
export interface AppManifest {
  display_information: { name: string };
  features?: {
    app_home?: { home_tab_enabled?: boolean; messages_tab_enabled?: boolean };
    bot_user?: { display_name: string };
    shortcuts?: readonly {
      name: string;
      type: 'global' | 'message';
      callback_id: string;
      description: string;
    }[];
    slash_commands?: readonly {
      command: string;
      description: string;
      usage_hint?: string;
      should_escape?: boolean;
    }[];
  };
  oauth_config?: { scopes?: { bot?: readonly string[] } };
  settings?: {
    event_subscriptions?: { bot_events?: readonly string[] };
    socket_mode_enabled?: boolean;
  };
}

/** An app for trying things out: one command, both kinds of shortcut, every event and scope. */
export const sampleManifest: AppManifest = {
  display_information: { name: 'Muster' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'muster' },
    shortcuts: [
      {
        name: 'Declare an incident',
        type: 'global',
        callback_id: 'declare',
        description: 'Opens the form',
      },
      {
        name: 'Declare from this message',
        type: 'message',
        callback_id: 'declare_from_message',
        description: 'Carries the message along',
      },
    ],
    slash_commands: [
      {
        command: '/incident',
        description: 'Declare and run incidents',
        usage_hint: '[declare | update | resolve | help]',
        should_escape: true,
      },
    ],
  },
  oauth_config: {
    scopes: {
      bot: [
        ...[
          'app_mentions:read',
          'bookmarks:read',
          'bookmarks:write',
          'canvases:read',
          'canvases:write',
        ],
        ...['channels:history'],
        ...['channels:join', 'channels:manage', 'channels:read', 'channels:write.invites'],
        ...['channels:write.topic', 'chat:write', 'chat:write.customize', 'chat:write.public'],
        ...['commands', 'files:read', 'files:write', 'groups:history', 'groups:read'],
        ...['groups:write', 'groups:write.invites', 'groups:write.topic', 'im:history', 'im:read'],
        ...['im:write', 'mpim:history', 'mpim:read', 'mpim:write', 'pins:read', 'pins:write'],
        ...['reactions:read', 'reactions:write', 'team:read', 'usergroups:read'],
        ...['usergroups:write', 'users:read', 'users:read.email', 'users.profile:read'],
      ],
    },
  },
  settings: {
    event_subscriptions: {
      bot_events: [
        ...['app_home_opened', 'app_mention', 'channel_archive', 'channel_created'],
        ...['channel_rename', 'channel_unarchive', 'file_shared', 'group_archive'],
        ...['group_rename', 'group_unarchive', 'member_joined_channel', 'member_left_channel'],
        ...['message.channels', 'message.groups', 'message.im', 'message.mpim', 'pin_added'],
        ...['pin_removed', 'reaction_added', 'reaction_removed', 'subteam_created'],
        ...['subteam_members_changed', 'subteam_updated', 'user_change'],
      ],
    },
  },
};

/**
 * Installs an app as its manifest describes it. Ids, tokens and the signing secret follow from its
 * name, so that they are the same in every run: `xoxb-local-muster`, `local-signing-secret-muster`.
 */
export function installApp(workspace: Workspace, manifest: AppManifest): App {
  const { name } = manifest.display_information;
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const id = slug.replaceAll('-', '').toUpperCase();
  const scopes = manifest.oauth_config?.scopes?.bot ?? [];
  const home = manifest.features?.app_home;
  const app: App = {
    id: `A0${id}`,
    name,
    bot_id: `B0${id}`,
    bot_user_id: `U0${id}BOT`,
    bot_token: `xoxb-local-${slug}`,
    app_token: `xapp-local-${slug}`,
    signing_secret: `local-signing-secret-${slug}`,
    verification_token: `local-verification-${slug}`,
    client_id: `local-client-${slug}`,
    scopes: new Set(scopes),
    requested_scopes: [...scopes],
    socket_mode: manifest.settings?.socket_mode_enabled === true,
    commands: (manifest.features?.slash_commands ?? []).map((each) => ({ ...each })),
    shortcuts: (manifest.features?.shortcuts ?? []).map((each) => ({ ...each })),
    bot_events: new Set(manifest.settings?.event_subscriptions?.bot_events ?? []),
    home_tab: home?.home_tab_enabled === true,
    messages_tab: home?.messages_tab_enabled !== false,
    revoked: false,
  };
  workspace.apps.set(app.id, app);
  addBotUser(workspace, app, manifest.features?.bot_user?.display_name ?? slug);
  return app;
}

/** Puts the app's bot among the people. */
export function addBotUser(workspace: Workspace, app: App, handle: string): void {
  const user: User = {
    id: app.bot_user_id,
    key: handle,
    name: handle,
    real_name: app.name,
    tz: 'America/Los_Angeles',
    tz_label: 'Pacific Standard Time',
    tz_offset: -28_800,
    color: '4cc091',
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_stranger: false,
    deleted: false,
    is_bot: true,
    app_id: app.id,
    bot_id: app.bot_id,
    profile: {
      real_name: app.name,
      display_name: handle,
      title: '',
      phone: '',
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
    },
    updated: workspace.clock.seconds(),
  };
  workspace.users.set(user.id, user);
}
