import { storeBlocks } from '../blocks/stored.ts';
import { escapeText } from '../blocks/text.ts';
import { validateBlocks } from '../blocks/validate.ts';
import { isObject } from '../server/arguments.ts';
import { deleteFile, mayRead, shareFiles } from '../server/files.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Channel, FileRecord, Json } from '../server/model.ts';
import { fileJson } from '../server/wire.ts';
import { canSee, userOf } from './access.ts';
import { invalidBlocks } from './content.ts';

/** Files: a URL is asked for, bytes go there, and the file is completed and shown in channels. */
export const files: Methods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
  'files.info': info,
  'files.list': list,
  'files.delete': remove,
};

/** Bytes of a snippet, and characters of a description for people who cannot see the picture. */
const snippetMax = 1_000_000;
const altTextMax = 1000;
/** In how many channels one call may show a file. */
const channelsMax = 100;

function getUploadUrl(call: MethodCall): Json {
  const { args, bot, services } = call;
  const filename = args.required('filename');
  const length = args.integer('length');
  if (length === undefined || length < 1) throw new SlackError('invalid_arguments');
  const alt_txt = args.text('alt_txt');
  if ([...(alt_txt ?? '')].length > altTextMax) throw new SlackError('alt_txt_too_large');
  const snippet_type = args.text('snippet_type');
  if (snippet_type !== undefined && length > snippetMax) throw new SlackError('snippet_too_large');
  const { file, upload_url } = services.uploads.begin({
    filename,
    length,
    user: bot.id,
    ...(alt_txt === undefined ? {} : { alt_txt }),
    ...(snippet_type === undefined ? {} : { snippet_type }),
  });
  return { upload_url, file_id: file.id };
}

function completeUpload(call: MethodCall): Json {
  const { workspace, bot } = call;
  const titled = uploadedFiles(call);
  const channels = sharedChannels(call);
  const comment = call.args.text('initial_comment');
  // Blocks beside it are passed over, and names, dates and links in it shown as they were typed.
  const blocks = comment === undefined ? commentBlocks(call) : undefined;
  const text = escapeText(comment ?? '');
  for (const { file, title } of titled) {
    file.complete = true;
    if (title !== undefined) file.title = title;
    workspace.announce({ kind: 'file_created', file });
  }
  const done = titled.map(({ file }) => file);
  const thread_ts = call.args.text('thread_ts');
  for (const channel of channels) {
    shareFiles(workspace, {
      channel,
      user: bot.id,
      app: call.app,
      files: done,
      text,
      ...(blocks === undefined ? {} : { blocks }),
      ...(thread_ts === undefined ? {} : { thread_ts }),
    });
  }
  return { files: done.map((file) => fileJson(workspace, file)) };
}

/** The files named in the call, each uploaded by this app and not completed before. */
function uploadedFiles(call: MethodCall): { file: FileRecord; title: string | undefined }[] {
  const listed = call.args.json('files', 'invalid_arguments');
  if (!Array.isArray(listed) || listed.length === 0) throw new SlackError('invalid_arguments');
  return listed.map((each: unknown) => {
    const { id, title } = isObject(each) ? each : {};
    const file = typeof id === 'string' ? call.workspace.files.get(id) : undefined;
    if (file === undefined || file.user !== call.bot.id) throw new SlackError('file_not_found');
    if (file.complete || file.content.byteLength === 0) throw new SlackError('file_update_failed');
    return { file, title: typeof title === 'string' && title !== '' ? title : undefined };
  });
}

function sharedChannels(call: MethodCall): Channel[] {
  const one = call.args.text('channel_id');
  const ids = one === undefined ? call.args.list('channels') : [one];
  if (ids.length > channelsMax) throw new SlackError('channels_limit_exceeded');
  return ids.map((id) => {
    const channel = call.workspace.channels.get(id);
    if (channel === undefined || !canSee(call, channel)) throw new SlackError('channel_not_found');
    if (!channel.members.has(call.bot.id)) throw new SlackError('not_in_channel');
    if (channel.archived) throw new SlackError('posting_to_channel_denied');
    return channel;
  });
}

function commentBlocks(call: MethodCall): Json[] | undefined {
  const blocks = call.args.json('blocks', 'invalid_blocks');
  if (blocks === undefined) return undefined;
  const faults = validateBlocks(blocks, 'message');
  if (faults.length > 0) throw invalidBlocks('invalid_blocks', faults);
  // Known of Slack since October 2025 (github.com/slackapi/python-slack-sdk/issues/1756).
  const types = (blocks as { type?: unknown }[]).map(({ type }) => type);
  if (types.includes('markdown')) throw new SlackError('internal_error');
  return storeBlocks(blocks, { names: call.workspace });
}

function info(call: MethodCall): Json {
  const file = visibleFile(call);
  return {
    file: shown(call, file),
    comments: [],
    response_metadata: { next_cursor: '' },
  };
}

function list(call: MethodCall): Json {
  const { workspace, args } = call;
  const user = args.has('user') ? userOf(call).id : undefined;
  const channel = args.text('channel');
  const count = Math.max(1, args.integer('count') ?? 100);
  const current = Math.max(1, args.integer('page') ?? 1);
  const all = [...workspace.files.values()].filter(
    (file) =>
      isVisible(call, file) &&
      (user === undefined || file.user === user) &&
      (channel === undefined || file.channels.includes(channel)),
  );
  const newestFirst = all.reverse().slice((current - 1) * count, current * count);
  const pages = Math.max(1, Math.ceil(all.length / count));
  return {
    files: newestFirst.map((file) => shown(call, file)),
    paging: { count, total: all.length, page: current, pages },
  };
}

function remove(call: MethodCall): Json {
  const file = visibleFile(call);
  if (file.user !== call.bot.id) throw new SlackError('cant_delete_file');
  deleteFile(call.workspace, file);
  return {};
}

function visibleFile(call: MethodCall): FileRecord {
  const file = call.workspace.files.get(call.args.text('file') ?? '');
  if (file?.deleted && file.user === call.bot.id) throw new SlackError('file_deleted');
  if (file === undefined || !isVisible(call, file)) throw new SlackError('file_not_found');
  return file;
}

function isVisible(call: MethodCall, file: FileRecord): boolean {
  return mayRead(call.workspace, call.app, file);
}

function shown(call: MethodCall, file: FileRecord): Json {
  const { workspace } = call;
  const of = (kind: Channel['kind']): string[] =>
    file.channels.filter((id) => workspace.channels.get(id)?.kind === kind);
  const share = (kind: Channel['kind']): [string, Json[]][] =>
    of(kind).map((id) => [id, (file.shares.get(id) ?? []).map((ts) => ({ ts }))]);
  return {
    ...fileJson(workspace, file),
    channels: of('public'),
    groups: of('private'),
    ims: of('im'),
    shares: {
      public: Object.fromEntries(share('public')),
      private: Object.fromEntries(share('private')),
    },
    comments_count: 0,
  };
}
