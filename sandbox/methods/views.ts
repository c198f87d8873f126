import { slackMessages } from '../blocks/fault.ts';
import { storeBlocks } from '../blocks/stored.ts';
import { validateView } from '../blocks/validate.ts';
import { type MethodCall, type Methods, SlackError } from '../server/method.ts';
import type { Json, View } from '../server/model.ts';
import { viewJson } from '../server/wire.ts';

/** Modals and Home tabs. */
export const views: Methods = {
  'views.open': (call) => {
    const view = viewOf(call, 'modal');
    return answer(call.services.views.open(call.app, triggerOf(call), view));
  },
  'views.push': (call) => {
    const view = viewOf(call, 'modal');
    return answer(call.services.views.push(call.app, triggerOf(call), view));
  },
  'views.update': update,
  'views.publish': publish,
};

function triggerOf(call: MethodCall): string {
  const { args } = call;
  const trigger = args.text('trigger_id') ?? args.text('interactivity_pointer');
  if (trigger === undefined) throw refused(['missing required field: trigger_id']);
  return trigger;
}

function update(call: MethodCall): Json {
  const { args, app, services } = call;
  const view_id = args.text('view_id');
  const external_id = args.text('external_id');
  if (view_id === undefined && external_id === undefined) {
    throw refused(['missing required field: view_id or external_id']);
  }
  const target = view_id === undefined ? { external_id: external_id ?? '' } : { view_id };
  return answer(services.views.update(app, target, viewOf(call, 'modal'), args.text('hash')));
}

function publish(call: MethodCall): Json {
  const { args, app, services, workspace } = call;
  const user = workspace.users.get(args.required('user_id'));
  if (user === undefined || user.is_bot) throw refused(['invalid `user_id`']);
  if (!app.home_tab) throw new SlackError('not_enabled');
  return answer(services.views.publish(app, user.id, viewOf(call, 'home'), args.text('hash')));
}

/** The argument `view`, refused for what Slack refuses, its texts as Slack gives them back. */
function viewOf(call: MethodCall, type: View['type']): Json {
  const view = call.args.object('view', 'invalid_arguments') ?? {};
  const faults = validateView(view, '/view');
  if (faults.some((fault) => fault.constraint?.type === 'max_bytes'))
    throw new SlackError('view_too_large');
  if (faults.length > 0) throw refused(slackMessages(faults));
  if (view['type'] !== type) {
    throw refused([`[ERROR] must be ${type} [json-pointer:/view/type]`]);
  }
  return { ...view, blocks: storeBlocks(view['blocks'], { names: call.workspace }) };
}

function refused(lines: readonly string[]): SlackError {
  const messages = lines.map((line) => (line.startsWith('[ERROR]') ? line : `[ERROR] ${line}`));
  return new SlackError('invalid_arguments', { response_metadata: { messages } });
}

function answer(view: View): Json {
  return { view: viewJson(view) };
}
