/** Payloads as Slack sends them, with only what a test says about them. */

let gestures = 0;

/** A trigger that no gesture had before. */
export function trigger(): string {
  gestures += 1;
  return `${gestures}.1.abcdef`;
}

export function command(text: string, changes: Record<string, string> = {}) {
  return {
    token: 'verification',
    team_id: 'T1',
    team_domain: 'acme',
    channel_id: 'CGENERAL',
    channel_name: 'general',
    user_id: 'UREPORTER',
    user_name: 'reporter',
    command: '/incident',
    text,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: 'https://hooks.slack.invalid/commands/1',
    trigger_id: trigger(),
    ...changes,
  };
}

export interface Press {
  actionId: string;
  value?: string;
  user?: string;
  channel?: string;
  type?: string;
  selected?: string;
  view?: Record<string, unknown>;
  ephemeral?: boolean;
  block?: string;
}

export function press(pressed: Press) {
  const { actionId, value, user = 'UREPORTER', channel = 'CROOM1', view } = pressed;
  const type = pressed.type ?? 'button';
  const action = {
    type,
    action_id: actionId,
    block_id: pressed.block ?? 'b1',
    action_ts: `${Date.now()}.${trigger().split('.')[0]}`,
    ...(value === undefined ? {} : { value }),
    ...(pressed.selected === undefined
      ? {}
      : { selected_option: { text: { type: 'plain_text', text: 'x' }, value: pressed.selected } }),
  };
  const payload = {
    type: 'block_actions',
    team: { id: 'T1', domain: 'acme' },
    user: { id: user, username: 'someone', name: 'someone', team_id: 'T1' },
    api_app_id: 'A1',
    token: 'verification',
    trigger_id: trigger(),
    enterprise: null,
    is_enterprise_install: false,
    actions: [action],
    ...(view
      ? { view, container: { type: 'view', view_id: 'V1' } }
      : {
          channel: { id: channel, name: 'inc-1' },
          message: { type: 'message', ts: '1.000001', text: '' },
          container: {
            type: 'message',
            message_ts: '1.000001',
            channel_id: channel,
            is_ephemeral: pressed.ephemeral ?? false,
          },
          response_url: 'https://hooks.slack.invalid/actions/1',
        }),
  };
  return { payload };
}

/** A form that comes back filled in. `values` are by field: text, or a chosen option's value. */
export function submit(
  view: { callback_id?: string; private_metadata?: string; blocks: unknown[] },
  values: Record<string, Record<string, unknown>>,
  changes: { user?: string; id?: string } = {},
) {
  const payload = {
    type: 'view_submission',
    team: { id: 'T1', domain: 'acme' },
    user: { id: changes.user ?? 'UREPORTER', username: 'x', name: 'x', team_id: 'T1' },
    api_app_id: 'A1',
    token: 'verification',
    trigger_id: trigger(),
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
    view: {
      id: changes.id ?? `V${trigger()}`,
      team_id: 'T1',
      type: 'modal',
      hash: 'h1',
      callback_id: view.callback_id,
      private_metadata: view.private_metadata ?? '',
      blocks: view.blocks,
      state: {
        values: Object.fromEntries(
          Object.entries(values).map(([field, value]) => [field, { value }]),
        ),
      },
    },
  };
  return { payload };
}

export const typed = (value: string | null) => ({ type: 'plain_text_input', value });
export const chosen = (value: string) => ({
  type: 'static_select',
  selected_option: { text: { type: 'plain_text', text: value }, value },
});
export const person = (userId: string) => ({ type: 'users_select', selected_user: userId });
export const ticked = (...values: string[]) => ({
  type: 'checkboxes',
  selected_options: values.map((value) => ({
    text: { type: 'plain_text', text: value },
    value,
  })),
});

export function happened(event: Record<string, unknown>, changes: Record<string, unknown> = {}) {
  return {
    token: 'verification',
    team_id: 'T1',
    api_app_id: 'A1',
    type: 'event_callback',
    event_id: `Ev${trigger()}`,
    event_time: 1,
    authorizations: [],
    is_ext_shared_channel: false,
    event,
    ...changes,
  };
}
