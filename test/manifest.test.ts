import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { manifestFor } from '../src/manifest.ts';
import { eventNames } from '../src/slack/events.ts';

const root = join(import.meta.dirname, '..');

type Manifest = {
  features: { slash_commands: Record<string, unknown>[]; shortcuts: { callback_id: string }[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    socket_mode_enabled: boolean;
    event_subscriptions: { request_url?: string; bot_events: string[] };
    interactivity: { request_url?: string };
  };
};

let manifest: Manifest;
let sources: string;
let methods: Record<string, { scopes?: string[] }>;

beforeAll(async () => {
  manifest = parse(await readFile(join(root, 'manifest.yml'), 'utf8'));
  ({ methods } = JSON.parse(await readFile(join(root, 'sandbox/data/methods.json'), 'utf8')));
  const files = await readdir(join(root, 'src'), { recursive: true });
  const texts = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFile(join(root, 'src', name), 'utf8'));
  sources = (await Promise.all(texts)).join('\n');
});

async function faultsOf(candidate: unknown): Promise<string[]> {
  const schema = await readFile(join(root, 'test/data/manifest.schema.2.0.0.json'), 'utf8');
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(schema),
  );
  validate(candidate);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('the manifest', () => {
  it('is one that Slack takes', async () => {
    expect(await faultsOf(manifest)).toEqual([]);
    expect(await faultsOf({ ...manifest, display_information: {} })).not.toEqual([]);
  });

  it('for Socket Mode is too, and names no address', async () => {
    const text = manifestFor(undefined);
    expect(await faultsOf(parse(text))).toEqual([]);
    expect(text).not.toContain('http');
    expect((parse(text) as Manifest).settings.socket_mode_enabled).toBe(true);
  });

  it('for HTTP names the given address wherever Slack calls', async () => {
    const text = manifestFor('https://muster.acme.example/');
    expect(await faultsOf(parse(text))).toEqual([]);
    const { settings, features } = parse(text) as Manifest;
    const address = 'https://muster.acme.example/slack/events';
    expect(settings.socket_mode_enabled).toBe(false);
    expect(settings.event_subscriptions.request_url).toBe(address);
    expect(settings.interactivity.request_url).toBe(address);
    expect(features.slash_commands.map((command) => command['url'])).toEqual([address]);
    expect(text).not.toContain('muster.example.com');
  });
});

/** What an event needs, as Slack documents it; events that need nothing are left out. */
const eventScopes: Record<string, string> = {
  app_mention: 'app_mentions:read',
  channel_archive: 'channels:read',
  channel_deleted: 'channels:read',
  channel_rename: 'channels:read',
  channel_unarchive: 'channels:read',
  group_archive: 'groups:read',
  group_deleted: 'groups:read',
  group_rename: 'groups:read',
  group_unarchive: 'groups:read',
  member_joined_channel: 'channels:read',
  member_left_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  pin_added: 'pins:read',
  pin_removed: 'pins:read',
  reaction_added: 'reactions:read',
  reaction_removed: 'reactions:read',
  subteam_members_changed: 'usergroups:read',
  subteam_updated: 'usergroups:read',
  team_join: 'users:read',
  user_change: 'users:read',
};

/** Scopes that no method or event asks for by name, and what they are for. */
const otherScopes = [
  'commands', // slash command and shortcuts
  'chat:write.public', // chat.postMessage where the bot is no member
  'metadata.message:read', // conversations.history with include_all_metadata
];

/** The Web API methods that the code names. */
function methodsUsed(): string[] {
  return Object.keys(methods).filter((method) => sources.includes(`'${method}'`));
}

describe('the scopes', () => {
  it('let the bot call every method that the code names', () => {
    const granted = new Set(manifest.oauth_config.scopes.bot);
    const lacking = methodsUsed().filter((method) => {
      const scopes = methods[method]?.scopes ?? [];
      return scopes.length > 0 && !scopes.some((scope) => granted.has(scope));
    });
    expect(methodsUsed()).toContain('chat.postMessage');
    expect(lacking).toEqual([]);
  });

  it('let the bot hear every event it subscribes to', () => {
    const needed = manifest.settings.event_subscriptions.bot_events
      .map((event) => eventScopes[event])
      .filter((scope) => scope !== undefined);
    expect(manifest.oauth_config.scopes.bot).toEqual(expect.arrayContaining(needed));
  });

  it('are each needed for something', () => {
    const justified = new Set([
      ...methodsUsed().flatMap((method) => methods[method]?.scopes ?? []),
      ...manifest.settings.event_subscriptions.bot_events.map((event) => eventScopes[event]),
      ...otherScopes,
    ]);
    expect(manifest.oauth_config.scopes.bot.filter((scope) => !justified.has(scope))).toEqual([]);
  });
});

describe('what the manifest promises is answered', () => {
  it('every event has a listener, and every listener its event', () => {
    const promised = manifest.settings.event_subscriptions.bot_events.map((event) =>
      event.replace(/^message\..*/, 'message'),
    );
    expect([...new Set(promised)].sort()).toEqual([...eventNames].sort());
  });

  it('every shortcut and command has a listener', () => {
    const ids = manifest.features.shortcuts.map((shortcut) => shortcut.callback_id);
    const commands = manifest.features.slash_commands.map((command) => String(command['command']));
    for (const id of [...ids, ...commands]) expect(sources).toContain(id);
  });
});
