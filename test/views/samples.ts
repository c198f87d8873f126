import type { EntryData } from '../../src/incident/entry-data.ts';
import type { TimelineRow } from '../../src/incident/places.ts';
import type { Fact, PersonCommand, Refusal } from '../../src/incident/types.ts';
import type { ViewContext } from '../../src/views/context.ts';
import { minutesAfterNoon, Story } from '../incident/story.ts';

/** One of everything that views show, with any text in the place of what people type. */

/** What people typed, one text for every field. Long texts are cut to what rules accept. */
export function storiesOf(text: string): Record<string, Story> {
  const title = text.slice(0, 60).trim() || 'x';
  const said = text.slice(0, 400).trim() || 'x';
  const declared = () => new Story({ title, summary: said }).at(1);
  const led = () => declared().does({ type: 'take_role', by: 'UADA', role: 'commander' });
  const updated = () =>
    led()
      .does({ type: 'post_update', by: 'UADA', know: said, doing: said, need: said })
      .does({ type: 'add_note', by: 'UADA', kind: 'tried', text: said });
  const resolved = () => updated().does({ type: 'resolve', by: 'UADA', reason: said });
  const closed = () => resolved().does({ type: 'close', by: 'UADA', reason: said });
  return {
    'just declared': declared(),
    'with nothing said': new Story({ title, summary: '' }),
    'a private drill': new Story({ title, summary: said, isPrivate: true, isDrill: true }),
    commanded: led(),
    'offered to another': led().does({
      type: 'offer_handover',
      by: 'UADA',
      role: 'commander',
      to: 'UBEN',
    }),
    updated: updated(),
    'with a late update': led().at(45),
    'with somebody on the update': led().at(28).does({ type: 'own_update', by: 'UADA' }),
    snoozed: led().does({ type: 'snooze_update', by: 'UADA', minutes: 20, reason: said }),
    'with failed steps': declared()
      .does({ type: 'step_failed', step: 'topic', error: 'restricted_action' })
      .does({ type: 'step_failed', step: 'invite', error: 'user_not_found' }),
    resolved: resolved(),
    closed: closed(),
    reopened: closed().does({ type: 'reopen', by: 'UADA', reason: said }),
    cancelled: declared().does({ type: 'cancel', by: 'UADA', reason: said }),
  };
}

export const places = {
  roomId: 'CROOM',
  roomThreadTs: null,
  cardTs: '1.000001',
  newsChannelId: 'CNEWS',
  newsTs: '2.000001',
};

export function viewOf(story: Story): ViewContext {
  return { incident: story.incident, policy: story.policy, places, now: story.now };
}

export function rowsOf(story: Story): TimelineRow[] {
  const rows = story.entries.map((entry, index) => ({
    ...entry,
    seq: index + 1,
    at: minutesAfterNoon(index),
  }));
  // Data come back from the database as JSON.
  return rows.map((row) => ({ ...row, data: JSON.parse(JSON.stringify(row.data)) }));
}

/** One of each refusal. */
export const refusals: Refusal[] = [
  { code: 'declared_many', count: 5 },
  { code: 'same_policy' },
  { code: 'cannot_move', unknown: [{ what: 'severity', key: 'major', allowed: ['sev1'] }] },
  { code: 'not_found' },
  { code: 'ended', phase: 'closed' },
  { code: 'not_ended', phase: 'active' },
  { code: 'not_resolved', phase: 'active' },
  { code: 'changed', field: 'severity', now: 'sev2' },
  { code: 'changed', field: 'status', now: 'monitoring' },
  { code: 'changed', field: 'title', now: 'Checkout is down' },
  { code: 'changed', field: 'nextDueAt', now: '2026-03-02T13:00:00.000Z' },
  { code: 'changed', field: 'nextDueAt', now: '' },
  { code: 'changed', field: 'meeting', now: '2026-03-02T13:00:00.000Z' },
  { code: 'changed', field: 'meeting', now: '' },
  { code: 'same', field: 'severity' },
  { code: 'same', field: 'status' },
  { code: 'same', field: 'title' },
  { code: 'missing', field: 'reason' },
  { code: 'missing', field: 'something new' },
  { code: 'too_long', field: 'title', max: 150 },
  { code: 'unknown_severity', given: 'huge', allowed: ['sev1', 'sev2'] },
  { code: 'unknown_status', given: 'odd', allowed: ['investigating'] },
  { code: 'unknown_role', given: 'king', allowed: ['commander'] },
  { code: 'role_taken', role: 'commander', holders: ['UADA'], since: minutesAfterNoon(1) },
  { code: 'already_holder', role: 'commander', userId: 'UADA' },
  { code: 'not_holder', role: 'commander' },
  { code: 'role_full', role: 'responder', max: 10 },
  { code: 'no_offer', role: 'commander' },
  { code: 'already_snoozed', until: minutesAfterNoon(40) },
  { code: 'already_owned', userId: 'UADA' },
  { code: 'no_update_due' },
  { code: 'minutes_out_of_range', min: 5, max: 1440 },
  { code: 'cannot_hold', userId: 'UADA' },
];

