import { storeBlocks } from '../blocks/stored.ts';
import { validateView } from '../blocks/validate.ts';
import { elementsOf, everyBlock } from '../blocks/whole.ts';
import type { ActResult } from '../protocol.ts';
import { putIn } from './act-elements.ts';
import { appOf, type Doing, modalsOf, refuse, viewOf } from './act-parts.ts';
import { isObject } from './arguments.ts';
import type { Core } from './core.ts';
import { inputFaults } from './input-faults.ts';
import { SlackError } from './method.ts';
import type { App, Json, User, View } from './model.ts';
import { closedPayload, submissionPayload } from './payloads.ts';

/** What Slack says in a form when the app did not take it. */
const trouble = 'We had some trouble connecting. Try again?';

export const submitAct: Doing<'submit_view'> = async (core, act, user) => {
  const view = viewOf(core, user, act.view_id);
  for (const [blockId, value] of Object.entries(act.inputs ?? {}))
    putIn(core, view, blockId, value);
  const faults = inputFaults(view);
  if (Object.keys(faults).length > 0) return refusedBy(core, user, view, faults);
  const app = appOf(core, view.app_id);
  giveFiles(core, app, view);
  const ack = await core.courier.deliver({
    app,
    envelope: 'interactive',
    name: 'view_submission',
    user: user.id,
    payload: submissionPayload(core.workspace, {
      app,
      user,
      view,
      trigger_id: core.triggers.issue({ app_id: app.id, user: user.id, view_id: view.id }),
      response_urls: responseUrlsOf(core, app, user, view),
    }),
  });
  if (!ack.ok) {
    const error = ack.reason === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
    return { ok: false, error, message: trouble, ...modalsOf(core, user) };
  }
  return obey(core, app, user, view, ack.body);
};

export const closeAct: Doing<'close_view'> = async (core, act, user) => {
  const view = viewOf(core, user, act.view_id);
  const stack = core.views.stackOf(view);
  const above = stack.slice(stack.indexOf(view));
  const gone = act.all === true ? stack : above[0]?.clear_on_close === true ? stack : above;
  core.views.remove(gone);
  const app = appOf(core, view.app_id);
  const told = gone.filter((each) => each.notify_on_close);
  await Promise.all(
    told.map((each) =>
      core.courier.deliver({
        app,
        envelope: 'interactive',
        name: 'view_closed',
        user: user.id,
        payload: closedPayload(core.workspace, {
          app,
          user,
          view: each,
          cleared: gone.length > 1 || act.all === true,
        }),
      }),
    ),
  );
  return { ok: true, ...modalsOf(core, user) };
};

/** What stands in a file input becomes readable for the app, as Slack does it on submission. */
function giveFiles(core: Core, app: App, view: View): void {
  for (const element of Object.values(view.state).flatMap((block) => Object.values(block))) {
    if (element['type'] !== 'file_input' || !Array.isArray(element['files'])) continue;
    for (const { id } of element['files'].filter(isObject)) {
      core.workspace.files.get(String(id))?.givenTo.add(app.id);
    }
  }
}

/** Does what the app answered to a submission: nothing closes the form. */
function obey(core: Core, app: App, user: User, view: View, body: unknown): ActResult {
  const answer = isObject(body) ? body : {};
  try {
    switch (answer['response_action']) {
      case 'errors':
        return refusedBy(core, user, view, errorsIn(view, answer['errors']));
      case 'update':
        core.views.update(app, { view_id: view.id }, checkedView(core, answer['view']));
        break;
      case 'push':
        core.views.pushOver(app, view, checkedView(core, answer['view']));
        break;
      case 'clear':
        core.views.remove(core.views.stackOf(view));
        break;
      default:
        core.views.remove(core.views.stackOf(view).filter((each) => each === view));
    }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.code, message: trouble, ...modalsOf(core, user) };
  }
  return { ok: true, ...modalsOf(core, user) };
}

function refusedBy(core: Core, user: User, view: View, errors: Record<string, string>): ActResult {
  view.errors = errors;
  core.workspace.announce({ kind: 'view_changed', user: user.id, view });
  return { ok: true, errors, ...modalsOf(core, user) };
}

/** Errors may only stand under input blocks of the form; others make Slack show its own trouble. */
function errorsIn(view: View, errors: unknown): Record<string, string> {
  const inputs = new Set(
    everyBlock(view.blocks, '')
      .filter(({ value }) => value['type'] === 'input')
      .map(({ value }) => value['block_id']),
  );
  if (!isObject(errors) || Object.keys(errors).length === 0) throw new SlackError('invalid_errors');
  for (const blockId of Object.keys(errors))
    if (!inputs.has(blockId)) throw new SlackError('invalid_errors');
  return Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]));
}

function checkedView(core: Core, view: unknown): Json {
  const faults = validateView(view);
  if (faults.length > 0 || !isObject(view))
    throw refuse('invalid_view', faults.map((fault) => `${fault.pointer} ${fault.message}`).join());
  return { ...view, blocks: storeBlocks(view['blocks'], { names: core.workspace }) };
}

/** Addresses for the conversations chosen in menus that ask for one. */
function responseUrlsOf(core: Core, app: App, user: User, view: View): Json[] {
  return everyBlock(view.blocks, '').flatMap(({ value: block, at }) =>
    elementsOf(block, at).flatMap(({ value: element }) => {
      if (element['response_url_enabled'] !== true) return [];
      const block_id = String(block['block_id']);
      const action_id = String(element['action_id']);
      const state = view.state[block_id]?.[action_id];
      const chosen = state?.['selected_conversation'] ?? state?.['selected_channel'];
      const channel = core.workspace.channels.get(String(chosen));
      if (channel === undefined) return [];
      const gesture = { app, user: user.id, channel, ephemeral: false };
      const response_url = core.responseUrls.issue(gesture, 'actions');
      return [{ block_id, action_id, channel_id: channel.id, response_url }];
    }),
  );
}
