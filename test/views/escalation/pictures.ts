import type {
  EscalationAlso,
  EscalationCommand,
  EscalationEntries,
  EscalationFact,
  EscalationRefusal,
} from '../../../src/incident/escalation/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import type { Audience } from '../../../src/incident/types.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { escalateModal, pageModal, stopModal } from '../../../src/views/escalation/forms.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { menuMessage } from '../../../src/views/panel.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of ladders and pages, with any text in the place of what people type. */

const [ada, ben] = ['UADA', 'UBEN'];
const morning = new Date('2026-03-03T07:00:00Z');

/** Ladders by clock and by hand, and pages with every end. */
function busyStory(typed: string, isPrivate = false): Story {
  const text = typed.slice(0, 300).trim() || 'x';
  const told = new Story(
    { severity: 'sev1', title: text.slice(0, 60), summary: '', isPrivate },
    escalationPolicy,
  );
  told.does({ type: 'take_role', by: ada, role: 'commander' });
  told.does({ type: 'page_reached', page: 1, userIds: [ben] });
  told.does({ type: 'page_quiet', page: 1, userId: ben, untilAt: morning });
  told.at(1).does({ type: 'page', by: ada, who: ['on_call:primary', ada], reason: text });
  const page = told.incident.state.pages.at(-1)?.id ?? 0;
  told.does({ type: 'page_failed', page, who: 'on_call:primary', error: 'nobody_on_call' });
  told.at(2).does({ type: 'escalate', by: ada, path: 'hand', reason: text });
  return told;
}

