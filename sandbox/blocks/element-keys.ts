import limits from '../data/limits.json' with { type: 'json' };
import { boolean, choice, confirm, list, plain, string, upTo } from './composition.ts';
import type { ObjectShape, Rule, Shape } from './shape.ts';

/** Keys that several elements share. */
export const withConfirm: Record<string, Shape> = { 'confirm?': confirm };
export const withFocus: Record<string, Shape> = { 'focus_on_load?': boolean };

export const withPlaceholder = (max: number): Record<string, Shape> => ({
  'placeholder?': plain(max),
});

export const withDispatch: Record<string, Shape> = {
  'dispatch_action_config?': {
    is: 'object',
    keys: {
      'trigger_actions_on?': list(choice('on_enter_pressed', 'on_character_entered'), {
        min_items: 1,
        max_items: 2,
      }),
    },
  },
};

/** An element that can be acted upon, with its own keys added to `type` and `action_id`. */
export function placed(keys: Record<string, Shape>, rules: readonly Rule[] = []): ObjectShape {
  const actionId = upTo(limits.action_id.max_length, 1);
  return { is: 'object', keys: { type: string, 'action_id?': actionId, ...keys }, rules };
}