/** One of each fact, with `text` wherever people typed. */
export function factsWith(text: string): Fact[] {
  const by = 'UADA';
  const update = { at: minutesAfterNoon(3), by, know: text, doing: text, need: text };
  const reason = text;
  const dueAt = minutesAfterNoon(30);
  const lastAt = minutesAfterNoon(0);
  return [
    { type: 'role_taken', role: 'commander', userId: by, previous: [], by },
    { type: 'role_taken', role: 'commander', userId: by, previous: ['UBEN'], by },
    { type: 'role_taken', role: 'scribe', userId: 'UBEN', previous: [], by },
    { type: 'role_taken', role: 'commander', userId: 'UBEN', previous: ['UNEW'], by },
    { type: 'role_given_up', role: 'commander', userId: by },
    { type: 'role_duties', role: 'commander', by },
    { type: 'role_duties', role: 'commander', by: 'UNEW' },
    { type: 'handover_offered', role: 'commander', from: by },
    { type: 'handover_declined', role: 'commander', userId: 'UBEN' },
    { type: 'severity_changed', from: 'sev2', to: 'sev1', reason, by },
    { type: 'status_changed', from: 'investigating', to: 'monitoring', reason, by },
    { type: 'title_changed', from: text, to: text, reason: '', by },
    { type: 'policy_changed', name: text, previous: 'Default' },
    { type: 'update_posted', update, status: 'identified', nextDueAt: dueAt },
    {
      type: 'update_posted',
      update: { ...update, doing: '', need: '' },
      status: 'investigating',
      nextDueAt: null,
    },
    { type: 'update_reminder', stage: 'warning', dueAt, lastAt },
    { type: 'update_reminder', stage: 'due', dueAt, lastAt },
    { type: 'update_reminder', stage: 'overdue', dueAt, lastAt },
    { type: 'commander_missing', sinceAt: lastAt },
    { type: 'note_added', kind: 'note', text, by },
    { type: 'note_added', kind: 'decision', text, by },
    { type: 'note_added', kind: 'finding', text, by },
    { type: 'note_added', kind: 'tried', text, by },
    { type: 'note_added', kind: 'question', text, by },
    { type: 'resolved', reason, by, declaredAt: lastAt, resolvedAt: minutesAfterNoon(95) },
    { type: 'closed', reason, by },
    { type: 'reopened', reason, by },
    { type: 'cancelled', reason, by },
    { type: 'declared_from_message', by },
    { type: 'brief' },
    { type: 'step_failed', step: 'invite', error: 'user_not_found' },
  ];
}

/** One of each command that a person can give, as far as an answer tells it. */
export const commands: PersonCommand[] = [
  { type: 'take_role', by: 'UADA', role: 'commander' },
  { type: 'assign_role', by: 'UADA', role: 'scribe', userId: 'UBEN' },
  { type: 'give_up_role', by: 'UADA', role: 'commander' },
  { type: 'offer_handover', by: 'UADA', role: 'commander', to: 'UBEN' },
  { type: 'accept_handover', by: 'UBEN', role: 'commander' },
  { type: 'decline_handover', by: 'UBEN', role: 'commander' },
  { type: 'change_severity', by: 'UADA', severity: 'sev2', reason: 'less' },
  { type: 'change_status', by: 'UADA', status: 'identified', reason: 'found' },
  { type: 'change_title', by: 'UADA', title: 'Other', reason: '' },
  { type: 'post_update', by: 'UADA', know: 'a', doing: 'b', need: 'c' },
  { type: 'snooze_update', by: 'UADA', minutes: 10, reason: 'busy' },
  { type: 'own_update', by: 'UADA' },
  { type: 'add_note', by: 'UADA', kind: 'note', text: 'n' },
  { type: 'join_room', by: 'UADA' },
  { type: 'resolve', by: 'UADA', reason: 'fixed' },
  { type: 'close', by: 'UADA', reason: 'over' },
  { type: 'reopen', by: 'UADA', reason: 'again' },
  { type: 'cancel', by: 'UADA', reason: 'none' },
  { type: 'retry_step', by: 'UADA', step: 'topic' },
  { type: 'repair', by: 'UADA', what: ['topic', 'pin'] },
  { type: 'ask_timeline_file', by: 'UADA' },
];

