import type {
  CourseEntries,
  CourseFact,
  CourseRefusal,
  Missing,
} from '../../src/incident/course/types.ts';
import type { EntryData } from '../../src/incident/entry-data.ts';
import type { PersonCommand } from '../../src/incident/types.ts';
import { policyWith, whole } from '../incident/course/course-policy.ts';
import { minutesAfterNoon, noon, Story } from '../incident/story.ts';

const link = 'https://meet.example.com/war-room';

/** A policy with all of the course, whose gate needs one of everything. */
export const policyOfCourse = policyWith({
  ...whole,
  call: { link, expected: true, join_within_minutes: 2, stay: 'Stay until it is over' },
  directory: { teams: [{ key: 'leads', name: 'Incident leads' }] },
  checklists: [
    {
      key: 'aftercare',
      name: 'Aftercare',
      manual: true,
      items: ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, text: `Do ${key}` })),
    },
  ],
  stages: whole.stages.map((stage) => ({ ...stage, window: { to_minutes: 60 } })),
  statuses: whole.statuses.map((status) => ({ ...status, window: { to_minutes: 30 } })),
  roles: [
    { key: 'lead', name: 'Lead', min: 1, within_minutes: 5 },
    { key: 'scribe', name: 'Scribe', min: 1, substitute: 'lead' },
    { key: 'helper', name: 'Helper', min: 2, max: 5 },
  ],
  gates: [
    {
      key: 'ready',
      name: 'Ready',
      before: { phase: ['resolved'] },
      needs: [{ approval: { by: ['team:leads', 'role:lead'], count: 2 } }],
    },
  ],
});

function take(by: string, role: string): PersonCommand {
  return { type: 'take_role', by, role };
}

/** Incidents in what states the course can be, with `text` wherever people typed. */
export function courseStories(text: string): Record<string, Story> {
  const said = text.slice(0, 400).trim() || 'x';
  const declared = () => new Story({ title: said.slice(0, 60), summary: said }, policyOfCourse);
  const running = () =>
    declared()
      .at(3)
      .does(take('UADA', 'lead'))
      .does(take('UBEN', 'helper'))
      .does({ type: 'start_call', by: 'UADA', link: '' })
      .does({ type: 'change_status', by: 'UADA', status: 'fixing', reason: said });
  return {
    'on course, just declared': declared(),
    'on course, with a call': running(),
    'on course, late': running().at(90),
    'on course, shown to the public': running()
      .does({ type: 'change_public_state', by: 'UADA', state: 'identified', reason: said })
      .does({ type: 'change_stage', by: 'UADA', stage: 'recovery', reason: said }),
    'on course, closed': running()
      .does({
        type: 'resolve',
        by: 'UADA',
        reason: said,
        past: { gates: ['ready'], reason: said },
      })
      .does({ type: 'close', by: 'UADA', reason: said }),
  };
}

const missing: Missing[] = [
  { need: { checklist: 'aftercare' }, open: [] },
  { need: { checklist: 'aftercare' }, open: ['aftercare.a'] },
  {
    need: { checklist: 'aftercare' },
    open: ['a', 'b', 'c', 'd', 'e'].map((key) => `aftercare.${key}`),
  },
  { need: { item: 'aftercare.a' }, open: ['aftercare.a'] },
  { need: { role: 'lead' }, open: ['lead'] },
  { need: { roles: 'needed' }, open: ['lead', 'scribe'] },
  { need: { field: 'affected' }, open: ['affected'] },
  { need: { milestone: 'cause_found' }, open: [] },
  { need: { approval: { by: ['team:leads'], count: 1 } }, open: [], left: 1, mayApprove: true },
  { need: { approval: { by: ['UADA', 'S0SRE', 'anyone'], count: 3 } }, open: [], left: 2 },
  { need: { kind: 'settled' }, open: [] },
  { need: { measures: 'undone' }, open: ['maintenance'] },
  { need: { obligations: 'met' }, open: ['notice:acme'] },
  { need: { update: 'posted' }, open: [] },
  { need: { told: 'customers' }, open: [] },
];

