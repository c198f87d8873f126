import { readFileSync } from 'node:fs';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleManifest } from '../../sandbox/manifest.ts';
import { isObject } from '../../sandbox/server/arguments.ts';
import { deleteFile } from '../../sandbox/server/files.ts';
import type { Json } from '../../sandbox/server/model.ts';
import { changeGroup, changeUser, setGroupMembers } from '../../sandbox/server/people.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { type Sandbox, startSandbox } from '../../sandbox/start.ts';
import { Recorder } from './recorder.ts';

const url = new URL('../../sandbox/data/payload-keys.json', import.meta.url);
const known = JSON.parse(readFileSync(url, 'utf8')) as Record<string, string[]>;

/** Inside these the app's own words stand, or things that other tests look at. */
const opaque = new Set([
  'blocks',
  'attachments',
  'files',
  'file',
  'root',
  'state',
  'metadata',
  'icons',
  'actions',
]);

/** Keys that real payloads have though the samples lack them. */
const alsoReal = new Set([
  'blocks',
  'view.blocks',
  'message.pinned_info',
  'item.message.client_msg_id',
  'item.message.blocks',
  'item.message.edited',
  'item.message.edited.user',
  'item.message.edited.ts',
  'subteam.auto_type',
  'subteam.deleted_by',
  // In user_change, as in every other event.
  'event_ts',
]);

/** Kinds in which nothing depends on what somebody wrote: these must be complete. */
const plain =
  /^(slash_command|envelope|(channel|group|member|reaction|subteam|file)_.*|message_channel_.*)$/;

/** What only large organisations, shared channels or other circumstances bring. */
const mayLack = new Set([
  'enterprise',
  'enterprise_id',
  'enterprise_name',
  'authed_users',
  'authed_teams',
  'inviter',
  'channel.is_moved',
  'channel.internal_team_ids',
  'subteam.is_section',
  'parent_user_id',
  'thread_ts',
  'attachments',
]);

let slack: Sandbox;
let app: Recorder;
/** One payload of each kind, by the name of its list of keys. */
const seen = new Map<string, Json>();

describe('payloads have the keys that Slack gives them', () => {
  beforeAll(async () => {
    app = new Recorder();
    const events = sampleManifest.settings?.event_subscriptions?.bot_events ?? [];
    const manifest = {
      ...sampleManifest,
      settings: {
        event_subscriptions: { bot_events: [...events, 'file_created', 'file_deleted'] },
      },
    };
    slack = await startSandbox({
      settings: instant,
      manifests: [manifest],
      requestUrl: await app.listen(),
    });
    await live(slack);
    await slack.quiet();
    for (const { payload } of app.received) {
      const { event } = payload;
      if (isObject(event)) {
        seen.set('envelope', payload);
        seen.set(listOf(event), event);
      } else {
        seen.set(String(payload['type'] ?? 'slash_command'), payload);
      }
    }
  });

  afterAll(async () => {
    await slack.close();
    await app.close();
  });

  it.each(Object.keys(known))('%s', (kind) => {
    const payload = seen.get(kind);
    expect(payload, `no ${kind} was sent`).toBeDefined();
    const list = new Set(known[kind]);
    const sent = kind === 'envelope' ? envelopePaths(payload ?? {}) : pathsOf(payload ?? {});
    const strange = sent.filter((path) => !list.has(path) && !alsoReal.has(path));
    expect(strange).toEqual([]);
    if (!plain.test(kind)) return;
    const lacking = [...list].filter((path) => !sent.includes(path) && !mayLack.has(path));
    expect(lacking).toEqual([]);
  });
});

