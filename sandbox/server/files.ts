import { postMessage } from './messages.ts';
import type { App, Channel, FileRecord, Json, Message, Ts } from './model.ts';
import type { Workspace } from './workspace.ts';

const mimeTypes: Record<string, string> = {
  md: 'text/markdown',
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  yaml: 'text/yaml',
  yml: 'text/yaml',
  html: 'text/html',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  ics: 'text/calendar',
  zip: 'application/zip',
};

export interface NewFile {
  name: string;
  user: string;
  size: number;
  content?: Uint8Array;
  title?: string;
  alt_txt?: string;
  snippet_type?: string;
}

/** Makes a file record; without content it waits for its upload. */
export function createFile(workspace: Workspace, wanted: NewFile): FileRecord {
  const ending = wanted.name.includes('.') ? (wanted.name.split('.').at(-1) ?? '') : '';
  const file: FileRecord = {
    id: workspace.ids.next('F'),
    name: wanted.name,
    title: wanted.title ?? wanted.name,
    mimetype: mimeTypes[ending.toLowerCase()] ?? 'application/octet-stream',
    filetype: wanted.snippet_type ?? (ending.toLowerCase() || 'text'),
    size: wanted.size,
    user: wanted.user,
    created: workspace.clock.seconds(),
    content: wanted.content ?? new Uint8Array(),
    channels: [],
    shares: new Map(),
    complete: wanted.content !== undefined,
    upload_token: workspace.ids.secret(),
    deleted: false,
    givenTo: new Set(),
  };
  if (wanted.alt_txt !== undefined) file.alt_txt = wanted.alt_txt;
  if (wanted.snippet_type !== undefined) file.snippet_type = wanted.snippet_type;
  workspace.files.set(file.id, file);
  return file;
}

export interface Share {
  channel: Channel;
  user: string;
  files: FileRecord[];
  /** The comment, already escaped. */
  text: string;
  app?: App;
  blocks?: Json[];
  thread_ts?: Ts;
}

/** Shows complete files in a channel: one message of subtype `file_share`. */
export function shareFiles(workspace: Workspace, share: Share): Message {
  const { files, ...rest } = share;
  const message = postMessage(workspace, {
    ...rest,
    subtype: 'file_share',
    files: files.map((file) => file.id),
  });
  for (const file of files) {
    if (!file.channels.includes(share.channel.id)) file.channels.push(share.channel.id);
    file.shares.set(share.channel.id, [...(file.shares.get(share.channel.id) ?? []), message.ts]);
    workspace.announce({ kind: 'file_shared', file, channel: share.channel });
  }
  return message;
}

/** Files are read by who made them, by whom a form gave them to, and where they are shown. */
export function mayRead(workspace: Workspace, app: App, file: FileRecord): boolean {
  if (file.deleted || !file.complete) return false;
  if (file.user === app.bot_user_id || file.givenTo.has(app.id)) return true;
  return file.channels.some((id) => {
    const channel = workspace.channels.get(id);
    return channel?.kind === 'public' || (channel?.members.has(app.bot_user_id) ?? false);
  });
}

/** Deletes a file; the messages that showed it stay. */
export function deleteFile(workspace: Workspace, file: FileRecord): void {
  file.deleted = true;
  workspace.announce({ kind: 'file_deleted', file });
}
