import type { ModalView } from '@slack/types';
import type { UserId } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import { choiceField, form, input } from '../inputs.ts';
import { sayPlain } from '../say.ts';

/** What stands in the form when it opens. */
export interface OverridePreset {
  schedule?: string;
  userId?: UserId;
  fromAt?: Date;
  untilAt?: Date;
}

/** Puts somebody on call instead of who the schedule says. Its fields are called like the command's. */
export function overrideModal(policy: Policy, preset: OverridePreset): ModalView {
  const { schedule, userId, fromAt, untilAt } = preset;
  const schedules = policy.on_call.map(({ key, name }) => option(name, key));
  const only = policy.on_call.length === 1 ? policy.on_call[0]?.key : undefined;
  return form(policy, {
    callback: 'override_on_call',
    title: sayPlain(policy, 'form.override'),
    submit: sayPlain(policy, 'form.override_submit'),
    metadata: {},
    blocks: [
      choiceField(
        { name: 'schedule', label: sayPlain(policy, 'form.override_schedule') },
        schedules,
        schedule ?? only,
      ),
      input(
        { name: 'userId', label: sayPlain(policy, 'form.override_who') },
        {
          type: 'users_select',
          action_id: 'value',
          ...(userId ? { initial_user: userId } : {}),
        },
      ),
      input(
        {
          name: 'fromAt',
          label: sayPlain(policy, 'form.override_from'),
          optional: true,
          hint: sayPlain(policy, 'form.override_from_hint'),
        },
        instantPicker(fromAt),
      ),
      input(
        { name: 'untilAt', label: sayPlain(policy, 'form.override_until') },
        instantPicker(untilAt),
      ),
    ],
  });
}

function instantPicker(at: Date | undefined) {
  return {
    type: 'datetimepicker' as const,
    action_id: 'value',
    ...(at ? { initial_date_time: Math.floor(at.getTime() / 1000) } : {}),
  };
}