/** Everything that makes Slack tell an app something. */
async function live({ act, app: muster, apiUrl, workspace, quiet }: Sandbox): Promise<void> {
  const web = new WebClient(muster.bot_token, { slackApiUrl: apiUrl });
  const user = 'commander';
  const { channel = '' } = await act({ type: 'create_channel', user, name: 'room' });
  const secret = await act({ type: 'create_channel', user, name: 'secret', is_private: true });
  const hidden = secret.channel ?? '';
  for (const id of [channel, hidden])
    await act({ type: 'invite', user, channel: id, users: [muster.bot_user_id, 'scribe'] });
  await act({ type: 'join_channel', user: 'dba', channel });
  await act({ type: 'leave_channel', user: 'dba', channel });
  const { ts = '' } = await act({ type: 'post_message', user, channel, text: 'one' });
  const at = { user, channel, ts } as const;
  await act({ type: 'edit_message', ...at, text: 'two' });
  await act({ type: 'post_message', user, channel, text: 'r', thread_ts: ts, broadcast: true });
  await act({ type: 'post_message', user, channel, text: `<@${muster.bot_user_id}> hi` });
  await act({ type: 'post_message', user, channel, text: '@muster hi' });
  await act({ type: 'add_reaction', ...at, name: 'eyes' });
  await act({ type: 'remove_reaction', ...at, name: 'eyes' });
  await act({ type: 'pin_message', ...at });
  await act({ type: 'unpin_message', ...at });
  await act({ type: 'message_shortcut', ...at, callback_id: 'declare_from_message' });
  const { ts: gone = '' } = await act({ type: 'post_message', user, channel, text: 'gone' });
  await act({ type: 'delete_message', user, channel, ts: gone });
  await act({ type: 'upload_file', user, channel, name: 'a.txt', content: 'a', text: 'see' });
  const [file] = workspace.files.values();
  if (file !== undefined) deleteFile(workspace, file);
  for (const id of [channel, hidden]) {
    await act({ type: 'set_topic', user, channel: id, text: 'topic' });
    await act({ type: 'set_purpose', user, channel: id, text: 'purpose' });
    await act({ type: 'rename_channel', user, channel: id, name: `${id.toLowerCase()}-new` });
    await act({ type: 'archive_channel', user, channel: id });
    await act({ type: 'unarchive_channel', user, channel: id });
  }
  await act({ type: 'open_home', user });
  const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
  await web.views.publish({ user_id: workspace.findUser(user)?.id ?? '', view });
  await act({ type: 'open_home', user });
  await people({ workspace });
  await act({ type: 'run_command', user, channel, text: '/incident help' });
  await forms({ act, workspace, app: muster } as Sandbox, web, channel);
  await quiet();
}

async function people({ workspace }: Pick<Sandbox, 'workspace'>): Promise<void> {
  const user = workspace.findUser('scribe');
  if (user !== undefined) changeUser(workspace, user, { real_name: 'Sasha S.' });
  const [group] = workspace.groups.values();
  if (group === undefined) throw new Error('no group');
  changeGroup(workspace, group, { name: 'SRE' }, group.created_by);
  setGroupMembers(workspace, group, ['U0SCRIBE'], group.created_by);
  const { createGroup } = await import('../../sandbox/server/people.ts');
  createGroup(workspace, { handle: 'new', name: 'New', creator: group.created_by });
}

/** A button on a message opens a form, which is sent and another one closed. */
async function forms({ act }: Sandbox, web: WebClient, channel: string): Promise<void> {
  const user = 'commander';
  const text = { type: 'plain_text' as const, text: 'Open' };
  const blocks = [
    { type: 'actions' as const, elements: [{ type: 'button' as const, action_id: 'b', text }] },
  ];
  const { ts = '' } = await web.chat.postMessage({ channel, text: 'card', blocks });
  for (const ending of ['submit', 'close'] as const) {
    await act({
      type: 'block_action',
      user,
      place: { kind: 'message', channel, ts },
      action_id: 'b',
    });
    const [pressed] = app.received
      .filter(({ payload }) => payload['type'] === 'block_actions')
      .slice(-1);
    const opened = await web.views.open({
      trigger_id: String(pressed?.payload['trigger_id']),
      view: {
        type: 'modal',
        title: text,
        submit: text,
        notify_on_close: true,
        blocks: [{ type: 'divider' }],
      },
    });
    const view_id = opened.view?.id ?? '';
    if (ending === 'submit') await act({ type: 'submit_view', user, view_id });
    else await act({ type: 'close_view', user, view_id });
  }
}

/** The name of the list of keys that an event belongs to. */
function listOf(event: Json): string {
  const type = String(event['type']);
  const subtype = event['subtype'];
  if (type !== 'message' || subtype === undefined) return type;
  const twin = String(subtype).endsWith('archive');
  return twin ? `message_${String(subtype)}` : String(subtype);
}

function envelopePaths(payload: Json): string[] {
  const { event: _event, ...rest } = payload;
  return pathsOf(rest);
}

function pathsOf(value: Json, before = ''): string[] {
  return Object.entries(value).flatMap(([key, each]) => {
    const path = `${before}${key}`;
    if (opaque.has(key) || each === null || each === undefined) return [path];
    if (isObject(each)) return [path, ...pathsOf(each, `${path}.`)];
    const [first] = Array.isArray(each) ? each : [];
    return isObject(first) ? [path, ...pathsOf(first, `${path}[].`)] : [path];
  });
}
