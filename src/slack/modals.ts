import type { ViewSubmitAction } from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import type { Declare, NoteKind, PersonCommand, Refusal } from '../incident/types.ts';
import { section } from '../views/blocks.ts';
import { gateBlocks, isGateClosed } from '../views/course/gate.ts';
import type { FormMetadata } from '../views/inputs.ts';
import { noteKinds } from '../views/note-modal.ts';
import { refusalText } from '../views/refusal.ts';
import { sayPlain } from '../views/say.ts';
import type { Preset } from '../views/update-modal.ts';
import { actionItemsSubmissions, sureOf } from './action-items/forms.ts';
import { bookingSubmissions } from './booking/forms.ts';
import { readMetadata } from './button-value.ts';
import { run } from './carry-out.ts';
import { clocksSubmissions } from './clocks/forms.ts';
import { courseSubmissions } from './course/forms.ts';
import { drillsSubmissions } from './drills/forms.ts';
import { escalationSubmissions } from './escalation/forms.ts';
import { expected, type Filled, filledIn, minutes, optional, typedIn } from './filled.ts';
import { errorAt, type FormAnswer, faultAt } from './form-faults.ts';
import { type FormWord, formAgain, isFormWord } from './forms.ts';
import { type Asking, type Desk, gestureOf, inTime } from './gesture.ts';
import { declareFrom, formAnyway, formWithMore } from './kinds/declare-form.ts';
import { fieldsGiven, kindsSubmissions } from './kinds/forms.ts';
import { adoptedFrom, adoptKey } from './links/adopt.ts';
import { linksSubmissions } from './links/forms.ts';
import { pastFrom } from './links/past.ts';
import { meetingSubmissions } from './meeting/forms.ts';
import { logged } from './meeting/in-private.ts';
import { submitUnsafe } from './meeting/unsafe.ts';
import { submitOverride } from './on-call/submit.ts';
import { NewerRelease, Unavailable } from './ports.ts';
import { postmortemSubmissions } from './postmortem/forms.ts';
import { submitImport } from './postmortem/given-file.ts';
import { overtakenSection } from './postmortem/write.ts';
import { presenceSubmissions } from './presence/forms.ts';
import { tasksSubmissions } from './tasks/forms.ts';
import { tellingSubmissions } from './telling/forms.ts';
import { unavailableForm } from './unavailable-form.ts';

export interface Submitted extends Pick<Asking, 'desk' | 'gesture' | 'userId'> {
  filled: Filled;
  metadata: FormMetadata;
  /** The first field, where a fault that belongs to none is shown. */
  firstField: string;
}

