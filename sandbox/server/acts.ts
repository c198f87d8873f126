import type { Act, ActResult } from '../protocol.ts';
import {
  archiveAct,
  createAct,
  inviteAct,
  joinAct,
  kickAct,
  leaveAct,
  openDirectAct,
  openHomeAct,
  remarkAct,
  renameAct,
} from './act-channels.ts';
import { commandAct, globalShortcutAct, messageShortcutAct } from './act-command.ts';
import { blockActionAct, loadOptionsAct, setInputAct } from './act-elements.ts';
import {
  deleteMessageAct,
  dismissAct,
  editMessageAct,
  markReadAct,
  pinAct,
  postMessageAct,
  reactAct,
  uploadAct,
} from './act-messages.ts';
import { notificationsAct } from './act-notifications.ts';
import { closeAct, submitAct } from './act-views.ts';
import type { Core } from './core.ts';
import { SlackError } from './method.ts';
import type { User } from './model.ts';

/** Everything that a person can do, by the act's type. */
const doings = {
  post_message: postMessageAct,
  edit_message: editMessageAct,
  delete_message: deleteMessageAct,
  add_reaction: reactAct,
  remove_reaction: reactAct,
  pin_message: pinAct,
  unpin_message: pinAct,
  run_command: commandAct,
  global_shortcut: globalShortcutAct,
  message_shortcut: messageShortcutAct,
  block_action: blockActionAct,
  load_options: loadOptionsAct,
  set_input: setInputAct,
  submit_view: submitAct,
  close_view: closeAct,
  open_home: openHomeAct,
  join_channel: joinAct,
  leave_channel: leaveAct,
  invite: inviteAct,
  kick: kickAct,
  archive_channel: archiveAct,
  unarchive_channel: archiveAct,
  create_channel: createAct,
  rename_channel: renameAct,
  set_topic: remarkAct,
  set_purpose: remarkAct,
  open_direct: openDirectAct,
  upload_file: uploadAct,
  set_notifications: notificationsAct,
  mark_read: markReadAct,
  dismiss_ephemeral: dismissAct,
} as const;

/** Does what a person does, and says what they then see. */
export async function act(core: Core, done: Act): Promise<ActResult> {
  const user = core.workspace.findUser(done.user);
  const entry = core.journal.begin({
    direction: 'act',
    name: done.type,
    channel: 'channel' in done ? done.channel : null,
    user: user?.id ?? done.user,
    request: done,
    transport: 'page',
  });
  const result = await perform(core, done, user);
  core.journal.finish(entry, result.ok ? 200 : 400, result, result.error);
  return result;
}

async function perform(core: Core, done: Act, user: User | undefined): Promise<ActResult> {
  if (user === undefined || user.deleted || user.is_bot)
    return { ok: false, error: 'user_not_found', message: `${done.user} cannot act here.` };
  const doing = Object.hasOwn(doings, done.type) ? doings[done.type] : undefined;
  if (doing === undefined)
    return { ok: false, error: 'unknown_act', message: `There is no act ${done.type}.` };
  try {
    // Each act's type picks the function that takes it; the compiler cannot pair the two unions.
    return await (doing as (core: Core, act: Act, user: User) => Promise<ActResult>)(
      core,
      done,
      user,
    );
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const message = error.extra['message'];
    return {
      ok: false,
      error: error.code,
      message: typeof message === 'string' ? message : error.code,
    };
  }
}
