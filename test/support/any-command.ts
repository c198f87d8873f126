import fc from 'fast-check';
import type { Command } from '../../src/incident/types.ts';
import type { Policy } from '../../src/policy/schema.ts';

/** Whoever acts is among the teams of the policy, or is not: the directory said so beforehand. */
const somebody = fc.constantFrom('U01AAAAAAAA', 'U02AAAAAAAA', 'U03AAAAAAAA');
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('because', 'It is so', 'x') },
  fc.constantFrom('', '🔥'.repeat(300), '"'.repeat(300)),
);

/**
 * Whatever a person, the clock's report or delivery may ask of an incident under this policy: with its
 * keys, and with keys that it does not have.
 */
export function anyCommand(policy: Policy): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 3, arbitrary: ofRoles(policy) },
    { weight: 5, arbitrary: ofCourse(policy) },
    { weight: 14, arbitrary: ofTasks(policy) },
    { weight: 3, arbitrary: ofKinds(policy) },
    { weight: 3, arbitrary: ofTelling(policy) },
    { weight: 1, arbitrary: ofClocks(policy) },
    { weight: 3, arbitrary: ofSilence() },
    { weight: 2, arbitrary: endings() },
    { weight: 1, arbitrary: ofRoom() },
    { weight: 2, arbitrary: ofBooking() },
    { weight: 1, arbitrary: ofMeeting(policy) },
  );
}

function ofBooking() {
  const at = fc.constantFrom(
    null,
    ...['2026-03-02T11:00:00Z', '2026-03-02T13:00:00Z', '2026-03-03T13:00:00Z'].map(
      (iso) => new Date(iso),
    ),
  );
  const minutes = fc.constantFrom(null, 4, 60);
  const slot = fc.constantFrom(null, 1, 2);
  return fc.oneof(
    command('propose_slots', { fromAt: at, minutes }),
    command('vote_slot', { slot: fc.constantFrom(1, 2, 3) }),
    command('book_meeting', { slot, at, minutes, where: fc.option(text) }),
    command('cancel_meeting', { reason: text }),
  );
}

function ofMeeting({ postmortem }: Policy) {
  const step = fc.constantFrom(undefined, 0, 1, 7);
  return fc.oneof(
    command('take_meeting_role', { role: keyOf(postmortem?.roles ?? [], 'facilitator') }),
    command('give_up_meeting_role', {}),
    command('start_meeting', { timed: fc.boolean(), early: fc.boolean() }),
    command('next_part', { step }),
    command('extend_part', { step }),
    command('pause_meeting', {}),
    command('resume_meeting', {}),
    command('end_meeting', {}),
    command('tick_closing', { item: fc.constantFrom(-1, 0, 1), done: fc.boolean() }),
    command('remind_of_rules', {}),
    command('collect_lines', {
      part: keyOf(postmortem?.agenda ?? [], 'meeting'),
      lines: fc.constant([{ ts: '1.000001', text: 'a line' }]),
    }),
    command('answer_survey', {
      mark: fc.constantFrom('a', 'b'),
      answers: fc.constantFrom({}, { went: '3' }, { helped: 'x', moon: 'y' }),
    }),
  );
}

function ofRoles({ roles }: Policy) {
  const role = keyOf(roles);
  return fc.oneof(
    command('take_role', { role }),
    command('assign_role', { role, userId: somebody }),
    command('give_up_role', { role }),
    command('offer_handover', { role, to: somebody }),
    command('accept_handover', { role }),
    command('decline_handover', { role }),
  );
}

function ofCourse({
  severities,
  statuses,
  stages,
  public_states: states,
  gates,
  milestones,
}: Policy) {
  const past = fc.option(
    fc.record({ gates: fc.constant(gates.map(({ key }) => key)), reason: text }),
    { nil: undefined },
  );
  return fc.oneof(
    command('change_severity', { severity: keyOf(severities), reason: text }),
    command('change_status', { status: keyOf(statuses), reason: text, past }),
    command('change_stage', { stage: keyOf(stages), reason: text, past }),
    command('change_public_state', { state: keyOf(states), reason: text, past }),
    command('approve', { gate: keyOf(gates) }),
    command('ask_approval', { gate: keyOf(gates) }),
    command('set_milestone', {
      milestone: keyOf(milestones, 'cause_found'),
      at: fc.constantFrom(null, new Date('2026-03-02T11:00:00Z'), new Date('2026-03-02T12:00:00Z')),
      reason: text,
    }),
    command('start_call', { link: fc.constantFrom('', 'https://meet.example.com/1') }),
    command('join_call', {}),
    command('end_call', {}),
    command('post_update', {
      know: text,
      doing: text,
      need: text,
      status: fc.option(keyOf(statuses), { nil: undefined }),
      past,
    }),
  );
}

function ofClocks({ clocks }: Policy) {
  const clock = fc.constantFrom(
    ...['respond', 'resolve', 'status_page', 'postmortem', 'moon'],
    ...clocks.map(({ key }) => `own.${key}`),
  );
  return fc.oneof(
    command('pause_clock', { clock, reason: text }),
    command('resume_clock', { clock }),
    command('add_action_item', {
      kind: fc.constant(null),
      text,
      owner: fc.option(somebody),
      due: fc.constantFrom(null, { days: 1 }),
    }),
    command('finish_action_item', { id: fc.constantFrom(1, 2) }),
  );
}

