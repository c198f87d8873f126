import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idOf } from '../../../sandbox/cast.ts';
import { type Args, codeOf, type Rig, startRig, textAt } from './rig.ts';

let rig: Rig;
let room: string;
beforeAll(async () => {
  rig = await startRig();
  room = await rig.room('files');
});
afterAll(() => rig.slack.close());

/** Asks for a URL and sends the bytes there, but does not complete the file. */
async function upload(content = '# Timeline'): Promise<string> {
  const length = Buffer.byteLength(content);
  const begun = await rig.bot.files.getUploadURLExternal({ filename: 'timeline.md', length });
  const sent = await fetch(begun.upload_url ?? '', { method: 'POST', body: content });
  expect(await sent.text()).toBe(`OK - ${length}`);
  return begun.file_id ?? '';
}

const complete = (args: Args) => codeOf(rig, 'files.completeUploadExternal', args);

test("the client's own upload shows the file in the channel, thread and all", async () => {
  const thread_ts = await rig.say(room, 'root');
  await rig.bot.filesUploadV2({
    channel_id: room,
    thread_ts,
    filename: 'timeline.md',
    title: 'Timeline',
    content: '# What happened',
    initial_comment: 'a < b for <!here>',
    blocks: [{ type: 'divider' }],
  });
  const { messages } = await rig.bot.conversations.replies({ channel: room, ts: thread_ts });
  expect(messages?.[1]).toMatchObject({
    subtype: 'file_share',
    // Nothing in it is live, and blocks beside it are passed over.
    text: 'a &lt; b for &lt;!here&gt;',
    files: [{ name: 'timeline.md', title: 'Timeline', mimetype: 'text/markdown' }],
  });
  expect(messages?.[1]).not.toHaveProperty('blocks');
  const file = messages?.[1]?.files?.[0]?.id ?? '';
  const info = await rig.bot.files.info({ file });
  expect(info.file).toMatchObject({ id: file, channels: [room], user: rig.slack.app.bot_user_id });
  const address = textAt(info, 'file', 'url_private');
  const authorization = `Bearer ${rig.slack.app.bot_token}`;
  const bytes = await fetch(address, { headers: { authorization } });
  expect(await bytes.text()).toBe('# What happened');
  const stranger = await fetch(address, { redirect: 'manual' });
  expect(stranger.status).toBe(302);
  const other = address.replace(file, 'F0NOTHING');
  expect((await fetch(other, { headers: { authorization } })).status).toBe(404);
});

describe('asking for a URL', () => {
  test.each([
    ['for no bytes', { length: 0 }, 'invalid_arguments'],
    ['with 1,001 characters of description', { alt_txt: 'x'.repeat(1001) }, 'alt_txt_too_large'],
    [
      'for a snippet of more than a megabyte',
      { length: 1_000_001, snippet_type: 'text' },
      'snippet_too_large',
    ],
  ])('%s is refused', async (_, args, code) => {
    const call = { filename: 'a.txt', length: 1, ...args };
    expect(await codeOf(rig, 'files.getUploadURLExternal', call)).toBe(code);
  });

  test('takes 1,000 characters of description and a megabyte of snippet', async () => {
    const most = { filename: 'a.txt', length: 1_000_000, snippet_type: 'text' };
    const call = { ...most, alt_txt: 'x'.repeat(1000) };
    expect(await codeOf(rig, 'files.getUploadURLExternal', call)).toBe('ok');
  });
});

describe('completing', () => {
  test('happens once, after the bytes have come', async () => {
    const id = await upload();
    expect(await complete({ files: [{ id }] })).toBe('ok');
    expect(await complete({ files: [{ id }] })).toBe('file_update_failed');
    const empty = await rig.bot.files.getUploadURLExternal({ filename: 'a.txt', length: 1 });
    expect(await complete({ files: [{ id: empty.file_id }] })).toBe('file_update_failed');
  });

  test('is refused for what is no file, no channel, no place for the bot', async () => {
    expect(await complete({ files: [] })).toBe('invalid_arguments');
    expect(await complete({ files: [{ id: 'F0NOWHERE' }] })).toBe('file_not_found');
    const files = [{ id: await upload() }];
    expect(await complete({ files, channel_id: 'C0NOWHERE' })).toBe('channel_not_found');
    const outside = await rig.foreign('files-outside');
    expect(await complete({ files, channel_id: outside })).toBe('not_in_channel');
    const gone = await rig.room('files-archived');
    await rig.bot.conversations.archive({ channel: gone });
    expect(await complete({ files, channel_id: gone })).toBe('posting_to_channel_denied');
    const many = Array.from({ length: 101 }, (_, each) => `C0${each}`).join(',');
    expect(await complete({ files, channels: many })).toBe('channels_limit_exceeded');
    expect(await complete({ files, blocks: [{ type: 'poem' }] })).toBe('invalid_blocks');
    const markdown = [{ type: 'markdown', text: '# No' }];
    expect(await complete({ files, blocks: markdown })).toBe('internal_error');
    expect(await complete({ files, channel_id: room })).toBe('ok');
  });
});

describe('a file', () => {
  test('is deleted by who made it, once', async () => {
    const file = await upload();
    await complete({ files: [{ id: file }], channel_id: room });
    const remove = () => codeOf(rig, 'files.delete', { file });
    expect(await remove()).toBe('ok');
    expect(await remove()).toBe('file_deleted');
    expect(await codeOf(rig, 'files.info', { file })).toBe('file_deleted');
  });

  test('of somebody else can be seen where it is shown, and not deleted', async () => {
    const shown = { user: 'reporter', name: 'log.txt', content: 'lines' };
    const open = await rig.foreign('files-open', 'reporter');
    await rig.act({ type: 'upload_file', channel: open, ...shown });
    const hidden = await rig.foreign('files-hidden', 'reporter', true);
    await rig.act({ type: 'upload_file', channel: hidden, ...shown });
    const [seen, unseen] = [open, hidden].map(
      (id) => [...rig.slack.workspace.files.values()].find((file) => file.channels[0] === id)?.id,
    );
    const code = (method: string, file?: string) => codeOf(rig, method, { file: file ?? '' });
    expect(await code('files.info', seen)).toBe('ok');
    expect(await code('files.info', unseen)).toBe('file_not_found');
    expect(await code('files.delete', seen)).toBe('cant_delete_file');
    const { files } = await rig.bot.files.list({ user: idOf('reporter') });
    expect(files?.map((file) => file.id)).toEqual([seen]);
    expect(await codeOf(rig, 'files.list', { user: 'U0NOBODY' })).toBe('user_not_found');
  });
});
