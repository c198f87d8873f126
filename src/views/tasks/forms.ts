import type { ModalView } from '@slack/types';
import { taskLimits } from '../../incident/tasks/limits.ts';
import { taskAt } from '../../incident/tasks/progress.ts';
import { isGiven } from '../../incident/tasks/steps.ts';
import { limits } from '../../incident/text.ts';
import type { Field } from '../../policy/language/fields.ts';
import { context, option, section } from '../blocks.ts';
import type { ViewContext } from '../context.ts';
import { choiceField, form, input, personField, textField } from '../inputs.ts';
import { join, type Mrkdwn, oneLine } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import type { Preset } from '../update-modal.ts';
import { listName, measureName, taskText } from './names.ts';
import { readWhere } from './where.ts';

/** Forms about tasks and measures. `preset.arg` says which, as the button did. */

/** Beginnings of the names of inputs whose rest is the key of a field or of a parameter. */
export const inputs = { field: 'field.', parameter: 'parameter.' } as const;

/** Done, with what the step asks for; before its time, with why. */
export function tickModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  const { incident, policy, now } = view;
  const { path } = readWhere(arg);
  const task = taskAt(incident, policy, path);
  const state = task?.state;
  const isEarly = state?.status === 'waiting' && state.untilAt !== undefined && state.untilAt > now;
  const field = policy.fields.find(({ key }) => key === task?.step.asks_field);
  const caution = task?.step.caution;
  const wantsFiles = field?.type === 'files' && !isGiven(incident, field);
  return taskForm(view, 'tick', arg, [
    section(
      join([
        taskText(incident, policy, path),
        ...(caution ? [say(policy, 'task.caution', { caution: oneLine(caution) })] : []),
      ]),
    ),
    ...(field && field.type !== 'files' && (state?.status ?? 'open') === 'open'
      ? [askedField(view, field)]
      : []),
    ...(field && wantsFiles
      ? [context(say(policy, 'form.tick_files', { field: field.name }))]
      : []),
    textField(
      {
        name: 'note',
        label: sayPlain(policy, isEarly ? 'form.tick_early' : 'form.tick_note'),
        optional: !isEarly && !wantsFiles,
      },
      { max: taskLimits.note, multiline: true, ...(text ? { initial: text } : {}) },
    ),
  ]);
}

/** What a step asks for. Typed text is read by the rules as the field's type wants it. */
function askedField({ incident, policy }: ViewContext, field: Field) {
  const name = `${inputs.field}${field.key}`;
  const hint = field.help ?? field.unit ?? field.currency;
  const base = { name, label: field.name, ...(hint ? { hint } : {}) };
  const now = Object.hasOwn(incident.state.fields, field.key)
    ? incident.state.fields[field.key]
    : undefined;
  const chosen = now === undefined ? {} : { initial: String(now) };
  switch (field.type) {
    case 'choice':
      return choiceField(
        base,
        field.choices.map((each) => option(each.name, each.key)),
        now === undefined ? undefined : String(now),
      );
    case 'yes_no':
      return choiceField(
        base,
        [
          option(sayPlain(policy, 'form.task_yes'), 'yes'),
          option(sayPlain(policy, 'form.task_no'), 'no'),
        ],
        now === undefined ? undefined : now ? 'yes' : 'no',
      );
    case 'people':
      return input(base, { type: 'multi_users_select', action_id: 'value' });
    case 'long_text':
      return textField(base, { max: 1500, multiline: true, ...chosen });
    default:
      return textField(base, { max: 500, ...chosen });
  }
}

/** Not needed, with why where it is required. */
export function skipModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  return withReason(view, 'skip', { arg, text });
}

export function untickModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  return withReason(view, 'untick', { arg, text });
}

function withReason(
  view: ViewContext,
  word: 'skip' | 'untick',
  { arg, text }: { arg: string; text: string | undefined },
): ModalView {
  const { incident, policy } = view;
  return taskForm(view, word, arg, [
    section(taskText(incident, policy, readWhere(arg).path)),
    textField(
      { name: 'reason', label: sayPlain(policy, `form.${word}_reason`) },
      { max: limits.reason, multiline: true, ...(text ? { initial: text } : {}) },
    ),
  ]);
}

