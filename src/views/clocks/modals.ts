import type { ModalView } from '@slack/types';
import { type Clock, runningClocks } from '../../incident/clocks/clocks.ts';
import { limits } from '../../incident/text.ts';
import type { Incident } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, textField } from '../inputs.ts';
import { sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { clockName } from './names.ts';

/** Clocks that people may pause now. */
export function pausable(incident: Incident, policy: Policy): Clock[] {
  return runningClocks(incident, policy).filter(({ isPausable, pause }) => isPausable && !pause);
}

/** The form that pauses a clock. Slack takes no list without an option: without a clock it names the one that was asked for. */
export function pauseModal({ incident, policy }: ViewContext, preset: Preset = {}): ModalView {
  const keys = pausable(incident, policy).map(({ key }) => key);
  const asked = preset.arg ?? 'resolve';
  const offered = keys.length > 0 ? keys : [asked];
  return form(policy, {
    callback: 'pause_clock',
    title: sayPlain(policy, 'form.pause_clock'),
    submit: sayPlain(policy, 'form.pause_clock_submit'),
    metadata: { incident: incident.id },
    blocks: [
      choiceField(
        { name: 'clock', label: sayPlain(policy, 'form.pause_clock_which') },
        offered.map((key) => option(clockName(policy, key, incident), key)),
        preset.arg ?? offered[0],
      ),
      textField(
        { name: 'reason', label: sayPlain(policy, 'form.pause_clock_reason') },
        {
          max: limits.reason,
          multiline: true,
          ...(preset.reason ? { initial: preset.reason } : {}),
        },
      ),
    ],
  });
}
