import { randomUUID } from 'node:crypto';
import type { KnownBlock, ModalView } from '@slack/types';
import type { IncidentView } from '../incident/places.ts';
import type { UserId } from '../incident/types.ts';
import type { ActionWord, ButtonValue } from '../views/action-words.ts';
import { button, shortMessage } from '../views/blocks.ts';
import { severityModal, statusModal, titleModal } from '../views/change-modals.ts';
import type { Message, ViewContext } from '../views/context.ts';
import { withPastField } from '../views/course/modals.ts';
import { type DeclareForm, declareModal } from '../views/declare-modal.ts';
import { noteModal } from '../views/note-modal.ts';
import { answerModal, loadingModal } from '../views/notice.ts';
import { reasonModal } from '../views/reason-modal.ts';
import { assignModal, handoverModal } from '../views/role-modals.ts';
import { say, sayPlain } from '../views/say.ts';
import { snoozeModal } from '../views/snooze-modal.ts';
import { type Preset, updateModal } from '../views/update-modal.ts';
import { actionItemsForms } from './action-items/forms.ts';
import { bookingForms } from './booking/forms.ts';
import { TriggerExpired } from './calls.ts';
import { clocksForms } from './clocks/forms.ts';
import { courseForms } from './course/forms.ts';
import { drillsForms } from './drills/forms.ts';
import { escalationForms } from './escalation/forms.ts';
import {
  type Asking,
  afterwards,
  type Desk,
  ifQuick,
  orExcuse,
  type Quick,
  viewOf,
} from './gesture.ts';
import { kindsForms } from './kinds/forms.ts';
import { linksForms } from './links/forms.ts';
import { meetingForms } from './meeting/forms.ts';
import { postmortemForms } from './postmortem/forms.ts';
import { presenceForms } from './presence/forms.ts';
import { tasksForms } from './tasks/forms.ts';
import { tellingForms } from './telling/forms.ts';

export type FormOf = (view: ViewContext, viewer: UserId, preset: Preset) => ModalView;

/** The form behind each word that has one. */
const forms = {
  post_update: (view, _viewer, preset) => updateModal(view, preset),
  change_severity: (view, _viewer, preset) => severityModal(view, preset),
  change_status: (view, _viewer, preset) => statusModal(view, preset),
  change_title: (view, _viewer, preset) => titleModal(view, preset),
  snooze_update: (view, _viewer, preset) => snoozeModal(view, preset),
  add_note: (view, _viewer, preset) => noteModal(view, preset),
  assign_role: (view, _viewer, preset) => assignModal(view, preset),
  offer_handover: (view, viewer, preset) => handoverModal(view, viewer, preset),
  resolve: (view, _viewer, preset) => reasonModal('resolve', view, preset),
  close: (view, _viewer, preset) => reasonModal('close', view, preset),
  reopen: (view, _viewer, preset) => reasonModal('reopen', view, preset),
  cancel: (view, _viewer, preset) => reasonModal('cancel', view, preset),
  ...kindsForms,
  ...tasksForms,
  ...courseForms,
  ...tellingForms,
  ...linksForms,
  ...clocksForms,
  ...presenceForms,
  ...escalationForms,
  ...drillsForms,
  ...postmortemForms,
  ...bookingForms,
  ...meetingForms,
  ...actionItemsForms,
} as const satisfies Partial<Record<ActionWord, FormOf>>;

export type FormWord = keyof typeof forms;

export function isFormWord(word: string): word is FormWord {
  return Object.hasOwn(forms, word);
}

/** The form of a word; with a field for the reason where it goes past gates. */
function drawn(word: FormWord, view: ViewContext, viewer: UserId, preset: Preset): ModalView {
  return withPastField(view.policy, forms[word](view, viewer, preset), preset);
}

/** The form as it opens now, with `preset` in it, under what says why it is drawn anew. */
export async function formAgain(
  desk: Desk,
  viewer: UserId,
  found: IncidentView,
  { word, preset, why }: { word: FormWord; preset: Preset; why: KnownBlock[] },
): Promise<ModalView> {
  const view = drawn(word, await viewOf(desk, found), viewer, preset);
  return { ...view, blocks: [...why, ...view.blocks] };
}

/** Either an incident, or why there is none to act on. */
export type Found = { found: IncidentView } | { answer: Message };

/**
 * Opens the form of `word` for the incident that `find` finds, after the acknowledgement. If finding
 * takes longer than 500 ms, a waiting view is opened first, because the trigger expires, and filled
 * in when the answer is there. Gives an answer where there is no form to open. `read` gets what stands
 * in the form where that has to be looked up; `preset` is what its button carries.
 */
