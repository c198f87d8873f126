import type { ClocksFact, ClocksRefusal } from '../../../src/incident/clocks/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { agendaMessage } from '../../../src/views/clocks/agenda.ts';
import { pauseModal } from '../../../src/views/clocks/modals.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { clocksPolicy } from '../../support/clocks-policy.ts';
import type { Picture } from '../gallery.ts';
import { rowsOf, viewOf } from '../samples.ts';

/** Every view of clocks, with any text in the place of what people type. */

const policy = clocksPolicy('', {
  'respond_within_minutes: 15': 'respond_within_minutes: 15\n    update_every_minutes: 30',
});
const [ada, ben] = ['UADA', 'UBEN'];

/** Much ran, was missed, paused, late and done. */
function busyStory(text: string): Story {
  const said = text.slice(0, 300).trim() || 'x';
  const story = new Story({ severity: 'sev1', title: said.slice(0, 60), summary: said }, policy);
  story.at(2).does({ type: 'change_kind', by: ada, kind: 'unclear', reason: said });
  story.does({ type: 'start_list', by: ada, list: 'redis', parameters: {} });
  story.does({ type: 'skip_task', by: ben, path: 'first_aid.stop', reason: said });
  story.does({ type: 'snooze_update', by: ada, minutes: 10, reason: said });
  return busy(story, said);
}

function busy(story: Story, said: string): Story {
  story.does({ ...{ type: 'add_action_item', by: ada, kind: 'fix' }, ...actionItem(said) });
  story.does({ type: 'assign_role', by: ada, role: 'scribe', userId: ben });
  story.does({ type: 'start_call', by: ada, link: 'https://meet.example.com/1' });
  story.does({ type: 'pause_clock', by: ada, clock: 'resolve', reason: said });
  story.at(26).ticks();
  return story;
}

function actionItem(said: string) {
  return { text: said.slice(0, 200).trim() || 'x', owner: ben, due: null };
}

export function clocksPictures(text = 'The vendor looks into it'): Record<string, Picture> {
  const story = busyStory(text);
  const early = new Story({ severity: 'sev1', title: 'API is down', summary: '' }, policy);
  const away = new Story({ severity: 'sev1', title: 'API is down', summary: '' }, policy);
  away.at(7 * 24 * 60).ticks();
  const closed = busyStory(text);
  closed.does({ type: 'change_kind', by: ada, kind: 'outage', reason: 'known' });
  closed.at(60).does({ type: 'resolve', by: ada, reason: 'rolled back' });
  closed.does({ type: 'close', by: ada, reason: 'done', anyway: true });
  return {
    'card, just declared': message(cardMessage(viewOf(early))),
    'card, missed and paused': message(cardMessage(viewOf(story))),
    'clock, just declared': message(agendaMessage(viewOf(early))),
    'clock, the second page': message(agendaMessage(viewOf(early), 1)),
    'clock, past the last page': message(agendaMessage(viewOf(early), 99)),
    'clock, missed and paused': message(agendaMessage(viewOf(story))),
    'clock, after a week away': message(agendaMessage(viewOf(away))),
    'clock, closed': message(agendaMessage(viewOf(closed))),
    'form, pause': { surface: 'modal', shows: pauseModal(viewOf(story)) },
    'form, pause with what was typed': {
      surface: 'modal',
      shows: pauseModal(viewOf(story), { arg: 'own.team', reason: text }),
    },
    ...facts(story),
    ...answers(story, text),
    timeline: message(timelineMessage(viewOf(story), rowsShown(story))),
  };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

const rowsShown = (story: Story) => ({
  rows: rowsOf(story) as TimelineRow[],
  older: false,
  newer: false,
});

/** All sorts of clocks, some of them long after. */
function facts(story: Story): Record<string, Picture> {
  const keys = [
    ...['respond', 'resolve', 'triage', 'kind', 'role.commander', 'own.team', 'call'],
    ...['status.working', 'stage.repair', 'status_page', 'tasks.first_aid', 'runbook.redis.0'],
    ...['postmortem', 'action_item.1', 'action_item.9', 'moon'],
  ];
  const clocks = keys.map((key, index) => ({ key, dueAt: minutesAfterNoon(2 + index) }));
  const at = minutesAfterNoon(30);
  const all: Record<string, ClocksFact> = {
    'at risk': { type: 'clocks_at_risk', clocks: clocks.slice(0, 2) },
    missed: { type: 'clocks_missed', clocks: clocks.slice(0, 1), at: minutesAfterNoon(2) },
    'missed, much': { type: 'clocks_missed', clocks, at },
    'missed, the last of them': { type: 'clocks_missed', clocks: clocks.slice(9), at },
    'still late': { type: 'clocks_still_late', clocks: clocks.slice(3, 5), at },
  };
  const to = { place: 'room' } as const;
  const direct = { place: 'dm', userId: ben } as const;
  return {
    ...Object.fromEntries(
      Object.entries(all).map(([name, fact]) => [
        `fact, ${name}`,
        message(factMessage(viewOf(story), fact, to)),
      ]),
    ),
    'fact, missed, directly': message(
      factMessage(
        viewOf(story),
        { type: 'clocks_missed', clocks: clocks.slice(13, 14), at },
        direct,
      ),
    ),
  };
}

function answers(story: Story, text: string): Record<string, Picture> {
  const at = minutesAfterNoon(5);
  const refusals: ClocksRefusal[] = [
    { code: 'unknown_clock', given: text, allowed: ['resolve', 'own.team', 'action_item.1'] },
    { code: 'no_clocks' },
    { code: 'clock_over', clock: 'respond' },
    { code: 'clock_paused', clock: 'resolve', by: ada, at },
    { code: 'clock_runs', clock: 'own.team' },
    { code: 'clock_not_pausable', clock: 'action_item.1' },
  ];
  const view = viewOf(story);
  return {
    'done, pause': message(
      doneMessage(view, { type: 'pause_clock', by: ada, clock: 'resolve', reason: text }),
    ),
    'done, resume': message(doneMessage(view, { type: 'resume_clock', by: ada, clock: 'resolve' })),
    ...Object.fromEntries(
      refusals.map((refusal) => [
        `refused, ${refusal.code}`,
        message(refusalMessage(policy, refusal, story.incident)),
      ]),
    ),
  };
}
