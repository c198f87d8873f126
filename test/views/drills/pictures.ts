import { atPace } from '../../../src/incident/drills/pace.ts';
import type { DrillsFact, Score, WouldReach } from '../../../src/incident/drills/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { Drill } from '../../../src/policy/language/on-call.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { declareModal } from '../../../src/views/declare-modal.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { injectModal } from '../../../src/views/drills/forms.ts';
import { newsMessage } from '../../../src/views/news.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { renderer } from '../../../src/views/renderer.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { tellingPolicy } from '../../support/telling-policy.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of drills, with any text in the place of what people type. */

const loaded = await loadPolicyFile(tellingPolicy());
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));

const policy: Policy = {
  ...loaded.policy,
  drills: [
    Drill.parse({
      ...{ key: 'tabletop', name: 'Tabletop', type: 'tabletop', pace: 24, lasts_minutes: 240 },
      simulates: { title: 'The bank is gone' },
      injects: [{ key: 'alarm', after_minutes: 12, text: 'The queue grows', by: 'Monitoring' }],
    }),
    Drill.parse({ key: 'fire', name: 'Fire drill', type: 'fire_drill' }),
  ],
};

const score: Score = {
  minutes: {
    ...{ acknowledged: 4, commander: 12, team_assembled: null },
    ...{ update: 20, mitigated: 90, resolved: 240 },
  },
  pace: 24,
  updates: { onTime: 5, late: 1 },
  tasks: { done: 7, open: 2 },
  obligations: { met: 1, late: 1, open: 0 },
  pages: { asked: 3, answered: 2 },
  silent: ['UBEN', '@sre'],
  gatesPast: 1,
};

const nothing: Score = {
  ...score,
  pace: 1,
  minutes: { ...score.minutes, acknowledged: null, commander: null, update: null },
  updates: { onTime: 0, late: 0 },
  tasks: { done: 0, open: 0 },
  obligations: { met: 0, late: 0, open: 0 },
  pages: { asked: 0, answered: 0 },
  silent: [],
  gatesPast: 0,
};

export function drillsPictures(text = 'The queue grows'): Record<string, Picture> {
  const said = text.slice(0, 1000).trim() || 'x';
  const title = said.slice(0, 100);
  const story = new Story({ isDrill: true, drill: 'tabletop', title, summary: said }, policy);
  const plain = new Story({ isDrill: true, title }, policy);
  const view = paced(story);
  const render = renderer(() => policy);
  const dm = { place: 'dm', userId: 'UADA' } as const;
  const inject = { type: 'inject', by: 'UADA', text: said, from: said.slice(0, 75) } as const;
  return {
    'card, of a plan': message(cardMessage(view)),
    'card, of none': message(cardMessage(viewOf(plain))),
    news: message(newsMessage(view)),
    'form, declare a drill': modal(declareModal(policy, { key: 'k', isDrill: true, drill: '' })),
    'form, declare a drill of the policy': modal(
      declareModal(policy, { key: 'k', isDrill: true, drill: 'fire', title }),
    ),
    'form, inject': modal(injectModal(view, { text: said })),
    ...Object.fromEntries(
      factsWith(said).map((fact, index) => [
        `fact ${fact.type} ${index}`,
        message(render.fact(fact, view, { place: 'room' }, [])),
      ]),
    ),
    'any other fact, directly': message(
      render.fact({ type: 'role_duties', role: 'commander', by: 'UBEN' }, view, dm, []),
    ),
    'done inject': message(doneMessage(view, inject)),
    'refusal no_drill': message(refusalMessage(policy, { code: 'no_drill' }, story.incident)),
    timeline: message(timelineMessage(view, { rows: rowsWith(said), older: false, newer: false })),
  };
}

/** As delivery shows it: under the policy of its pace. */
function paced(story: Story) {
  return { ...viewOf(story), policy: atPace(policy, story.incident) };
}

function factsWith(text: string): DrillsFact[] {
  const told: WouldReach['told'][number] = {
    type: 'audience_told',
    ...{ audience: 'staff', template: 'staff_first' },
    ...{ text: null, update: null, nextMinutes: null },
  };
  return [
    { type: 'injected', injects: [{ text, from: text.slice(0, 75) }] },
    {
      type: 'injected',
      injects: [
        { text, from: null },
        { text: 'A journalist calls', from: 'Press' },
      ],
    },
    {
      type: 'would_reach',
      ...{ paged: ['on_call:first', 'UBEN'], invited: ['@sre'], written: ['team:sre'] },
      ...{ channels: ['#board'], told: [told, { ...told, audience: 'customers', text }] },
    },
    {
      type: 'would_reach',
      ...{ paged: ['role:commander'], invited: [], written: [], channels: [], told: [] },
    },
    { type: 'drill_over' },
    { type: 'scorecard', score },
    { type: 'scorecard', score: nothing },
  ];
}

function rowsWith(text: string): TimelineRow[] {
  const clock = { kind: 'clock' } as const;
  const fired = (kind: string, about?: string) => ({
    fired: [{ kind, dueAt: minutesAfterNoon(30), ...(about ? { about } : {}) }],
  });
  const rows: [string, TimelineRow['actor'], Record<string, unknown>][] = [
    ['inject', { kind: 'person', userId: 'UADA' }, { text, from: text.slice(0, 75) }],
    ['inject', { kind: 'person', userId: 'UADA' }, { text, from: '' }],
    ['inject_due', clock, fired('inject_due', 'alarm,gone')],
    ['drill_over', clock, { ...fired('drill_over'), also: [{ type: 'drill_scored' }] }],
  ];
  return rows.map(([type, actor, data], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type: type as TimelineRow['type'] },
    ...{ actor, data: JSON.parse(JSON.stringify(data)) },
  }));
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function modal(shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture {
  return { surface: 'modal', shows };
}
