import type { MeetingCommand, MeetingRefusal } from '../../../src/incident/meeting/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { message as messageOf } from '../../../src/views/blocks.ts';
import type { Message } from '../../../src/views/context.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { agendaMessage, rulesMessage } from '../../../src/views/meeting/agenda.ts';
import { meetingOnPostmortem } from '../../../src/views/meeting/on-postmortem.ts';
import { partMessage } from '../../../src/views/meeting/part.ts';
import { surveyModal } from '../../../src/views/meeting/survey.ts';
import { unsafeMessage, unsafeModal, unsafeSent } from '../../../src/views/meeting/unsafe.ts';
import { Mrkdwn } from '../../../src/views/mrkdwn.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { renderer } from '../../../src/views/renderer.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of the meeting, with any text in the place of what people type. */

const loaded = await loadPolicyFile('policies/001-small-team.yaml');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const { policy: small } = loaded;

/** The same without anything said of its meeting, and with named answers. */
function bare(): Policy {
  const { postmortem } = small;
  if (!postmortem) throw new Error('no postmortem');
  const survey = { ask: 'after_meeting' as const, anonymous: false, questions: [] };
  const nothing = { roles: [], agenda: [], rules: [], closing: [], confidential_to: [] };
  const { confidential_role: _role, ...others } = postmortem;
  return { ...small, postmortem: { ...others, ...nothing, survey } };
}

function mitigated(title: string, policy = small): Story {
  const story = new Story({ severity: null, title }, policy).at(2);
  story.does({ type: 'answer_criterion', by: 'UADA', criterion: 'half_of_users', yes: true });
  story.does({ type: 'take_role', by: 'UBEN', role: 'communicator' });
  return story
    .at(30)
    .does({ type: 'change_status', by: 'UADA', status: 'first_aid_done', reason: 'ok' });
}

export function meetingPictures(text = 'The queue was full'): Record<string, Picture> {
  const said = text.slice(0, 300).trim() || 'x';
  const title = said.slice(0, 100);
  const before = mitigated(title);
  const taken = mitigated(title)
    .does({ type: 'take_meeting_role', by: 'UADA', role: 'facilitator' })
    .does({ type: 'take_meeting_role', by: 'UBEN', role: 'writer' });
  const late = mitigated(title).at(40);
  late.does({
    ...{ type: 'book_meeting', by: 'UADA', slot: null, minutes: 120, where: null },
    at: minutesAfterNoon(60),
  });
  late.at(80).does({ type: 'start_meeting', by: 'UADA', timed: true });
  const second = started(title).at(78).ticks();
  second.does({
    ...{ type: 'collect_lines', by: 'UBEN', part: 'good_points' },
    lines: [{ ts: '1.000002', text: said }],
  });
  const byHand = mitigated(title).does({ type: 'start_meeting', by: 'UADA', timed: false });
  const paused = started(title).at(62).does({ type: 'pause_meeting', by: 'UADA' });
  const up = started(title).at(200).ticks();
  const over = ended(title);
  const plain = mitigated(title, bare()).at(60);
  plain.does({ type: 'start_meeting', by: 'UADA', timed: true });
  const plainOver = mitigated(title, bare()).at(60);
  plainOver.does({ type: 'start_meeting', by: 'UADA', timed: true });
  plainOver.at(75).does({ type: 'end_meeting', by: 'UADA' });
  return {
    'on the postmortem, before': about(before),
    'on the postmortem, with roles': about(taken),
    'on the postmortem, while it is on': about(second),
    'on the postmortem, after it': about(over),
    'on the postmortem, all answered, without names': about(answered(title, said, small)),
    'on the postmortem, all answered, with names': about(answered(title, said, bare())),
    'on the postmortem, too few answered': about(tooFew(title, said)),
    'first part': message(partMessage(viewOf(started(title)), 0)),
    'first part, late': message(partMessage(viewOf(late), 0)),
    'first part, over': message(partMessage(viewOf(second), 0)),
    'first part, stopped': message(partMessage(viewOf(paused), 0)),
    'second part, with lines': message(partMessage(viewOf(second), 1)),
    'second part, by hand': message(
      partMessage(viewOf(byHand.does({ type: 'next_part', by: 'UADA' })), 0),
    ),
    'a part in a room that is a thread': message(partMessage(inThread(second), 1)),
    'last part, the time is up': message(partMessage(viewOf(up), 4)),
    'last part, the meeting over': message(partMessage(viewOf(over), 0)),
    'a meeting without an agenda': message(partMessage(viewOf(plain), 0)),
    'one without an agenda, over': message(partMessage(viewOf(plainOver), 0)),
    agenda: message(agendaMessage(viewOf(before))),
    'agenda, while it is on': message(agendaMessage(viewOf(second))),
    rules: message(rulesMessage(viewOf(before))),
    'rules, none': message(rulesMessage(viewOf(plain))),
    ...privately(said, title),
    ...told(said, title),
  };
}

