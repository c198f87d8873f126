import { cardMessage } from '../../src/views/card.ts';
import type { Message, ViewContext } from '../../src/views/context.ts';
import { milestonesMessage } from '../../src/views/course/milestone-list.ts';
import {
  callModal,
  milestoneModal,
  publicStateModal,
  stageModal,
  withPastField,
} from '../../src/views/course/modals.ts';
import { doneMessage } from '../../src/views/done.ts';
import { factMessage } from '../../src/views/facts.ts';
import { menuMessage } from '../../src/views/panel.ts';
import { reasonModal } from '../../src/views/reason-modal.ts';
import { refusalMessage } from '../../src/views/refusal.ts';
import { timelineMessage } from '../../src/views/timeline-pages.ts';
import { minutesAfterNoon, type Story } from '../incident/story.ts';
import type { Picture } from './gallery.ts';
import {
  courseCommandSamples,
  courseEntryData,
  courseFacts,
  courseRefusals,
  courseStories,
} from './samples-course.ts';

const places = {
  roomId: 'CROOM',
  roomThreadTs: null,
  cardTs: '1.000001',
  newsChannelId: 'CNEWS',
  newsTs: '2.000001',
};

function viewOf(story: Story): ViewContext {
  return { incident: story.incident, policy: story.policy, places, now: story.now };
}

/** What people see of the course, by name, with any text in the place of what people type. */
export function coursePictures(text: string): Record<string, Picture> {
  const stories = courseStories(text);
  const story = stories['on course, with a call'];
  if (!story) throw new Error('no such story');
  const cards = Object.entries(stories).map(([state, each]): [string, Picture] => [
    `card, ${state}`,
    { surface: 'message', shows: cardMessage(viewOf(each)) },
  ]);
  return { ...Object.fromEntries(cards), ...messages(story, text), ...forms(viewOf(story), text) };
}

function messages(story: Story, text: string): Record<string, Picture> {
  const pictures: Record<string, Picture> = {};
  const message = (name: string, shows: Message) => {
    pictures[name] = { surface: 'message', shows };
  };
  const view = viewOf(story);
  for (const [state, each] of Object.entries(courseStories(text))) {
    message(`more of the card, ${state}`, menuMessage(viewOf(each), 'UADA'));
  }
  for (const [index, fact] of courseFacts(text).entries()) {
    message(`fact ${fact.type} ${index}`, factMessage(view, fact, { place: 'room' }));
  }
  for (const [index, refusal] of courseRefusals(text).entries()) {
    const shown = refusalMessage(view.policy, refusal, view.incident);
    message(`refusal ${refusal.code} ${index}`, shown);
  }
  for (const command of courseCommandSamples) {
    message(`done ${command.type}`, doneMessage(view, command));
  }
  const odd = courseStories(text)['on course, just declared'];
  odd?.at(40).does({
    type: 'set_milestone',
    by: 'UBEN',
    milestone: 'started',
    at: minutesAfterNoon(20),
    people: ['UADA'],
    text: text.slice(0, 500),
    reason: '',
  });
  const command = { type: 'set_milestone', by: 'UBEN', at: null, reason: '' } as const;
  if (odd) {
    message(
      'done set_milestone, odd',
      doneMessage(viewOf(odd), { ...command, milestone: 'started' }),
    );
    message('milestones', milestonesMessage(viewOf(odd)));
  }
  const rows = courseEntryData(text).map(([type, data], index) => ({
    seq: index + 1,
    at: view.now,
    type,
    actor: { kind: 'person', userId: 'UADA' },
    data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
  }));
  message('timeline of the course', timelineMessage(view, { rows, older: false, newer: false }));
  return pictures;
}

function forms(view: ViewContext, text: string): Record<string, Picture> {
  const preset = { reason: text, text };
  const resolve = reasonModal('resolve', view, preset);
  const shows = {
    stage: stageModal(view, { ...preset, arg: 'recovery' }),
    'public state': publicStateModal(view, preset),
    'milestone, new': milestoneModal(view, preset, 'Asia/Bangkok'),
    'milestone, again': milestoneModal(view, { arg: 'call_started' }, 'UTC'),
    call: callModal(view, { text }),
    'resolve past a gate': withPastField(view.policy, resolve, { gates: ['ready'], past: text }),
  };
  return Object.fromEntries(
    Object.entries(shows).map(([name, each]) => [name, { surface: 'modal', shows: each }]),
  );
}