export async function openForm(
  asking: Asking,
  word: FormWord,
  find: Promise<Found>,
  preset: Preset = {},
  read?: (found: IncidentView) => Promise<Preset>,
): Promise<Message | null> {
  const { desk, userId } = asking;
  const render = async (found: Found): Promise<ModalView | Message> => {
    if ('answer' in found) return found.answer;
    const filled = read ? await read(found.found) : preset;
    return drawn(word, await viewOf(desk, found.found), userId, filled);
  };
  const first = await ifQuick(desk, find.then(render));
  const again = { preset, find };
  if (!first.quick) {
    afterwards(asking, () => openLate(asking, word, first.late, again));
    return null;
  }
  const { value } = first;
  if (!isModal(value)) return value;
  afterwards(asking, () => open(asking, word, value, again));
  return null;
}

async function openLate(
  asking: Asking,
  word: FormWord,
  late: Promise<ModalView | Message>,
  again: Again,
): Promise<Message | null> {
  const { calls, ports } = asking.desk;
  const policy = ports.activePolicy();
  try {
    const opened = await calls.openView(asking.triggerId, loadingModal(policy));
    const ready = await orExcuse(asking, () => late);
    const view = isModal(ready) ? ready : answerModal(policy, ready);
    await calls.updateView(opened.id, opened.hash, view);
    return null;
  } catch (error) {
    return expiredFor(asking, word, error, again);
  }
}

async function open(
  asking: Asking,
  word: FormWord,
  view: ModalView,
  again: Again,
): Promise<Message | null> {
  try {
    await asking.desk.calls.openView(asking.triggerId, view);
    return null;
  } catch (error) {
    return expiredFor(asking, word, error, again);
  }
}

/** What it takes to open the same form again. */
interface Again {
  preset: Preset;
  find: Promise<Found>;
}

/** The same for the form of an incident; without the database its button finds none. */
async function expiredFor(
  asking: Asking,
  word: FormWord,
  error: unknown,
  { preset, find }: Again,
): Promise<Message> {
  const found = await find;
  const incident = 'found' in found ? found.found.incident.id : undefined;
  return expired(asking, word, error, preset, incident);
}

/** Slack closed the trigger: a button opens the same form, with what was typed. */
function expired(
  asking: Asking,
  word: ActionWord,
  error: unknown,
  preset: Preset,
  incident?: number,
): Message {
  if (!(error instanceof TriggerExpired)) throw error;
  const policy = asking.desk.ports.activePolicy();
  // A button is too small for a message.
  const { text, reason, origin: _origin, ...chosen } = preset;
  const typed = (text ?? reason ?? '').slice(0, 700);
  const value: ButtonValue = {
    ...chosen,
    ...(incident === undefined ? {} : { incident }),
    ...(typed ? { typed } : {}),
  };
  return shortMessage(say(policy, 'notice.expired'), [
    button(word, sayPlain(policy, 'button.open_form'), value, { style: 'primary' }),
  ]);
}

type DeclareFields = Omit<DeclareForm, 'key' | 'similar'>;

/** Opens the declare form after the acknowledgement; what was declared lately is added when it is known. */
export function openDeclare(
  asking: Asking,
  fields: DeclareFields | Promise<DeclareFields> = {},
): null {
  afterwards(asking, async () => {
    const { userId } = asking;
    const { desk } = asking;
    const { ports } = desk;
    const minutes = ports.activePolicy().declare.similar_within_minutes;
    const reading = minutes > 0 ? ports.read.declaredSince(minutes, userId) : none();
    // Without the database the form still opens; submitting will say what is wrong.
    const similar = ifQuick(
      desk,
      reading.catch(() => []),
    );
    return openFilled(asking, await fields, await similar);
  });
  return null;
}

async function openFilled(
  asking: Asking,
  fields: DeclareFields,
  similar: Quick<IncidentView[]>,
): Promise<Message | null> {
  const { calls, ports, log } = asking.desk;
  const policy = ports.activePolicy();
  const form = { ...fields, key: randomUUID() };
  const first = similar.quick ? { ...form, similar: similar.value } : form;
  try {
    const opened = await calls.openView(asking.triggerId, declareModal(policy, first));
    const late = similar.quick ? [] : await similar.late;
    if (late.length === 0) return null;
    const view = declareModal(policy, { ...form, similar: late });
    await calls
      .updateView(opened.id, opened.hash, view)
      .catch((error: unknown) => log.warn({ err: error }, 'form not completed'));
    return null;
  } catch (error) {
    const { title, severity, kind, origin } = fields;
    // A button is too small for the message that the form was opened from.
    if (origin && error instanceof TriggerExpired) {
      return shortMessage(say(policy, 'notice.expired_again'));
    }
    const preset = {
      ...(title ? { text: title } : {}),
      ...(severity ? { severity } : {}),
      ...(kind ? { kind } : {}),
    };
    return expired(asking, 'declare', error, preset);
  }
}

function none(): Promise<IncidentView[]> {
  return Promise.resolve([]);
}

function isModal(view: ModalView | Message): view is ModalView {
  return 'type' in view;
}