function inThread(story: Story) {
  const view = viewOf(story);
  return { ...view, places: { ...view.places, roomThreadTs: '1.000001' } };
}

function started(title: string): Story {
  const story = mitigated(title).does({ type: 'take_meeting_role', by: 'UBEN', role: 'writer' });
  return story.at(60).does({ type: 'start_meeting', by: 'UADA', timed: true });
}

function ended(title: string, policy = small): Story {
  const story = mitigated(title, policy).at(60);
  story.does({ type: 'take_meeting_role', by: 'UADA', role: 'facilitator' });
  story.does({ type: 'start_meeting', by: 'UADA', timed: true });
  story.at(170).does({ type: 'end_meeting', by: 'UADA' });
  if (policy === small) story.does({ type: 'tick_closing', by: 'UADA', item: 1, done: true });
  return story.at(171).ticks();
}

function answered(title: string, said: string, policy: Policy): Story {
  const story = ended(title, policy);
  const { survey } = story.incident.state.meeting ?? {};
  for (const [index, by] of (survey?.asked ?? []).entries()) {
    const answers = { went: String(3 + (index % 3)), helped: said };
    story.does({ type: 'answer_survey', by, mark: `mark${index}`, answers });
  }
  return story;
}

function tooFew(title: string, said: string): Story {
  const story = ended(title);
  const answers = { went: '1', helped: said };
  story.does({ type: 'answer_survey', by: 'UADA', mark: 'mark', answers });
  return story.at(171 + 4 * 24 * 60).ticks();
}

function privately(said: string, title: string): Record<string, Picture> {
  const [before, kept] = [mitigated(title), started(title)];
  const view = viewOf(kept);
  const told = { text: said, by: null, maySee: true, mayRemind: true };
  return {
    'form, in private, nobody has the role': modal(unsafeModal(viewOf(before), 'role')),
    'form, in private to a role': modal(unsafeModal(view, 'role')),
    'form, in private to people': modal(unsafeModal(view, 'people')),
    'form, in private, sent': modal(unsafeSent(view, ['UBEN', 'UADA'])),
    'in private': message(unsafeMessage(view, told)),
    'in private, with a name': message(unsafeMessage(view, { ...told, by: 'UADA' })),
    'in private, to who may not know of it': message(
      unsafeMessage(view, { ...told, maySee: false, mayRemind: false }),
    ),
    'in private, to who may not know of it, with a name': message(
      unsafeMessage(view, { text: '', by: 'UADA', maySee: false, mayRemind: false }),
    ),
  };
}

/** Facts, answers, refusals and lines of the timeline. */
function told(said: string, title: string): Record<string, Picture> {
  const story = ended(title);
  const named = ended(title, bare());
  const view = viewOf(story);
  const render = renderer(() => small);
  const dm = { place: 'dm', userId: 'UADA' } as const;
  return {
    'form, how it went': modal(surveyModal(view)),
    'form, how it went, with names': modal(surveyModal(viewOf(named))),
    'fact meeting_rules': message(
      render.fact({ type: 'meeting_rules' }, view, { place: 'room' }, []),
    ),
    'fact meeting_time_up': message(
      render.fact({ type: 'meeting_time_up' }, view, { place: 'room' }, []),
    ),
    'fact meeting_survey': message(render.fact({ type: 'meeting_survey' }, view, dm, [])),
    'fact meeting_survey, with names': message(
      render.fact({ type: 'meeting_survey' }, viewOf(named), dm, []),
    ),
    ...Object.fromEntries(
      commands(said).map((command) => [
        `done ${command.type}`,
        message(doneMessage(view, command)),
      ]),
    ),
    ...Object.fromEntries(
      refusals(said).map((refusal) => [
        `refusal ${refusal.code}`,
        message(refusalMessage(small, refusal, story.incident)),
      ]),
    ),
    timeline: message(timelineMessage(view, { rows: rows(said), older: false, newer: false })),
  };
}

