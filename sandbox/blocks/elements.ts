import limits from '../data/limits.json' with { type: 'json' };
import {
  choice,
  initialAmongOptions,
  link,
  list,
  option,
  plain,
  string,
  upTo,
  web,
} from './composition.ts';
import { placed, withConfirm, withFocus, withPlaceholder } from './element-keys.ts';
import type { Format, ObjectShape, Shape } from './shape.ts';

const style = choice('primary', 'danger');
const label = upTo(limits.button.accessibility_label.max_length);
const placeholder = withPlaceholder(limits.select.placeholder.max_length);

/** A calendar day that exists, written YYYY-MM-DD. */
const day: Format = {
  name: 'date',
  test: (words) => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(words)) return false;
    const at = new Date(`${words}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(words);
  },
};

const timeOfDay: Format = {
  name: 'time',
  test: (words) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(words),
};

const zone: Format = {
  name: 'timezone',
  test: (words) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: words });
      return true;
    } catch {
      return false;
    }
  },
};

export const button = placed({
  text: plain(limits.button.text.max_length),
  'url?': link(limits.button.url.max_length),
  'value?': upTo(limits.button.value.max_length),
  'style?': style,
  'accessibility_label?': label,
  ...withConfirm,
});

const workflowButton = placed({
  text: plain(limits.button.text.max_length),
  workflow: {
    is: 'object',
    keys: {
      trigger: {
        is: 'object',
        keys: {
          url: web(),
          'customizable_input_parameters?': list({
            is: 'object',
            keys: { name: string, value: { is: 'anything' } },
          }),
        },
      },
    },
  },
  'style?': style,
  'accessibility_label?': label,
  ...withConfirm,
});

/** Elements that may stand in actions blocks, beside sections and (but for a few) in inputs. */
export const pickers: Record<string, ObjectShape> = {
  checkboxes: placed(
    {
      options: list(option('choice'), limits.checkboxes.options),
      'initial_options?': list(option('choice'), { min_items: 1 }),
      ...withConfirm,
      ...withFocus,
    },
    [initialAmongOptions],
  ),
  radio_buttons: placed(
    {
      options: list(option('choice'), limits.radio_buttons.options),
      'initial_option?': option('choice'),
      ...withConfirm,
      ...withFocus,
    },
    [initialAmongOptions],
  ),
  datepicker: placed({
    'initial_date?': { is: 'string', format: day },
    ...placeholder,
    ...withConfirm,
    ...withFocus,
  }),
  timepicker: placed({
    'initial_time?': { is: 'string', format: timeOfDay },
    'timezone?': { is: 'string', format: zone },
    ...placeholder,
    ...withConfirm,
    ...withFocus,
  }),
};

/** Seconds since 1970 in ten digits: from 2001 to 2286. */
const tenDigits: Shape = { is: 'number', whole: true, min: 1_000_000_000, max: 9_999_999_999 };

export const dateTimePicker = placed({
  'initial_date_time?': tenDigits,
  ...withConfirm,
  ...withFocus,
});

export const presses: Record<string, ObjectShape> = {
  button,
  overflow: placed({
    options: list(option('overflow'), limits.overflow.options),
    ...withConfirm,
  }),
  workflow_button: workflowButton,
};

const feedback: ObjectShape = {
  is: 'object',
  keys: {
    text: plain(limits.feedback_button.text.max_length),
    value: upTo(limits.feedback_button.value.max_length),
    'accessibility_label?': upTo(limits.feedback_button.accessibility_label.max_length),
  },
};

/** What a context_actions block may hold. */
export const contextActions: Record<string, ObjectShape> = {
  feedback_buttons: placed({ positive_button: feedback, negative_button: feedback }),
  icon_button: placed({
    icon: choice('trash'),
    text: plain(limits.button.text.max_length),
    'value?': upTo(limits.button.value.max_length),
    'accessibility_label?': label,
    'visible_to_user_ids?': list(string, limits.icon_button.visible_to_user_ids),
    ...withConfirm,
  }),
};