export const source = (text: string) => ({
  channelId: 'CROOM',
  ts: '3.000001',
  authorId: 'UBEN',
  permalink: 'https://acme.slack.com/archives/CROOM/p3000001',
  text,
});

/** One line of the timeline for each kind of entry, with `text` wherever people typed. */
export function entriesWith(text: string): TimelineRow[] {
  const fired = (
    kind: 'commander_missing' | 'update_warning' | 'update_due' | 'update_overdue',
  ) => ({
    fired: [{ kind, dueAt: minutesAfterNoon(30) }],
  });
  const data = {
    declare: {
      title: text,
      severity: 'sev1',
      status: 'investigating',
      summary: text,
      isPrivate: false,
      isDrill: false,
      origin: null,
    },
    take_role: { role: 'commander', previous: ['UBEN'] },
    assign_role: { role: 'scribe', userId: 'UBEN', previous: [] },
    give_up_role: { role: 'commander' },
    offer_handover: { role: 'commander', to: 'UBEN' },
    accept_handover: { role: 'commander', from: 'UADA' },
    decline_handover: { role: 'commander', from: 'UADA' },
    change_severity: { from: 'sev2', to: 'sev1', reason: text },
    change_status: { from: 'investigating', to: 'monitoring', reason: text },
    change_title: { from: text, to: text, reason: '' },
    post_update: {
      know: text,
      doing: text,
      need: text,
      status: { from: 'investigating', to: 'identified' },
      nextDueAt: minutesAfterNoon(60),
    },
    snooze_update: {
      reason: text,
      wasDueAt: minutesAfterNoon(30),
      untilAt: minutesAfterNoon(50),
    },
    own_update: { dueAt: minutesAfterNoon(30) },
    add_note: { kind: 'finding', text, source: null },
    edit_message: { source: source(text) },
    delete_message: { source: source('') },
    unpin_message: { source: source('') },
    join_room: {},
    leave_room: {},
    resolve: { reason: text },
    close: { reason: text },
    reopen: { reason: text, from: 'closed' },
    cancel: { reason: text },
    retry_step: { step: 'topic' },
    repair: { what: ['topic', 'pin'] },
    settle_send: { how: 'dropped', what: 'message', who: null },
    ask_timeline_file: {},
    step_failed: { step: 'topic', error: 'restricted_action' },
    step_done: { step: 'topic' },
    room_lost: { why: 'archived' },
    change_policy: { name: text, previous: 'Default', hash: 'b', was: 'a' },
    erase_text: { lines: 'all', reason: text },
    commander_missing: fired('commander_missing'),
    update_warning: fired('update_warning'),
    update_due: fired('update_due'),
    update_overdue: fired('update_overdue'),
    archive_room: { fired: [{ kind: 'archive_room', dueAt: minutesAfterNoon(30) }] },
    fire_timers: fired('update_due'),
  } satisfies Partial<EntryData>;
  const extra: [string, unknown][] = [
    ['add_note', { kind: 'note', text, source: source(text) }],
    ['take_role', { role: 'commander', previous: [] }],
    ['assign_role', { role: 'commander', userId: 'UBEN', previous: ['UNEW'] }],
    ['declare', { ...data.declare, summary: '' }],
    ['declare', { ...data.declare, origin: source(text) }],
    ['room_lost', { why: 'deleted' }],
    ['settle_send', { how: 'sent', what: 'page', who: 'UBEN' }],
    ['room_lost', { why: 'stays_archived' }],
    ['post_update', { ...data.post_update, status: null, doing: '', need: '' }],
    ['change_title', { from: text, to: text, reason: text }],
    [
      'update_due',
      {
        ...fired('update_due'),
        away: { fromAt: minutesAfterNoon(20), toAt: minutesAfterNoon(50) },
      },
    ],
    ['fire_timers', { ...fired('update_due'), dropped: true }],
    ['erase_text', { lines: [2, 7], reason: text }],
  ];
  return [...Object.entries(data), ...extra].map(([type, each], index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor: { kind: 'person', userId: 'UADA' },
    data: JSON.parse(JSON.stringify(each)),
  }));
}