function ofSilence() {
  const path = fc.constantFrom('ladder0', 'ladder1', 'moon');
  const page = fc.integer({ min: 1, max: 6 });
  return fc.oneof(
    command('still_here', {}),
    command('skip_update', { reason: text }),
    command('snooze_update', { minutes: fc.constantFrom(5, 30), reason: text }),
    command('own_update', {}),
    command('escalate', { path: fc.option(path), reason: text }),
    command('stop_escalation', { path, reason: text }),
    command('page', {
      who: fc.constantFrom(['U01AAAAAAAA'], ['on_call:first', 'contact:desk'], ['contact:desk']),
      reason: text,
    }),
    command('acknowledge_page', { page }),
    command('cannot_come', { page }),
    fc.record({ type: fc.constant('page_reached' as const), page, userIds: fc.tuple(somebody) }),
    fc.record({
      ...{ type: fc.constant('page_quiet' as const), page, userId: somebody },
      untilAt: fc.constant(null),
    }),
    fc.record({ type: fc.constant('heard' as const), userId: somebody }),
    fc.record({ type: fc.constant('member_gone' as const), userId: somebody }),
    command('inject', { text, from: fc.constantFrom('', 'Monitoring') }),
  );
}

function ofTasks(policy: Policy) {
  const lists = [...policy.checklists, ...policy.runbooks];
  const paths = [
    ...policy.checklists.flatMap(({ key, items }) => pathsIn(key, items)),
    ...policy.runbooks.flatMap(({ key, steps }) => pathsIn(key, steps)),
  ];
  const path = fc.constantFrom('none.none', 'added.1', ...paths, ...paths);
  const measure = keyOf(policy.measures);
  return fc.oneof(
    {
      weight: 2,
      arbitrary: command('start_list', { list: keyOf(lists), parameters: fc.constant({}) }),
    },
    { weight: 9, arbitrary: command('tick_task', { path, fields: givenFields(policy) }) },
    command('untick_task', { path, reason: text }),
    command('skip_task', { path, reason: text }),
    command('assign_task', { path, userId: somebody }),
    command('note_task', { path, text }),
    command('add_task', { text }),
    command('undo_measure', { measure, note: text }),
    command('excuse_measure', { measure, reason: text }),
  );
}

function pathsIn(list: string, steps: { key: string; steps: { key: string }[] }[]): string[] {
  return steps.flatMap(({ key, steps: parts }) => [
    `${list}.${key}`,
    ...parts.map((part) => `${list}.${key}.${part.key}`),
  ]);
}

function ofKinds(policy: Policy) {
  const { kinds, modules, triage } = policy;
  return fc.oneof(
    command('change_kind', { kind: keyOf(kinds), reason: text }),
    command('set_modules', { modules: fc.subarray(modules.map(({ key }) => key)) }),
    command('answer_criterion', { criterion: keyOf(triage.criteria), yes: fc.boolean() }),
    command('confirm_incident', { reason: text }),
    command('set_fields', { fields: givenFields(policy) }),
  );
}

/** Values of all sorts, fitting and not. */
function givenFields({ fields }: Policy) {
  const value = fc.constantFrom<unknown>('a', 'b', 7, '12', true, ['a'], ['U01AAAAAAAA'], null, '');
  return fc.record(Object.fromEntries(fields.map(({ key }) => [key, value])), {
    requiredKeys: [],
  });
}

function ofTelling({ audiences, templates, obligations }: Policy) {
  const about = fc.oneof(
    fc.record({ message: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ audience: keyOf(audiences), template: keyOf(templates) }),
  );
  const obligation = keyOf(obligations);
  return fc.oneof(
    command('keep_message', { about, text }),
    command('approve_message', { about, text }),
    command('send_message', { about, text }),
    command('message_sent', { about, text, proof: text }),
    command('drop_message', { about, reason: text }),
    command('open_obligation', { obligation, reason: text }),
    command('meet_obligation', { obligation, proof: text, text }),
    command('excuse_obligation', { obligation, reason: text }),
    command('follow', { everyMinutes: fc.constantFrom(null, 15, 60) }),
    command('unfollow', {}),
  );
}

function endings() {
  return fc.oneof(
    { weight: 3, arbitrary: command('resolve', { reason: text }) },
    { weight: 3, arbitrary: command('close', { reason: text }) },
    // What is over stays over unless somebody says otherwise: most stories would end early.
    { weight: 8, arbitrary: command('reopen', { reason: text }) },
    command('cancel', { reason: text }),
    command('decline_incident', { reason: text }),
  );
}

function ofRoom() {
  return fc.oneof(
    command('change_title', { title: text, reason: text }),
    command('snooze_update', { minutes: fc.constantFrom(1, 30), reason: text }),
    command('own_update', {}),
    command('add_note', { kind: fc.constantFrom('note', 'decision'), text }),
    command('join_room', {}),
    command('leave_room', {}),
    fc.constant({ type: 'step_failed', step: 'room', error: 'restricted_action' } as Command),
    fc.constant({ type: 'step_done', step: 'room' } as Command),
  );
}

/** A key of the list, and now and then one that it does not have. */
function keyOf(list: { key: string }[], other = 'nothing'): fc.Arbitrary<string> {
  return fc.constantFrom(other, ...list.flatMap(({ key }) => [key, key, key]));
}

function command(type: Command['type'], rest: Record<string, fc.Arbitrary<unknown>>) {
  const as = fc.constantFrom(undefined, ['team:team0'], ['team:team0', 'team:team1']);
  return fc
    .record({ type: fc.constant(type), by: somebody, as, ...rest })
    .map((each) =>
      Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)),
    )
    .map((each) => each as unknown as Command);
}
