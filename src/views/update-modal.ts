import type { ModalView, PlainTextOption } from '@slack/types';
import { inExercise } from '../incident/drills/pace.ts';
import { minutesBetween } from '../incident/presence/cadence.ts';
import { limits } from '../incident/text.ts';
import type { MessageRef, UserId } from '../incident/types.ts';
import { context, option } from './blocks.ts';
import type { ViewContext } from './context.ts';
import { duration } from './duration.ts';
import { choiceField, form, textField } from './inputs.ts';
import { askedInputs, shownFields } from './kinds/asked-inputs.ts';
import { mention, when } from './mrkdwn.ts';
import { say, sayPlain } from './say.ts';

/** What stands in a form when it opens, e.g. what was typed after the command's word. */
export interface Preset {
  text?: string;
  doing?: string;
  need?: string;
  reason?: string;
  severity?: string;
  status?: string;
  role?: string;
  kind?: string;
  minutes?: number;
  at?: Date;
  /** Gates that were shown to be closed, and why it should go on all the same. */
  gates?: string[];
  past?: string;
  /** What else the form is about: the key, path or id that it expects. */
  arg?: string;
  /** Who has it, by when (YYYY-MM-DD) and how urgent it is. */
  owner?: UserId;
  due?: string;
  /** Lines of the timeline that an action item can be made from. */
  lines?: PlainTextOption[];
  /** Whether an action item changes the policy. */
  changesPolicy?: boolean;
  priority?: string;
  /** The message that the form was opened from. */
  origin?: MessageRef;
}

/** The form for a status update: what we know, do and need; the status; when the next one comes. */
export function updateModal(view: ViewContext, preset: Preset = {}): ModalView {
  const { incident, policy } = view;
  const last = incident.state.updates.last;
  return form(policy, {
    callback: 'post_update',
    title: sayPlain(policy, 'form.update', { number: incident.number }),
    submit: sayPlain(policy, 'form.update_submit'),
    metadata: {
      incident: incident.id,
      expect: { status: incident.status },
      ...shownFields(view, 'update'),
    },
    blocks: [
      ...lastUpdate(view),
      updateText(view, 'know', preset.text),
      updateText(view, 'doing', preset.doing ?? whole(last?.doing)),
      updateText(view, 'need', preset.need ?? whole(last?.need)),
      choiceField(
        { name: 'status', label: sayPlain(policy, 'form.new_status') },
        policy.statuses.map((each) => option(each.name, each.key)),
        preset.status ?? incident.status,
      ),
      ...askedInputs(view, 'update'),
      nextField(view),
    ],
  });
}

/** Whoever comes by an old reminder sees that somebody has posted since. */
function lastUpdate({ incident, policy }: ViewContext) {
  const { last } = incident.state.updates;
  return last
    ? [context(say(policy, 'card.update_by', { by: mention(last.by), at: when(last.at) }))]
    : [];
}

/** What was said last time, unless the state kept only its beginning. */
function whole(text: string | undefined): string | undefined {
  return text?.endsWith('…') ? undefined : text;
}

function updateText(
  { policy }: ViewContext,
  name: 'know' | 'doing' | 'need',
  initial: string | undefined,
) {
  return textField(
    { name, label: sayPlain(policy, `form.${name}`), optional: name !== 'know' },
    { max: limits.update, multiline: true, ...(initial ? { initial } : {}) },
  );
}

/** First what the cadence gives after an update that is posted now, then the policy's choices. */
function nextField({ incident, policy, now }: ViewContext) {
  // What people choose is said in the time of the exercise, where it is one.
  const usual = inExercise(policy, minutesBetween(incident, policy, null, now) ?? 0);
  const choices = policy.updates.next_choices_minutes.filter((minutes) => minutes !== usual);
  const options = [
    ...(usual
      ? [
          option(
            sayPlain(policy, 'form.next_cadence', { duration: duration(policy, usual) }),
            String(usual),
          ),
        ]
      : []),
    ...choices.map((minutes) =>
      option(
        sayPlain(policy, 'form.next_choice', { duration: duration(policy, minutes) }),
        String(minutes),
      ),
    ),
  ];
  return choiceField(
    { name: 'minutes', label: sayPlain(policy, 'form.next'), optional: true },
    options,
    usual ? String(usual) : undefined,
  );
}
