import type { EntryData } from '../../src/incident/entry-data.ts';
import type {
  TellingEntries,
  TellingFact,
  TellingRefusal,
} from '../../src/incident/telling/types.ts';
import type { PersonCommand } from '../../src/incident/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { minutesAfterNoon, Story } from '../incident/story.ts';
import { tellingPolicy } from '../support/telling-policy.ts';

const loaded = await loadPolicyFile(tellingPolicy());
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));

/** A policy with audiences, obligations and a directory. */
export const policyThatTells = loaded.policy;

const by = 'UADA';

/** Incidents in which others are told, with one text wherever people typed. */
export function tellingStories(text: string): Record<string, Story> {
  const said = text.slice(0, 400).trim() || 'x';
  const title = text.slice(0, 60).trim() || 'x';
  const begun = (changes = {}) =>
    new Story({ title, summary: said, severity: 'sev1', ...changes }, policyThatTells).at(1);
  return {
    'with messages that wait': begun(),
    'with a message approved': begun().does({
      type: 'approve_message',
      by: 'UADA',
      as: ['mona@example.com'],
      about: { message: 3 },
      text: said,
    }),
    'with customers told': begun()
      .does({ type: 'take_role', by, role: 'communications' })
      .does({ type: 'message_sent', by, about: { message: 2 }, text: said, proof: said })
      .at(40),
    'with much that is owed': begun({ kind: 'breach' })
      .does({ type: 'open_obligation', by, obligation: 'insurer', reason: said })
      .does({ type: 'open_obligation', by, obligation: 'contract:bolt', reason: '' })
      .does({ type: 'excuse_obligation', by, obligation: 'regulator', reason: said })
      .does({ type: 'meet_obligation', by, obligation: 'insurer', proof: said, text: said })
      .at(120),
    'of a drill': begun({ isDrill: true }),
  };
}

/** One of each fact. */
export function tellingFactsWith(text: string): TellingFact[] {
  const update = { at: minutesAfterNoon(3), by, know: text, doing: text, need: text };
  const told = { type: 'audience_told', nextMinutes: null } as const;
  return [
    { ...told, audience: 'staff', template: 'staff_first', text: null, update: null },
    { ...told, audience: 'staff', template: 'staff_next', text: null, update },
    { ...told, audience: 'customers', template: 'customers_first', text, update: null },
    { ...told, audience: 'gone', template: '', text, update: null },
    { type: 'followed', what: 'update', update },
    { type: 'followed', what: 'resolved', update: null },
    { type: 'messages_ready', messages: [{ id: 2, audience: 'customers' }] },
    { type: 'feedback_asked', message: 2, audience: 'customers', text, by },
    { type: 'audiences_due', audiences: [{ key: 'customers', dueAt: minutesAfterNoon(30) }] },
    { type: 'audiences_due', audiences: [{ key: 'staff', dueAt: minutesAfterNoon(30) }] },
    { type: 'audience_not_reached', audience: 'gone', where: '#gone', error: 'channel_not_found' },
    {
      type: 'obligations_due',
      obligations: [
        { key: 'regulator', dueAt: minutesAfterNoon(-90), late: true },
        { key: 'contract:acme', dueAt: minutesAfterNoon(240), late: false },
        { key: 'insurer', dueAt: null, late: false },
      ],
    },
    {
      type: 'obligations_due',
      obligations: [{ key: 'regulator', dueAt: minutesAfterNoon(0), late: true }],
      direct: true,
    },
    { type: 'obligations_open', obligations: ['regulator', 'contract:acme'] },
  ];
}

/** One of each refusal. */
export const tellingRefusalSamples: TellingRefusal[] = [
  { code: 'unknown_audience', given: 'nobody', allowed: ['staff', 'customers'] },
  { code: 'unknown_template', given: 'nothing' },
  { code: 'no_message' },
  { code: 'message_ended', status: 'sent', by, at: minutesAfterNoon(3) },
  { code: 'message_ended', status: 'dropped', by, at: minutesAfterNoon(3) },
  { code: 'not_approved', who: ['mona@example.com', 'role:commander'] },
  { code: 'needs_no_approval', audience: 'staff' },
  { code: 'cannot_send', audience: 'customers' },
  { code: 'drafts_full' },
  { code: 'no_feedback', audience: 'staff' },
  { code: 'unknown_obligation', given: 'nothing', allowed: ['regulator'] },
  { code: 'obligation_ended', status: 'met', by, at: minutesAfterNoon(3) },
  { code: 'obligation_ended', status: 'excused', by, at: minutesAfterNoon(3) },
  { code: 'obligation_opened', obligation: 'regulator' },
  { code: 'follows_already' },
  { code: 'follows_not' },
  { code: 'followers_full', max: 200 },
];

const about = { audience: 'customers', template: '' };

/** One of each command, as far as an answer tells it. */
export const tellingCommandSamples: PersonCommand[] = [
  { type: 'keep_message', by, about, text: 'a' },
  { type: 'approve_message', by, about, text: 'a' },
  { type: 'send_message', by, about, text: 'a' },
  { type: 'message_sent', by, about, text: 'a', proof: 'b' },
  { type: 'drop_message', by, about, reason: 'c' },
  { type: 'ask_feedback', by, about, text: 'a' },
  { type: 'open_obligation', by, obligation: 'insurer', reason: '' },
  { type: 'meet_obligation', by, obligation: 'insurer', proof: 'd', text: '' },
  { type: 'excuse_obligation', by, obligation: 'insurer', reason: 'e' },
  { type: 'follow', by, everyMinutes: null },
  { type: 'follow', by, everyMinutes: 30 },
  { type: 'unfollow', by },
];

/** The data of each kind of line, with one text wherever people typed. */
export function tellingEntryData(text: string): TellingEntries {
  const audience = 'customers';
  const obligation = 'regulator';
  const dueAt = minutesAfterNoon(30);
  return {
    keep_message: { audience, text },
    approve_message: { audience, text },
    send_message: { audience, text },
    message_sent: { audience, text, proof: text },
    drop_message: { audience, reason: text },
    ask_feedback: { audience },
    open_obligation: { obligation, dueAt, reason: text },
    meet_obligation: { obligation, proof: text, text },
    excuse_obligation: { obligation, reason: text },
    audience_not_reached: { audience, where: '#gone', error: 'channel_not_found' },
  };
}

/** Lines with all that can follow by itself. */
export const tellingExtraEntries: [string, unknown][] = [
  ['message_sent', { audience: 'customers', text: 'x', proof: '' }],
  ['meet_obligation', { obligation: 'regulator', proof: 'x', text: '' }],
  [
    'take_role',
    {
      role: 'commander',
      previous: [],
      also: [
        { type: 'message_prepared', audience: 'customers' },
        { type: 'audience_told', audience: 'staff' },
        { type: 'obligation_owed', obligation: 'regulator', dueAt: minutesAfterNoon(30) },
        { type: 'obligation_moved', obligation: 'contract:acme', dueAt: null },
      ],
    } satisfies EntryData['take_role'] & { also: unknown },
  ],
];