function commands(said: string): MeetingCommand[] {
  const by = 'UADA';
  return [
    { type: 'take_meeting_role', by, role: 'facilitator' },
    { type: 'give_up_meeting_role', by },
    { type: 'start_meeting', by, timed: true },
    { type: 'next_part', by },
    { type: 'extend_part', by },
    { type: 'pause_meeting', by },
    { type: 'resume_meeting', by },
    { type: 'end_meeting', by },
    { type: 'tick_closing', by, item: 0, done: true },
    { type: 'collect_lines', by, part: 'root', lines: [{ ts: '1.1', text: said }] },
    { type: 'remind_of_rules', by },
    { type: 'answer_survey', by, mark: 'x', answers: { helped: said } },
  ];
}

function refusals(said: string): MeetingRefusal[] {
  const at = minutesAfterNoon(90);
  return [
    { code: 'unknown_meeting_role', given: said, allowed: ['facilitator', 'writer'] },
    { code: 'meeting_role_taken', role: 'writer', userId: 'UBEN' },
    { code: 'one_meeting_role', role: 'facilitator' },
    { code: 'not_meeting_role' },
    { code: 'meeting_too_early' },
    { code: 'meeting_goes_on', startedAt: at },
    { code: 'meeting_ahead', fromAt: at, timed: true },
    { code: 'no_meeting_on' },
    { code: 'part_moved', step: 6 },
    { code: 'last_part' },
    { code: 'no_time_left', endsAt: at },
    { code: 'meeting_clock_stands' },
    { code: 'meeting_clock_runs' },
    { code: 'unknown_closing', given: 9, count: 4 },
    {
      code: 'closing_changed',
      items: [
        { text: said, isDone: true },
        { text: 'Thank everybody', isDone: false },
      ],
    },
    { code: 'same_closing' },
    { code: 'no_thread' },
    { code: 'no_lines' },
    { code: 'no_confidant' },
    { code: 'not_writer', userId: 'UBEN' },
    { code: 'no_rules' },
    { code: 'not_rulekeeper', role: 'rulekeeper' },
    { code: 'just_reminded' },
    { code: 'survey_not_asked' },
    { code: 'survey_over' },
    { code: 'survey_answered' },
    { code: 'nothing_answered' },
    { code: 'survey_full' },
  ];
}

function rows(said: string): TimelineRow[] {
  const ada = { kind: 'person', userId: 'UADA' } as const;
  const clock = { kind: 'clock' } as const;
  const fired = (kind: string, about = '') => ({
    fired: [{ kind, dueAt: minutesAfterNoon(30), about }],
  });
  const all: [string, TimelineRow['actor'], Record<string, unknown>][] = [
    ['take_meeting_role', ada, { role: 'writer' }],
    ['take_meeting_role', ada, { role: 'writer', from: 'UBEN' }],
    ['give_up_meeting_role', ada, { roles: ['writer', 'gone'] }],
    ['start_meeting', ada, { endsAt: minutesAfterNoon(90), lateMinutes: 0 }],
    ['start_meeting', ada, { endsAt: minutesAfterNoon(90), lateMinutes: 12 }],
    ['end_meeting', ada, { minutes: 110 }],
    ['tick_closing', ada, { text: said, done: true }],
    ['tick_closing', ada, { text: said, done: false }],
    ['answer_survey', ada, { answers: [{ key: 'helped', given: said }] }],
    ['part_over', clock, fired('part_over')],
    ['meeting_over', clock, fired('meeting_over')],
    ['survey_due', clock, fired('survey_due', '4')],
    ['survey_over', clock, fired('survey_over', '3')],
  ];
  return all.map(([type, actor, data], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type },
    ...{ actor, data: JSON.parse(JSON.stringify(data)) },
  }));
}

function about(story: Story): Picture {
  return message(messageOf(new Mrkdwn('Postmortem'), meetingOnPostmortem(viewOf(story))));
}

function message(shows: Message): Picture {
  return { surface: 'message', shows };
}

function modal(shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture {
  return { surface: 'modal', shows };
}
