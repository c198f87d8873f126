import type { ModalView } from '@slack/types';
import type { Tie } from '../../incident/links/types.ts';
import { limits } from '../../incident/text.ts';
import { context } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { form, textField } from '../inputs.ts';
import { channel, type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';

/** Other incidents: on the card, and in the forms that tie them. */

/** More would push everything else off a phone's screen. */
const MOST_SHOWN = 6;

/** Where it went on comes first, then parts, then the rest. */
const order = ['parent', 'sub', 'merged_here', 'same', 'related'] as const;

/** What it is tied to, on the card. */
export function tiesLines(view: ViewContext): Mrkdwn[] {
  const { incident, policy } = view;
  const { related, mergedInto } = incident.state;
  const sorted = [...related].sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how));
  const left = sorted.length - MOST_SHOWN;
  return [
    ...(mergedInto === null
      ? []
      : [say(policy, 'card.merged_into', { other: goesOnIn(view, mergedInto) })]),
    ...sorted
      .slice(0, MOST_SHOWN)
      .map((tie) => say(policy, `card.tie.${tie.how}`, { other: tieText(view, tie) })),
    ...(left > 0 ? [say(policy, 'card.tie_more', { count: left })] : []),
  ];
}

function goesOnIn(view: ViewContext, number: number): Mrkdwn {
  const tie = say(view.policy, 'tie.number', { number });
  const room = roomOfTie(view, number);
  return room ? say(view.policy, 'tie.with_room', { tie, room }) : tie;
}

function tieText(view: ViewContext, { number, title, status }: Tie): Mrkdwn {
  const { policy } = view;
  const named = title
    ? status
      ? say(policy, 'tie.with_status', { number, title: oneLine(title), status })
      : say(policy, 'tie.named', { number, title: oneLine(title) })
    : say(policy, 'tie.number', { number });
  const room = roomOfTie(view, number);
  return room ? say(policy, 'tie.with_room', { tie: named, room }) : named;
}

/** The channel of another incident; null where it has none, or none that may be shown. */
export function roomOfTie({ rooms }: ViewContext, number: number): Mrkdwn | null {
  const room = rooms?.get(number);
  return room === undefined ? null : channel(room);
}

/** `#12, #13`. */
export function numbers(all: readonly number[]): string {
  return all.map((number) => `#${number}`).join(', ');
}

/** Which incident is meant, and for a merge why. */
export function otherModal(
  word: 'merge' | 'relate',
  { incident, policy }: ViewContext,
  preset: Preset = {},
): ModalView {
  const parts = {
    callback: word,
    title: sayPlain(policy, `form.${word}`, { number: incident.number }),
    submit: sayPlain(policy, `form.${word}_submit`),
    metadata: { incident: incident.id },
  };
  const which = textField(
    { name: 'other', label: sayPlain(policy, `form.${word}_which`) },
    { max: 10, placeholder: '#7', ...(preset.arg ? { initial: preset.arg } : {}) },
  );
  if (word === 'relate') return form(policy, { ...parts, blocks: [which] });
  const reason = textField(
    { name: 'reason', label: sayPlain(policy, 'form.merge_reason'), optional: true },
    {
      max: limits.reason,
      multiline: true,
      ...(preset.reason ? { initial: preset.reason } : {}),
    },
  );
  return form(policy, {
    ...parts,
    blocks: [which, reason, context(say(policy, 'form.merge_hint'))],
  });
}