export function assignTaskModal(view: ViewContext, { arg = '' }: Preset): ModalView {
  const { incident, policy } = view;
  return taskForm(view, 'assign_task', arg, [
    section(taskText(incident, policy, readWhere(arg).path)),
    personField({ name: 'user', label: sayPlain(policy, 'form.assign_task_who') }),
  ]);
}

export function noteTaskModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  const { incident, policy } = view;
  return taskForm(view, 'note_task', arg, [
    section(taskText(incident, policy, readWhere(arg).path)),
    textField(
      { name: 'text', label: sayPlain(policy, 'form.note_task_text') },
      { max: taskLimits.note, multiline: true, ...(text ? { initial: text } : {}) },
    ),
  ]);
}

export function addTaskModal(view: ViewContext, { text }: Preset): ModalView {
  const { policy } = view;
  return taskForm(view, 'add_task', '', [
    textField(
      { name: 'text', label: sayPlain(policy, 'form.add_task_text') },
      { max: taskLimits.text, ...(text ? { initial: text } : {}) },
    ),
    personField({ name: 'user', label: sayPlain(policy, 'form.add_task_who'), optional: true }),
  ]);
}

/** What the commands of a runbook need to know. */
export function startModal(view: ViewContext, { arg = '' }: Preset): ModalView {
  const { incident, policy } = view;
  const runbook = policy.runbooks.find(({ key }) => key === arg);
  const given = Object.hasOwn(incident.state.lists, arg)
    ? (incident.state.lists[arg]?.parameters ?? {})
    : {};
  const fields = (runbook?.parameters ?? []).map(({ key, name, help }) =>
    textField(
      {
        name: `${inputs.parameter}${key}`,
        label: name,
        optional: true,
        ...(help ? { hint: help } : {}),
      },
      { max: taskLimits.parameter, ...(given[key] ? { initial: given[key] } : {}) },
    ),
  );
  return taskForm(view, 'start', arg, [
    section(say(policy, 'task.title', { step: listName(policy, arg) })),
    ...fields,
    ...(fields.length > 0 ? [context(say(policy, 'form.start_hint'))] : []),
  ]);
}

export function undoModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  const { policy } = view;
  return taskForm(view, 'undo', arg, [
    section(measureText(view, arg)),
    textField(
      { name: 'note', label: sayPlain(policy, 'form.undo_note'), optional: true },
      { max: limits.reason, multiline: true, ...(text ? { initial: text } : {}) },
    ),
  ]);
}

export function excuseModal(view: ViewContext, { arg = '', text }: Preset): ModalView {
  const { policy } = view;
  return taskForm(view, 'excuse', arg, [
    section(measureText(view, arg)),
    textField(
      { name: 'reason', label: sayPlain(policy, 'form.excuse_reason') },
      { max: limits.reason, multiline: true, ...(text ? { initial: text } : {}) },
    ),
  ]);
}

function measureText({ policy }: ViewContext, key: string): Mrkdwn {
  const measure = policy.measures.find((each) => each.key === key);
  const title = say(policy, 'task.title', { step: measureName(policy, key) });
  return measure
    ? join([title, say(policy, 'measures.undo', { undo: oneLine(measure.undo) })])
    : title;
}

const callbacks = {
  tick: 'tick_task',
  skip: 'skip_task',
  untick: 'untick_task',
  assign_task: 'assign_task',
  note_task: 'note_task',
  add_task: 'add_task',
  start: 'start_list',
  undo: 'undo_measure',
  excuse: 'excuse_measure',
} as const;

function taskForm(
  { incident, policy }: ViewContext,
  word: keyof typeof callbacks,
  arg: string,
  blocks: ModalView['blocks'],
): ModalView {
  const title = `form.${word}_title` as const;
  return form(policy, {
    callback: callbacks[word],
    title: sayPlain(policy, title, { number: incident.number }),
    submit: sayPlain(policy, `form.${word}_submit`),
    metadata: { incident: incident.id, ...(arg ? { arg } : {}) },
    blocks,
  });
}
