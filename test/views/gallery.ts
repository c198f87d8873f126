import type { HomeView, ModalView } from '@slack/types';
import { validateBlocks, validateView } from '../../sandbox/blocks/validate.ts';
import type { IncidentView } from '../../src/incident/places.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { askedDirectly, askedHere } from '../../src/views/asked.ts';
import { undeclaredMessage } from '../../src/views/by-hand.ts';
import { cardMessage } from '../../src/views/card.ts';
import { severityModal, statusModal, titleModal } from '../../src/views/change-modals.ts';
import type { Message, ViewContext } from '../../src/views/context.ts';
import { declareModal } from '../../src/views/declare-modal.ts';
import { declaredMessage } from '../../src/views/declared.ts';
import { doneMessage } from '../../src/views/done.ts';
import { factMessage } from '../../src/views/facts.ts';
import {
  helpMessage,
  helpTopicMessage,
  helpTopicsMessage,
  unknownTopicMessage,
} from '../../src/views/help.ts';
import { helpTopics } from '../../src/views/help-topics.ts';
import { homeView } from '../../src/views/home.ts';
import { foundMessage, listMessage, whichMessage } from '../../src/views/list.ts';
import { newsMessage } from '../../src/views/news.ts';
import { noteModal, pickModal } from '../../src/views/note-modal.ts';
import {
  answerModal,
  brokenMessage,
  loadingModal,
  newerMessage,
  unavailableMessage,
} from '../../src/views/notice.ts';
import { panelMessage } from '../../src/views/panel.ts';
import { reasonModal } from '../../src/views/reason-modal.ts';
import { refusalMessage } from '../../src/views/refusal.ts';
import { assignModal, handoverModal } from '../../src/views/role-modals.ts';
import { snoozeModal } from '../../src/views/snooze-modal.ts';
import { timelineMessage } from '../../src/views/timeline-pages.ts';
import { updateModal } from '../../src/views/update-modal.ts';
import { Story } from '../incident/story.ts';
import { coursePictures } from './gallery-course.ts';
import { tellingPictures } from './gallery-telling.ts';
import {
  commands,
  entriesWith,
  factsWith,
  places,
  refusals,
  rowsOf,
  source,
  storiesOf,
  viewOf,
} from './samples.ts';

/** Every view in every state, with any text in the place of what people type. */

export type Picture =
  | { surface: 'message'; shows: Message }
  | { surface: 'modal'; shows: ModalView }
  | { surface: 'home'; shows: HomeView };

/** What is wrong with a picture by Slack's rules. */
export function faultsOf(picture: Picture): unknown[] {
  if (picture.surface === 'message') return validateBlocks(picture.shows.blocks, 'message');
  return validateView(picture.shows);
}

/** All of it, by name. */
export function gallery(text = 'All requests fail since 11:58'): Record<string, Picture> {
  const pictures: Record<string, Picture> = {};
  const message = (name: string, shows: Message) => {
    pictures[name] = { surface: 'message', shows };
  };
  const modal = (name: string, shows: ModalView) => {
    pictures[name] = { surface: 'modal', shows };
  };
  const stories = storiesOf(text);
  for (const [state, story] of Object.entries(stories)) {
    const view = viewOf(story);
    message(`card, ${state}`, cardMessage(view));
    message(`news, ${state}`, newsMessage(view));
    message(`asked directly, ${state}`, askedDirectly(view));
    message(`panel of the commander, ${state}`, panelMessage(view, 'UADA', 'CROOM'));
    message(`panel of another, ${state}`, panelMessage(view, 'UBEN', null));
  }
  const story = storiesOf(text)['updated'] ?? new Story();
  const view = viewOf(story);
  message('asked in a thread', askedHere(view, ['UADA', 'UBEN']));
  for (const [where, roomId] of Object.entries({ thread: 'CNEWS', 'direct messages': 'DADA' })) {
    const inThread = { ...view, places: { ...places, roomId, roomThreadTs: '1.1' } };
    message(`asked directly into a ${where}`, askedDirectly(inThread));
    message(`panel of another of a ${where}`, panelMessage(inThread, 'UBEN', null));
  }
  const home = { ...view, places: { ...places, roomId: null } };
  for (const fact of factsWith(text)) {
    const stage = 'stage' in fact ? ` ${fact.stage}` : '';
    message(
      `fact ${fact.type}${stage} ${Object.keys(pictures).length}`,
      factMessage(view, fact, { place: 'room' }, rowsOf(story)),
    );
  }
  const owned = viewOf(stories['with somebody on the update'] ?? story);
  for (const fact of factsWith(text).filter((each) => each.type === 'update_reminder')) {
    message(`fact owned ${fact.stage}`, factMessage(owned, fact, { place: 'room' }));
  }
  const hidden = viewOf(stories['a private drill'] ?? story);
  message(
    'fact offered, private',
    factMessage(
      hidden,
      { type: 'handover_offered', role: 'commander', from: 'UADA' },
      { place: 'dm', userId: 'UBEN' },
    ),
  );
  message(
    'fact declared from message, private',
    factMessage(hidden, { type: 'declared_from_message', by: 'UADA' }, { place: 'origin' }),
  );
  message(
    'fact role_duties to who took it',
    factMessage(
      view,
      { type: 'role_duties', role: 'commander', by: 'UADA' },
      { place: 'dm', userId: 'UADA' },
    ),
  );
  message(
    'brief with nothing to tell',
    factMessage(viewOf(new Story({ summary: '' })), { type: 'brief' }, { place: 'room' }),
  );
  for (const refusal of refusals) {
    const what = 'field' in refusal ? ` ${refusal.field}` : '';
    const now = 'now' in refusal && refusal.now === '' ? ' to nothing' : '';
    message(
      `refusal ${refusal.code}${what}${now}`,
      refusalMessage(story.policy, refusal, story.incident),
    );
  }
  for (const command of commands) message(`done ${command.type}`, doneMessage(view, command));
  message('done join_room without a room', doneMessage(home, { type: 'join_room', by: 'UADA' }));
  message(
    'timeline, every entry',
    timelineMessage(view, { rows: entriesWith(text), older: true, newer: true }),
  );
  message('timeline, empty', timelineMessage(view, { rows: [], older: false, newer: false }));
  answers(text, story, message);
  modals(text, view, modal);
  const one: IncidentView = { incident: story.incident, places };
  const other = {
    incident: { ...story.incident, id: 2, number: 2, isPrivate: true },
    places: home.places,
  };
  const { policy, now } = view;
  pictures['home, calm'] = {
    surface: 'home',
    shows: homeView(policy, { open: [], mine: [], now }),
  };
  pictures['home, of a guest'] = { surface: 'home', shows: homeView(policy, null) };
  pictures['home, busy'] = {
    surface: 'home',
    shows: homeView(policy, { open: [one, other], mine: [one], now }),
  };
  const many = Array.from({ length: 30 }, (_, index) => ({
    ...one,
    incident: { ...one.incident, id: index + 1, number: index + 1 },
  }));
  pictures['home, overflowing'] = {
    surface: 'home',
    shows: homeView(policy, { open: many, mine: [], now }),
  };
  return { ...pictures, ...coursePictures(text), ...tellingPictures(text) };
}

