import type { PersonCommand } from '../../incident/types.ts';
import {
  addTaskModal,
  assignTaskModal,
  excuseModal,
  inputs,
  noteTaskModal,
  skipModal,
  startModal,
  tickModal,
  undoModal,
  untickModal,
} from '../../views/tasks/forms.ts';
import { readWhere } from '../../views/tasks/where.ts';
import type { Filled } from '../filled.ts';
import type { FormOf } from '../forms.ts';
import type { Submitted } from '../modals.ts';

/** The form behind each word that has one. */
export const tasksForms = {
  tick_task: (view, _viewer, preset) => tickModal(view, preset),
  untick_task: (view, _viewer, preset) => untickModal(view, preset),
  skip_task: (view, _viewer, preset) => skipModal(view, preset),
  assign_task: (view, _viewer, preset) => assignTaskModal(view, preset),
  note_task: (view, _viewer, preset) => noteTaskModal(view, preset),
  add_task: (view, _viewer, preset) => addTaskModal(view, preset),
  start_list: (view, _viewer, preset) => startModal(view, preset),
  undo_measure: (view, _viewer, preset) => undoModal(view, preset),
  excuse_measure: (view, _viewer, preset) => excuseModal(view, preset),
} as const satisfies Record<string, FormOf>;

/** The command each form makes when it is sent, by its callback id. */
export const tasksSubmissions = {
  tick_task: (submitted) => {
    const { userId: by, filled } = submitted;
    const fields = fieldsIn(filled);
    const { path, was = 'open' } = readWhere(submitted.metadata.arg);
    return {
      ...{ type: 'tick_task', by, path, was, note: filled.text('note') },
      ...(Object.keys(fields).length > 0 ? { fields } : {}),
    };
  },
  untick_task: (submitted) => ({
    type: 'untick_task',
    by: submitted.userId,
    path: pathOf(submitted),
    reason: submitted.filled.text('reason'),
  }),
  skip_task: (submitted) => ({
    type: 'skip_task',
    by: submitted.userId,
    path: pathOf(submitted),
    reason: submitted.filled.text('reason'),
  }),
  assign_task: (submitted) => ({
    type: 'assign_task',
    by: submitted.userId,
    path: pathOf(submitted),
    userId: submitted.filled.person('user'),
  }),
  note_task: (submitted) => ({
    type: 'note_task',
    by: submitted.userId,
    path: pathOf(submitted),
    text: submitted.filled.text('text'),
  }),
  add_task: ({ userId: by, filled }) => ({
    ...{ type: 'add_task', by, text: filled.text('text').replace(/\s+/g, ' ') },
    ...(filled.person('user') ? { userId: filled.person('user') } : {}),
  }),
  start_list: ({ userId: by, filled, metadata }) => ({
    type: 'start_list',
    by,
    list: metadata.arg ?? '',
    parameters: Object.fromEntries(
      named(filled, inputs.parameter).map(([key, name]) => [key, filled.text(name)]),
    ),
  }),
  undo_measure: ({ userId: by, filled, metadata }) => ({
    type: 'undo_measure',
    by,
    measure: metadata.arg ?? '',
    note: filled.text('note'),
  }),
  excuse_measure: ({ userId: by, filled, metadata }) => ({
    type: 'excuse_measure',
    by,
    measure: metadata.arg ?? '',
    reason: filled.text('reason'),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

function pathOf({ metadata }: Submitted): string {
  return readWhere(metadata.arg).path;
}

/** What was typed or chosen for a field, as it was. */
function fieldsIn(filled: Filled): Record<string, string | string[] | null> {
  return Object.fromEntries(
    named(filled, inputs.field).map(([key, name]) => [key, filled.given(name)]),
  );
}

/** Inputs whose names begin so, by the rest of their names. */
function named({ names }: Filled, prefix: string): [key: string, name: string][] {
  return names
    .filter((name) => name.startsWith(prefix))
    .map((name) => [name.slice(prefix.length), name]);
}