/** The command each form makes. `declare` has its own way, having no incident yet. */
const formTable = {
  post_update: ({ desk, userId: by, filled, metadata }) => ({
    type: 'post_update',
    by,
    know: filled.text('know'),
    doing: filled.text('doing'),
    need: filled.text('need'),
    ...optional('status', filled.choice('status')),
    ...minutes('nextInMinutes', filled.choice('minutes')),
    ...expected(metadata),
    ...fieldsGiven({ desk, userId: by, filled, metadata }),
  }),
  change_severity: ({ userId: by, filled, metadata }) => ({
    type: 'change_severity',
    by,
    severity: filled.choice('severity'),
    reason: filled.text('reason'),
    ...expected(metadata),
  }),
  change_status: ({ userId: by, filled, metadata }) => ({
    type: 'change_status',
    by,
    status: filled.choice('status'),
    reason: filled.text('reason'),
    ...expected(metadata),
  }),
  change_title: ({ userId: by, filled, metadata }) => ({
    type: 'change_title',
    by,
    title: filled.text('title').replace(/\s+/g, ' '),
    reason: '',
    ...expected(metadata),
  }),
  snooze_update: ({ userId: by, filled, metadata }) => ({
    type: 'snooze_update',
    by,
    minutes: Number(filled.choice('minutes')),
    reason: filled.text('reason'),
    ...expected(metadata),
  }),
  add_note: ({ userId: by, filled }) => ({
    type: 'add_note',
    by,
    kind: kindOf(filled.choice('kind')),
    text: filled.text('text'),
  }),
  add_to_timeline: ({ userId: by, filled, metadata }) => ({
    type: 'add_note',
    by,
    kind: kindOf(filled.choice('kind')),
    text: metadata.origin?.text ?? '',
    ...(metadata.origin ? { source: metadata.origin } : {}),
  }),
  assign_role: ({ userId: by, filled, metadata }) => ({
    type: 'assign_role',
    by,
    role: filled.choice('role'),
    userId: filled.person('user'),
    // The form said who holds what: choosing a role that is held means to replace them.
    expect: { holders: metadata.holders?.[filled.choice('role')] ?? [] },
  }),
  offer_handover: ({ userId: by, filled }) => ({
    type: 'offer_handover',
    by,
    role: filled.choice('role'),
    to: filled.person('user'),
  }),
  resolve: ({ desk, userId: by, filled, metadata }) => ({
    type: 'resolve',
    by,
    reason: filled.text('reason'),
    ...expected(metadata),
    ...fieldsGiven({ desk, userId: by, filled, metadata }),
  }),
  close: ({ userId: by, filled, metadata }) => ({
    type: 'close',
    by,
    reason: filled.text('reason'),
    ...(metadata.arg === 'anyway' ? { anyway: true as const } : {}),
  }),
  reopen: ({ userId: by, filled }) => ({ type: 'reopen', by, reason: filled.text('reason') }),
  cancel: ({ userId: by, filled }) => ({ type: 'cancel', by, reason: filled.text('reason') }),
  ...kindsSubmissions,
  ...tasksSubmissions,
  ...courseSubmissions,
  ...tellingSubmissions,
  ...linksSubmissions,
  ...clocksSubmissions,
  ...presenceSubmissions,
  ...escalationSubmissions,
  ...drillsSubmissions,
  ...postmortemSubmissions,
  ...bookingSubmissions,
  ...meetingSubmissions,
  ...actionItemsSubmissions,
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;

/** Every form that can be sent, by its callback id. */
export const formNames: readonly string[] = [
  'declare',
  'declare_past',
  'declare_adopted',
  'override_on_call',
  'import_postmortem',
  'unsafe',
  ...Object.keys(formTable),
];

/** Carries out what a form asks. What is wrong is shown in the form, with all that was typed kept. */
export async function onSubmit(desk: Desk, body: ViewSubmitAction): Promise<FormAnswer> {
  const { view } = body;
  const policy = desk.ports.activePolicy();
  const firstField = view.blocks.find((block) => block.type === 'input')?.block_id ?? '';
  const gesture = gestureOf(desk, `vs:${view.id}:${view.hash}`);
  const what = `form ${formNames.includes(view.callback_id) ? logged(view.callback_id) : 'unknown'}`;
  const startedAt = performance.now();
  const log = desk.log.child({ correlationId: gesture.correlationId, what });
  if (!desk.pace.allows(body.user.id, startedAt)) {
    log.warn({ userId: body.user.id }, 'too fast');
    return errorAt(firstField, sayPlain(policy, 'notice.too_fast_form'));
  }
  try {
    const answer = await inTime(desk, () => submitted(desk, body, { gesture, firstField }));
    log.info({ ms: Math.round(performance.now() - startedAt) }, 'answered');
    return answer;
  } catch (error) {
    if (error instanceof Unavailable) {
      log.warn({ err: error }, 'form not recorded');
      return errorAt(firstField, unavailableForm(desk, body));
    }
    if (error instanceof NewerRelease) {
      log.warn({ err: error }, 'form not recorded');
      return errorAt(firstField, sayPlain(policy, 'notice.newer_form'));
    }
    log.error({ err: error }, 'form failed');
    const reference = gesture.correlationId.slice(0, 8);
    return errorAt(firstField, sayPlain(policy, 'notice.broken_form', { reference }));
  }
}

async function submitted(
  desk: Desk,
  { view, user, team }: ViewSubmitAction,
  known: Pick<Submitted, 'gesture' | 'firstField'>,
): Promise<FormAnswer> {
  const policy = desk.ports.activePolicy();
  const { firstField } = known;
  const metadata = readMetadata(view.private_metadata);
  const may = await desk.ports.mayAct(user.id, user.team_id ?? team?.id);
  if (!may) return errorAt(firstField, sayPlain(policy, 'refused.guest'));
  if (!metadata) return errorAt(firstField, sayPlain(policy, 'refused.not_found'));
  const form: Submitted = {
    ...known,
    desk,
    userId: user.id,
    filled: filledIn(view.state.values),
    metadata,
  };
  if (view.callback_id === 'declare') return submitDeclare(form, declareFrom(form));
  if (view.callback_id === 'declare_past') return submitDeclare(form, pastFrom(form));
  if (view.callback_id === 'declare_adopted') return submitDeclare(form, adoptedFrom(form));
  if (view.callback_id === 'unsafe') return submitUnsafe(form);
  if (view.callback_id === 'import_postmortem') return submitImport(form);
  if (view.callback_id === 'override_on_call') {
    const fault = await submitOverride(form);
    return fault ? errorAt(fault.field, fault.text) : null;
  }
  return submitCommand(form, view.callback_id);
}

async function submitDeclare(submitted: Submitted, declare: Declare): Promise<FormAnswer> {
  const { desk, metadata, gesture } = submitted;
  // Two people who take the same channel in mean the same incident.
  const key = (declare.room && adoptKey(desk, declare.room)) ?? metadata.key ?? gesture.key;
  const isShort = declare.past ?? declare.room;
  const more = isShort ? null : formWithMore(desk.ports.activePolicy(), declare, submitted);
  if (more) return { response_action: 'update', view: more };
  const outcome = await desk.ports.declare(declare, { ...gesture, key });
  if (outcome.ok) return null;
  if (outcome.refusal.code === 'declared_many') {
    const { count } = outcome.refusal;
    const again = formAnyway(desk.ports.activePolicy(), declare, { ...submitted, count });
    if (again) return { response_action: 'update', view: again };
  }
  const text = refusalText(desk.ports.activePolicy(), outcome.refusal, null);
  return faultAt(submitted, outcome.refusal, text);
}

async function submitCommand(submitted: Submitted, form: string): Promise<FormAnswer> {
  const { desk, metadata, filled, userId } = submitted;
  const incidentId = metadata.incident ?? Number(filled.choice('incident'));
  const policy = desk.ports.activePolicy();
  const view = Number.isSafeInteger(incidentId)
    ? await desk.ports.read.byId(incidentId, userId)
    : null;
  if (!view || !isForm(form)) {
    return errorAt(submitted.firstField, sayPlain(policy, 'refused.not_found'));
  }
  const command: PersonCommand = { ...formTable[form](submitted), ...goingPast(submitted) };
  const outcome = await run(desk, view.incident, command, submitted.gesture);
  if (outcome.ok) return null;
  const incident = outcome.incident ?? view.incident;
  const own = await desk.ports.policyOf(incident);
  const why = refusalText(own, outcome.refusal, incident);
  const now = { incident, places: view.places };
  const draw = async (word: FormWord, preset: Preset, blocks: KnownBlock[]) => ({
    response_action: 'update' as const,
    view: await formAgain(desk, userId, now, { word, preset, why: blocks }),
  });
  if (isFormWord(form) && isGateClosed(outcome.refusal)) {
    const { mayPass, gates } = outcome.refusal;
    const past = mayPass ? { gates: gates.map(({ gate }) => gate), past: filled.text('past') } : {};
    const blocks = gateBlocks(own, outcome.refusal, incident);
    return draw(form, { ...typedIn(filled), ...past }, blocks);
  }
  if (outcome.refusal.code === 'section_changed') {
    const { preset, blocks } = await overtakenSection(submitted, incident, outcome.refusal.key);
    return draw('edit_section', preset, [section(why), ...blocks]);
  }
  if (outcome.refusal.code === 'action_item_weak' && isFormWord(form)) {
    return draw(form, sureOf(submitted), [section(why)]);
  }
  if (outcome.refusal.code === 'action_item_expected' && isFormWord(form)) {
    return draw(form, { ...typedIn(filled), arg: 'anyway' }, [section(why)]);
  }
  if (!isOvertaken(outcome.refusal, form) || !isFormWord(form)) {
    return faultAt(submitted, outcome.refusal, why);
  }
  const arg = metadata.arg === undefined ? {} : { arg: metadata.arg };
  return draw(form, { ...typedIn(filled), ...arg }, [section(why)]);
}

/** The gates that the form named, and why it should go on past them. */
function goingPast({ filled, metadata }: Submitted): Pick<PersonCommand, 'past'> {
  if (!metadata.gates || !filled.has('past')) return {};
  return { past: { gates: metadata.gates, reason: filled.text('past') } };
}

/** It shows what is not so any more: sent again as it is, it would be refused for ever. */
function isOvertaken({ code }: Refusal, form: string): boolean {
  return (
    code === 'changed' ||
    code === 'told_meanwhile' ||
    (code === 'role_taken' && form === 'assign_role')
  );
}

function isForm(form: string): form is keyof typeof formTable {
  return Object.hasOwn(formTable, form);
}

function kindOf(kind: string): NoteKind {
  return noteKinds.find((each) => each === kind) ?? 'note';
}