function answers(text: string, story: Story, message: (name: string, shows: Message) => void) {
  const { policy, incident } = story;
  const one: IncidentView = { incident, places };
  const many = Array.from({ length: 20 }, () => one);
  message('help', helpMessage(policy));
  message('help, all topics', helpTopicsMessage(policy));
  message('help, unknown topic', unknownTopicMessage(policy, text, helpTopics(policy).slice(0, 2)));
  for (const topic of helpTopics(policy)) {
    message(`help on ${topic.key}`, helpTopicMessage(policy, topic));
  }
  message('list, empty', listMessage(policy, []));
  message('list, long', listMessage(policy, many));
  message('found', foundMessage(policy, text, [one]));
  message('found nothing', foundMessage(policy, text, []));
  message('which', whichMessage(policy, { word: 'update', typed: null }, [one]));
  message(
    'which, none open',
    whichMessage(policy, { word: 'update', typed: '/incident update *A* & B' }, []),
  );
  message('declared', declaredMessage(policy, incident, { before: false, similar: [] }));
  message(
    'declared among others',
    declaredMessage(policy, incident, { before: false, similar: [one] }),
  );
  message('declared before', declaredMessage(policy, incident, { before: true, similar: [] }));
  message('unavailable', unavailableMessage(policy, text));
  message('unavailable, nothing typed', unavailableMessage(policy, ''));
  const wanted = { title: text, severity: 'sev1', kind: null, isPrivate: false };
  const typed = { typed: text, isUnsure: false };
  message('undeclared', undeclaredMessage(policy, wanted, typed));
  message('undeclared, private', undeclaredMessage(policy, { ...wanted, isPrivate: true }, typed));
  message('upgraded', newerMessage(policy, text));
  message('upgraded, nothing typed', newerMessage(policy, ''));
  message('broken', brokenMessage(policy, 'abc12345'));
}

function modals(
  text: string,
  view: ViewContext,
  modal: (name: string, shows: ModalView) => void,
): void {
  const policy: Policy = view.policy;
  const preset = { text, reason: text };
  const key = '7b9a4a0e-7f5e-4a5c-9f5d-1f2e3d4c5b6a';
  const one: IncidentView = { incident: view.incident, places };
  const roomless = {
    incident: { ...view.incident, id: 2, number: 2 },
    places: { ...places, roomId: null },
  };
  modal('declare', declareModal(policy, { key }));
  modal(
    'declare with all',
    declareModal(policy, {
      key,
      title: text,
      severity: 'sev2',
      summary: text,
      origin: source(text),
      similar: [one, roomless],
    }),
  );
  modal(
    'declare from a message of nobody',
    declareModal(policy, { key, origin: { ...source(text), authorId: null } }),
  );
  modal('update', updateModal(view, preset));
  modal('severity', severityModal(view, preset));
  modal('status', statusModal(view, preset));
  modal('title', titleModal(view, preset));
  modal('snooze', snoozeModal(view, preset));
  modal('note', noteModal(view, preset));
  modal('pick', pickModal(policy, [one, roomless], source(text)));
  modal('assign', assignModal(view));
  modal('handover', handoverModal(view, 'UADA'));
  modal('handover of nothing', handoverModal(view, 'UNOBODY'));
  for (const word of ['resolve', 'close', 'reopen', 'cancel'] as const) {
    modal(word, reasonModal(word, view, preset));
  }
  modal('loading', loadingModal(policy));
  modal('answer', answerModal(policy, unavailableMessage(policy, text)));
}