/** One of each refusal. */
export function courseRefusals(text: string): CourseRefusal[] {
  const again = { word: 'resolve', reason: text } as const;
  return [
    { code: 'gate_closed', gates: [{ gate: 'ready', missing }], mayPass: true, again },
    {
      code: 'gate_closed',
      gates: [{ gate: 'ready', missing: missing.slice(9, 10) }],
      mayPass: false,
      again: { word: 'change_stage', to: 'recovery' },
    },
    { code: 'may_not_hold', role: 'lead', userId: 'UADA', who: ['team:leads', 'role:lead'] },
    { code: 'may_not_hold', role: 'lead', userId: 'UADA', who: [] },
    { code: 'not_with', role: 'lead', userId: 'UADA', held: 'scribe' },
    { code: 'unknown_stage', given: text, allowed: ['Detection'] },
    { code: 'unknown_stage', given: text, allowed: [] },
    { code: 'unknown_public_state', given: text, allowed: ['Investigating'] },
    { code: 'unknown_public_state', given: text, allowed: [] },
    { code: 'unknown_milestone', given: text, allowed: ['started', 'postmortem_set'] },
    { code: 'same_stage' },
    { code: 'same_public_state' },
    { code: 'no_approval', gate: 'ready' },
    { code: 'approved_already', gate: 'ready' },
    { code: 'bad_time' },
    { code: 'in_future', at: minutesAfterNoon(90) },
    { code: 'call_on', link, by: 'UADA' },
    { code: 'no_call' },
    { code: 'no_call_link' },
    { code: 'bad_call_link' },
  ];
}

/** One of each fact, with `text` wherever people typed. */
export function courseFacts(text: string): CourseFact[] {
  const by = 'UADA';
  return [
    { type: 'stage_changed', from: null, to: 'recovery', reason: text, by },
    { type: 'public_state_changed', from: 'looking', to: 'identified', reason: '', by },
    { type: 'public_state_changed', from: 'looking', to: 'identified', reason: text, by },
    { type: 'approved', gate: 'ready', by, left: 0 },
    { type: 'approved', gate: 'ready', by, left: 1 },
    { type: 'approval_asked', gate: 'ready', by },
    { type: 'call_started', link, by },
    { type: 'call_ended', by },
    { type: 'call_ended', by: null },
  ];
}

export const courseCommandSamples: PersonCommand[] = [
  { type: 'change_stage', by: 'UADA', stage: 'recovery', reason: 'x' },
  { type: 'change_public_state', by: 'UADA', state: 'identified', reason: '' },
  { type: 'approve', by: 'UADA', gate: 'ready' },
  { type: 'ask_approval', by: 'UADA', gate: 'ready' },
  { type: 'set_milestone', by: 'UADA', milestone: 'declared', at: noon, reason: '' },
  { type: 'start_call', by: 'UADA', link },
  { type: 'join_call', by: 'UADA' },
  { type: 'end_call', by: 'UADA' },
];

/** Lines of the timeline, with `text` wherever people typed. */
export function courseEntryData(text: string): [keyof EntryData, unknown][] {
  const at = minutesAfterNoon(5);
  const data = {
    change_stage: { from: 'detection', to: 'recovery', reason: text },
    change_public_state: { from: 'looking', to: 'identified', reason: text },
    approve: { gate: 'ready' },
    ask_approval: { gate: 'ready' },
    set_milestone: {
      milestone: 'cause_found',
      at,
      people: ['UADA'],
      text,
      reason: text,
      before: { at: noon, people: ['UBEN'], text },
    },
    start_call: { link },
    join_call: {},
    end_call: {},
  } satisfies CourseEntries;
  const also = [
    { type: 'roles_along', roles: ['scribe'] },
    { type: 'went_past', gates: ['ready'], reason: text },
    { type: 'stage_entered', stage: 'recovery' },
    { type: 'milestone_reached', milestone: 'postmortem_set' },
    { type: 'milestones_dropped', milestones: ['mitigated', 'investigating'] },
    { type: 'call_ended_with_it' },
  ];
  return [
    ...(Object.entries(data) as [keyof EntryData, unknown][]),
    ['change_stage', { from: null, to: 'recovery', reason: text }],
    ['change_public_state', { from: null, to: 'identified', reason: '' }],
    ['set_milestone', { ...data.set_milestone, people: [], text: '', reason: '', before: null }],
    ['add_note', { kind: 'note', text, source: null, at }],
    ['join_room', { asked: true }],
    ['take_role', { role: 'lead', previous: [], also }],
  ];
}
