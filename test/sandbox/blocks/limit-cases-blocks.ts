import {
  blockCase,
  button,
  type LimitCases,
  mrkdwn,
  plain,
  some,
  times,
  url,
  words,
} from './limit-build.ts';

const feedback = (more: object) => ({
  type: 'context_actions',
  elements: [
    {
      type: 'feedback_buttons',
      positive_button: { text: some, value: 'yes' },
      negative_button: { text: some, value: 'no', ...more },
    },
  ],
});
const card = (more: object) => ({ type: 'card', title: mrkdwn(3), ...more });
const container = (more: object) => ({
  type: 'container',
  title: some,
  child_blocks: [{ type: 'divider' }],
  ...more,
});
const video = (more: object) => ({
  type: 'video',
  video_url: url(30),
  thumbnail_url: url(30),
  alt_text: 'Graph',
  title: some,
  ...more,
});

export const blockLimits: LimitCases = {
  'text.min_length': blockCase((n) => ({ type: 'section', text: mrkdwn(n) }), '/text/text'),
  'text.max_length': blockCase(
    (n) => ({ type: 'context', elements: [mrkdwn(n)] }),
    '/elements/0/text',
  ),
  'actions.elements.max_items': blockCase(
    (n) => ({ type: 'actions', elements: times(n, () => button({})) }),
    '/elements',
  ),
  'alert.text.max_length': blockCase(
    (n) => ({ type: 'alert', text: mrkdwn(n) }),
    '/text/text',
    'modal',
  ),
  'card.title.max_length': blockCase((n) => card({ title: mrkdwn(n) }), '/title/text'),
  'card.subtitle.max_length': blockCase((n) => card({ subtitle: mrkdwn(n) }), '/subtitle/text'),
  'card.body.max_length': blockCase((n) => card({ body: mrkdwn(n) }), '/body/text'),
  'card.subtext.max_length': blockCase((n) => card({ subtext: mrkdwn(n) }), '/subtext/text'),
  'card.actions.max_items': blockCase(
    (n) => card({ actions: times(n, () => button({})) }),
    '/actions',
  ),
  'carousel.elements.min_items': blockCase(
    (n) => ({ type: 'carousel', elements: times(n, () => card({})) }),
    '/elements',
  ),
  'carousel.elements.max_items': blockCase(
    (n) => ({ type: 'carousel', elements: times(n, () => card({})) }),
    '/elements',
  ),
  'container.title.max_length': blockCase((n) => container({ title: plain(n) }), '/title/text'),
  'container.subtitle.max_length': blockCase(
    (n) => container({ subtitle: mrkdwn(n) }),
    '/subtitle/text',
  ),
  'container.child_blocks.max_items': blockCase(
    (n) => container({ child_blocks: times(n, () => ({ type: 'divider' })) }),
    '/child_blocks',
  ),
  'context.elements.max_items': blockCase(
    (n) => ({ type: 'context', elements: times(n, () => some) }),
    '/elements',
  ),
  'context_actions.elements.max_items': blockCase(
    (n) => ({
      type: 'context_actions',
      elements: times(n, () => ({ type: 'icon_button', icon: 'trash', text: some })),
    }),
    '/elements',
  ),
  'feedback_button.text.max_length': blockCase(
    (n) => feedback({ text: plain(n) }),
    '/elements/0/negative_button/text/text',
  ),
  'feedback_button.value.max_length': blockCase(
    (n) => feedback({ value: words(n) }),
    '/elements/0/negative_button/value',
  ),
  'feedback_button.accessibility_label.max_length': blockCase(
    (n) => feedback({ accessibility_label: words(n) }),
    '/elements/0/negative_button/accessibility_label',
  ),
  'icon_button.visible_to_user_ids.max_items': blockCase(
    (n) => ({
      type: 'context_actions',
      elements: [
        { type: 'icon_button', icon: 'trash', text: some, visible_to_user_ids: times(n, String) },
      ],
    }),
    '/elements/0/visible_to_user_ids',
  ),
  'header.text.max_length': blockCase((n) => ({ type: 'header', text: plain(n) }), '/text/text'),
  'image.image_url.max_length': blockCase(
    (n) => ({ type: 'image', image_url: url(n), alt_text: 'Map' }),
    '/image_url',
  ),
  'image.alt_text.max_length': blockCase(
    (n) => ({ type: 'image', image_url: url(30), alt_text: words(n) }),
    '/alt_text',
  ),
  'image.title.max_length': blockCase(
    (n) => ({ type: 'image', image_url: url(30), alt_text: 'Map', title: plain(n) }),
    '/title/text',
  ),
  'input.label.max_length': blockCase(
    (n) => ({ type: 'input', label: plain(n), element: { type: 'datepicker' } }),
    '/label/text',
  ),
  'input.hint.max_length': blockCase(
    (n) => ({ type: 'input', label: some, hint: plain(n), element: { type: 'datepicker' } }),
    '/hint/text',
  ),
  'markdown.text.min_length': blockCase((n) => ({ type: 'markdown', text: words(n) }), '/text'),
  'markdown.text.max_length': blockCase((n) => ({ type: 'markdown', text: words(n) }), '/text'),
  'section.text.max_length': blockCase((n) => ({ type: 'section', text: plain(n) }), '/text/text'),
  'section.fields.max_items': blockCase(
    (n) => ({ type: 'section', fields: times(n, () => some) }),
    '/fields',
  ),
  'section.fields.item_max_length': blockCase(
    (n) => ({ type: 'section', fields: [some, mrkdwn(n)] }),
    '/fields/1/text',
  ),
  'video.alt_text.min_length': blockCase((n) => video({ alt_text: words(n) }), '/alt_text'),
  'video.alt_text.max_length': blockCase((n) => video({ alt_text: words(n) }), '/alt_text'),
  'video.title.max_length': blockCase((n) => video({ title: plain(n) }), '/title/text'),
  'video.author_name.max_length': blockCase(
    (n) => video({ author_name: words(n) }),
    '/author_name',
  ),
  'video.description.max_length': blockCase(
    (n) => video({ description: plain(n) }),
    '/description/text',
  ),
  'video.provider_name.max_length': blockCase(
    (n) => video({ provider_name: words(n) }),
    '/provider_name',
  ),
};