export function escalationPictures(text = 'The database is on fire'): Record<string, Picture> {
  const story = busyStory(text);
  return {
    ...cards(text, story),
    ...factsOf(text, story),
    ...said(text, story),
    ...forms(text, story),
  };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function cards(text: string, story: Story): Record<string, Picture> {
  const early = new Story({ severity: 'sev4' }, escalationPolicy);
  const came = new Story({ severity: 'sev1' }, escalationPolicy);
  came.at(1).does({ type: 'escalate', by: ada, path: 'hand', reason: '' });
  came.does({ type: 'acknowledge_page', by: ben, page: came.incident.state.pages.length });
  const outside = new Story({ severity: 'sev4' }, escalationPolicy);
  outside.does({ type: 'page', by: ada, who: ['contact:board'], reason: text.slice(0, 200) });
  const many = busyStory(text).does({ type: 'page', by: ada, who: [ben], reason: '' });
  return {
    'card, a ladder that waits': message(cardMessage(viewOf(early))),
    'card, silent': message(cardMessage(viewOf(story))),
    'card, somebody came': message(cardMessage(viewOf(came))),
    'card, somebody has to be called': message(cardMessage(viewOf(outside))),
    'fact, nobody called': message(
      factMessage(
        viewOf(outside),
        { type: 'page_not_reached', page: 1, why: 'silent' },
        { place: 'room' },
      ),
    ),
    'card, more than it shows': message(cardMessage(viewOf(many))),
    'menu, while ladders run': message(menuMessage(viewOf(story), ada)),
  };
}

function factsOf(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const hidden = viewOf(busyStory(text, true));
  const level = { if: null, who: ['on_call:primary'], channel: null, page: 1 };
  const climbed = { type: 'ladder_climbed', path: 'technical', name: 'Technical' } as const;
  const room: EscalationFact[] = [
    { type: 'paged', page: 3, reason: text, by: ada, ladder: null },
    {
      type: 'paged',
      page: 2,
      reason: '',
      by: null,
      ladder: null,
      after: { page: 1, why: 'silent' },
    },
    {
      type: 'paged',
      page: 2,
      reason: '',
      by: null,
      ladder: null,
      after: { page: 1, why: 'quiet' },
    },
    {
      type: 'paged',
      page: 99,
      reason: '',
      by: null,
      ladder: null,
      after: { page: 98, why: 'cannot' },
    },
    { type: 'page_answered', page: 1, userId: ben, comes: true },
    { type: 'page_answered', page: 1, userId: ben, comes: false },
    { type: 'page_answered', page: 2, userId: ada, comes: true },
    { type: 'page_not_reached', page: 3, why: 'failed' },
    { type: 'page_not_reached', page: 1, why: 'cannot' },
    { ...climbed, levels: [{ ...level, name: 'L1' }], by: null, reason: '' },
    {
      ...climbed,
      levels: [
        { ...level, name: 'L1' },
        { ...level, name: 'L2', page: null, channel: '#ops', if: 'awake' },
      ],
      ...{ by: ada, reason: text, after: { page: 3, why: 'failed' } },
    },
    { type: 'ladder_at_the_top', path: 'technical', name: 'Technical', toCall: [] },
    { type: 'ladder_at_the_top', path: 'technical', name: 'Vendor', toCall: ['contact:board'] },
    { type: 'ladder_stopped', path: 'technical', name: 'Technical', by: ada, reason: text },
  ];
  const direct: EscalationFact[] = [
    { type: 'paged', page: 1, reason: '', by: null, ladder: 'technical' },
    { type: 'paged', page: 2, reason: text, by: ada, ladder: null },
  ];
  const dm: Audience = { place: 'dm', userId: ben };
  const board = climbedToBoard(text);
  const channel: Audience = { place: 'channel', channel: '#ops', audience: '' };
  const told = { type: 'ladder_told', path: 'technical', name: 'Technical', level: 'L2' } as const;
  return {
    ...numbered('fact', room, (fact) => message(factMessage(view, fact, { place: 'room' }))),
    ...numbered('directly', direct, (fact) => message(factMessage(view, fact, dm))),
    ...numbered('directly, private', direct, (fact) => message(factMessage(hidden, fact, dm))),
    ...Object.fromEntries(
      overStories(text).map(([name, story]) => [
        `directly, ${name}`,
        message(factMessage(viewOf(story), direct[0] ?? told, dm)),
      ]),
    ),
    'in a channel': message(factMessage(view, told, channel)),
    'room, a call is asked for': message(factMessage(board.view, board.fact, { place: 'room' })),
    'room, the call was made': message(
      factMessage(
        board.view,
        { type: 'page_answered', page: board.page, userId: ada, comes: true },
        { place: 'room' },
      ),
    ),
  };
}

/** Somebody was called, and nobody is waited for any more. */
function overStories(text: string): [string, Story][] {
  const paged = (isPrivate: boolean) =>
    new Story({ severity: 'sev1', title: text.slice(0, 60), isPrivate }, escalationPolicy).at(1);
  const resolve = { type: 'resolve', by: ada, reason: text.slice(0, 100) || 'x' } as const;
  return [
    ['somebody came', paged(false).does({ type: 'acknowledge_page', by: ben, page: 1 })],
    ['nobody came', paged(false).does(resolve)],
    [
      'it was private',
      paged(true)
        .does({ type: 'page', by: ada, who: [ben], reason: '' })
        .does(resolve),
    ],
  ];
}

/** A ladder whose level only a person can reach. */
function climbedToBoard(text: string) {
  const told = new Story({ severity: 'sev3' }, escalationPolicy);
  told.does({ type: 'set_fields', by: ada, fields: { loss: '150000' } });
  const [fact] = told
    .told()
    .flatMap((each) =>
      each.fact.type === 'ladder_climbed' ? [{ ...each.fact, reason: text }] : [],
    );
  const page = told.incident.state.pages.at(-1)?.id;
  if (!fact || page === undefined) throw new Error('the board was not called');
  return { view: viewOf(told), fact, page };
}

function said(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const by = ada;
  const commands: EscalationCommand[] = [
    { type: 'escalate', by, path: 'technical', reason: text },
    { type: 'stop_escalation', by, path: 'technical', reason: text },
    { type: 'page', by, who: [ben, 'on_call:primary'], reason: text },
    { type: 'acknowledge_page', by, page: 1 },
    { type: 'cannot_come', by, page: 1 },
  ];
  const at = minutesAfterNoon(5);
  const refusals: EscalationRefusal[] = [
    { code: 'unknown_path', given: text, allowed: ['technical', 'hand'] },
    { code: 'no_paths' },
    { code: 'ladder_at_the_top', path: 'technical' },
    { code: 'ladder_not_running', path: 'nothing' },
    { code: 'ladder_moved', path: 'technical', at },
    { code: 'no_page' },
    { code: 'nobody_to_page', given: [] },
    { code: 'nobody_to_page', given: ['role:scribe'] },
    { code: 'page_answered', at },
  ];
  const page = { rows: rowsWith(text), older: false, newer: false };
  return {
    ...numbered('done', commands, (command) => message(doneMessage(view, command))),
    ...numbered('refusal', refusals, (refusal) =>
      message(refusalMessage(escalationPolicy, refusal, story.incident)),
    ),
    'refusal outside': message(
      refusalMessage(escalationPolicy, { code: 'ladder_not_running', path: 'technical' }, null),
    ),
    timeline: message(timelineMessage(view, page)),
  };
}

function numbered<T extends { type?: string; code?: string }>(
  what: string,
  list: readonly T[],
  draw: (each: T) => Picture,
): Record<string, Picture> {
  return Object.fromEntries(
    list.map((each, index) => [`${what} ${each.type ?? each.code} ${index}`, draw(each)]),
  );
}

function forms(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const none = viewOf(new Story());
  const modals = {
    escalate: escalateModal(view, { arg: 'hand:0.1', reason: text }),
    'escalate, nothing to climb': escalateModal(none),
    stop: stopModal(view, { arg: 'hand', text }),
    'stop, nothing runs': stopModal(none, { arg: 'technical' }),
    page: pageModal(view, { text }),
    'page, private': pageModal(viewOf(busyStory(text, true))),
  };
  return Object.fromEntries(
    Object.entries(modals).map(([name, shows]) => [`form, ${name}`, { surface: 'modal', shows }]),
  );
}

/** One line of the timeline for each kind of entry, with all that may follow, and what the clock did. */
function rowsWith(text: string): TimelineRow[] {
  const data: EscalationEntries = {
    escalate: { name: 'Technical', levels: ['L2'], reason: text },
    stop_escalation: { name: 'Technical', reason: text },
    page: { page: 1, who: [ben, 'on_call:primary'], reason: text },
    acknowledge_page: { page: 1, for: [] },
    cannot_come: { page: 1 },
    page_reached: { page: 1, userIds: [ben] },
    page_failed: { page: 1, who: 'on_call:primary', error: 'nobody_on_call' },
    page_quiet: { page: 1, userId: ben, untilAt: morning },
  };
  const whys = ['acknowledged', 'condition', 'at_the_top', 'stopped'] as const;
  const also: EscalationAlso[] = [
    { type: 'ladder_begun', name: 'Technical' },
    { type: 'levels_climbed', name: 'Technical', levels: ['L1', 'L2'] },
    ...whys.map((why) => ({ type: 'ladder_ended', name: 'Technical', why }) as const),
    { type: 'paged_instead', who: ['on_call:secondary'] },
  ];
  const dueAt = minutesAfterNoon(5);
  const fired = (kind: string, about: string) => ({ fired: [{ kind, dueAt, about }] });
  const rows: [string, unknown][] = [
    ...Object.entries(data),
    ['acknowledge_page', { page: 1, for: ['contact:board'], also }],
    ['page_failed', { page: 1, who: ben, error: text }],
    ['page_quiet', { page: 1, userId: ben, untilAt: null }],
    ['ladder_step', fired('ladder_step', 'climbed:Technical: L2')],
    ['ladder_step', fired('ladder_step', 'top:Technical')],
    ['ladder_step', fired('ladder_step', 'ended:Technical')],
    ['page_unanswered', fired('page_unanswered', `${ben} on_call:primary`)],
  ];
  return rows.map(([type, each], index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor: { kind: 'person', userId: ada },
    data: JSON.parse(JSON.stringify(each)) as Record<string, unknown>,
  }));
}
