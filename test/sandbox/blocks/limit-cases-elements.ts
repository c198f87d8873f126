import {
  blockCase,
  button,
  elementCase,
  inputCase,
  type LimitCases,
  mrkdwn,
  options,
  plain,
  some,
  times,
  url,
  words,
} from './limit-build.ts';

const confirm = (more: object) => button({ confirm: { text: some, ...more } });
const select = (more: object) => ({ type: 'static_select', options: options(1), ...more });
const list = (indent: number) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_list', style: 'bullet', elements: [], indent }],
});
const taskCard = (sources: object[]) => ({
  type: 'task_card',
  task_id: 'a',
  title: 'Restore',
  status: 'pending',
  sources,
});

export const elementLimits: LimitCases = {
  'action_id.max_length': elementCase((n) => button({ action_id: words(n) }), '/action_id'),
  'block_id.max_length': blockCase((n) => ({ type: 'divider', block_id: words(n) }), '/block_id'),
  'button.text.max_length': elementCase((n) => button({ text: plain(n) }), '/text/text'),
  'button.url.max_length': elementCase((n) => button({ url: url(n) }), '/url'),
  'button.value.max_length': elementCase((n) => button({ value: words(n) }), '/value'),
  'button.accessibility_label.max_length': elementCase(
    (n) => button({ accessibility_label: words(n) }),
    '/accessibility_label',
  ),
  'confirmation.title.max_length': elementCase(
    (n) => confirm({ title: plain(n) }),
    '/confirm/title/text',
  ),
  'confirmation.text.max_length': elementCase(
    (n) => confirm({ text: mrkdwn(n) }),
    '/confirm/text/text',
  ),
  'confirmation.confirm.max_length': elementCase(
    (n) => confirm({ confirm: plain(n) }),
    '/confirm/confirm/text',
  ),
  'confirmation.deny.max_length': elementCase(
    (n) => confirm({ deny: plain(n) }),
    '/confirm/deny/text',
  ),
  'option.text.max_length': elementCase(
    (n) => select({ options: [{ text: plain(n), value: 'v' }] }),
    '/options/0/text/text',
  ),
  'option.value.max_length': elementCase(
    (n) => select({ options: [{ text: some, value: words(n) }] }),
    '/options/0/value',
  ),
  'option.description.max_length': elementCase(
    (n) => select({ options: [{ text: some, value: 'v', description: plain(n) }] }),
    '/options/0/description/text',
  ),
  'option.url.max_length': elementCase(
    (n) => ({ type: 'overflow', options: [{ text: some, value: 'v', url: url(n) }] }),
    '/options/0/url',
  ),
  'option_group.label.max_length': elementCase(
    (n) => ({ type: 'static_select', option_groups: [{ label: plain(n), options: options(1) }] }),
    '/option_groups/0/label/text',
  ),
  'option_group.options.min_items': elementCase(
    (n) => ({ type: 'static_select', option_groups: [{ label: some, options: options(n) }] }),
    '/option_groups/0/options',
  ),
  'option_group.options.max_items': elementCase(
    (n) => ({ type: 'static_select', option_groups: [{ label: some, options: options(n) }] }),
    '/option_groups/0/options',
  ),
  'select.placeholder.max_length': elementCase(
    (n) => select({ placeholder: plain(n) }),
    '/placeholder/text',
  ),
  'select.options.max_items': elementCase((n) => select({ options: options(n) }), '/options'),
  'select.option_groups.max_items': elementCase(
    (n) => ({
      type: 'multi_static_select',
      option_groups: times(n, () => ({ label: some, options: options(1) })),
    }),
    '/option_groups',
  ),
  'select.max_selected_items.min': elementCase(
    (n) => ({ type: 'multi_users_select', max_selected_items: n }),
    '/max_selected_items',
  ),
  'overflow.options.min_items': elementCase(
    (n) => ({ type: 'overflow', options: options(n) }),
    '/options',
  ),
  'overflow.options.max_items': elementCase(
    (n) => ({ type: 'overflow', options: options(n) }),
    '/options',
  ),
  'checkboxes.options.min_items': elementCase(
    (n) => ({ type: 'checkboxes', options: options(n) }),
    '/options',
  ),
  'checkboxes.options.max_items': elementCase(
    (n) => ({ type: 'checkboxes', options: options(n) }),
    '/options',
  ),
  'radio_buttons.options.min_items': elementCase(
    (n) => ({ type: 'radio_buttons', options: options(n) }),
    '/options',
  ),
  'radio_buttons.options.max_items': elementCase(
    (n) => ({ type: 'radio_buttons', options: options(n) }),
    '/options',
  ),
  'url_source.url.min_length': blockCase(
    (n) => taskCard([{ type: 'url', url: n === 0 ? '' : url(30), text: 'Runbook' }]),
    '/sources/0/url',
  ),
  'url_source.url.max_length': blockCase(
    (n) => taskCard([{ type: 'url', url: url(n), text: 'Runbook' }]),
    '/sources/0/url',
  ),
  'file_input.max_files.min': inputCase(
    (n) => ({ type: 'file_input', max_files: n }),
    '/max_files',
  ),
  'file_input.max_files.max': inputCase(
    (n) => ({ type: 'file_input', max_files: n }),
    '/max_files',
  ),
  'plain_text_input.max_length.max': inputCase(
    (n) => ({ type: 'plain_text_input', max_length: n }),
    '/max_length',
  ),
  'plain_text_input.min_length.max': inputCase(
    (n) => ({ type: 'plain_text_input', min_length: n }),
    '/min_length',
  ),
  'rich_text_input.min_lines.min': inputCase(
    (n) => ({ type: 'rich_text_input', min_lines: n }),
    '/min_lines',
  ),
  'rich_text_input.min_lines.max': inputCase(
    (n) => ({ type: 'rich_text_input', min_lines: n }),
    '/min_lines',
  ),
  'rich_text_input.max_lines.min': inputCase(
    (n) => ({ type: 'rich_text_input', max_lines: n }),
    '/max_lines',
  ),
  'rich_text_input.max_lines.max': inputCase(
    (n) => ({ type: 'rich_text_input', max_lines: n }),
    '/max_lines',
  ),
  'rich_text_list.indent.min': blockCase(list, '/elements/0/indent'),
  'rich_text_list.indent.max': blockCase(list, '/elements/0/indent'),
};
