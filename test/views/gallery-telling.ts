import { cardMessage } from '../../src/views/card.ts';
import type { ViewContext } from '../../src/views/context.ts';
import { doneMessage } from '../../src/views/done.ts';
import { factMessage } from '../../src/views/facts.ts';
import { newsMessage } from '../../src/views/news.ts';
import { refusalMessage } from '../../src/views/refusal.ts';
import { contactList, contactsFound } from '../../src/views/telling/contacts.ts';
import { messageModal } from '../../src/views/telling/message-modal.ts';
import { obligationList } from '../../src/views/telling/obligation-list.ts';
import { excuseModal, meetModal } from '../../src/views/telling/obligation-modals.ts';
import { statusPageMessage, ticketsMessage } from '../../src/views/telling/sources.ts';
import { tellList, whichTemplate } from '../../src/views/telling/tell-list.ts';
import { timelineMessage } from '../../src/views/timeline-pages.ts';
import type { Story } from '../incident/story.ts';
import type { Picture } from './gallery.ts';
import {
  policyThatTells,
  tellingCommandSamples,
  tellingEntryData,
  tellingExtraEntries,
  tellingFactsWith,
  tellingRefusalSamples,
  tellingStories,
} from './samples-telling.ts';

const places = {
  roomId: 'CROOM',
  roomThreadTs: null,
  cardTs: '1.000001',
  newsChannelId: 'CNEWS',
  newsTs: '2.000001',
};

function viewOf(story: Story): ViewContext {
  const nameOf = (id: string) => (id === 'UADA' ? 'ada' : null);
  return { incident: story.incident, policy: story.policy, places, now: story.now, nameOf };
}

/** What people see of telling others, by name, with any text in the place of what people type. */
export function tellingPictures(text: string): Record<string, Picture> {
  const stories = tellingStories(text);
  const story = stories['with messages that wait'];
  if (!story) throw new Error('no such story');
  const view = viewOf(story);
  return { ...states(stories), ...lists(view, text), ...pieces(view, text), ...forms(view, text) };
}

function states(stories: Record<string, Story>): Record<string, Picture> {
  const pictures: Record<string, Picture> = {};
  for (const [state, story] of Object.entries(stories)) {
    const view = viewOf(story);
    pictures[`card, ${state}`] = { surface: 'message', shows: cardMessage(view) };
    pictures[`news, ${state}`] = { surface: 'message', shows: newsMessage(view) };
    pictures[`tell, ${state}`] = { surface: 'message', shows: tellList(view) };
    pictures[`obligations, ${state}`] = { surface: 'message', shows: obligationList(view) };
  }
  return pictures;
}

function lists(view: ViewContext, text: string): Record<string, Picture> {
  const { incident, now } = view;
  const asked = { policy: policyThatTells, incident, now };
  const customers = policyThatTells.audiences.find(({ key }) => key === 'customers');
  if (!customers) throw new Error('no customers');
  const nothing = {
    ...view,
    policy: {
      ...view.policy,
      audiences: [],
      obligations: [],
      public_states: [],
      status_page: { when: {} },
      sources: { monitoring: [], tickets: [] },
    },
  };
  const shows = {
    'contacts, all': contactList(asked),
    'contacts, found': contactsFound(asked, 'regulator'),
    'contacts, nearest': contactsFound(asked, text),
    tickets: ticketsMessage(view),
    'status page': statusPageMessage(view),
    'which message': whichTemplate(view, customers),
    'tell, no audiences': tellList(nothing),
    'obligations, none in the policy': obligationList(nothing),
    'tickets, none': ticketsMessage(nothing),
    'status page, none': statusPageMessage(nothing),
  };
  return Object.fromEntries(
    Object.entries(shows).map(([name, each]) => [name, { surface: 'message', shows: each }]),
  );
}

function pieces(view: ViewContext, text: string): Record<string, Picture> {
  const pictures: Record<string, Picture> = {};
  const message = (name: string, shows: ReturnType<typeof cardMessage>) => {
    pictures[name] = { surface: 'message', shows };
  };
  for (const [index, fact] of tellingFactsWith(text).entries()) {
    message(`fact ${fact.type} ${index}`, factMessage(view, fact, { place: 'room' }));
  }
  for (const [index, refusal] of tellingRefusalSamples.entries()) {
    const shown = refusalMessage(view.policy, refusal, view.incident);
    message(`refusal ${refusal.code} ${index}`, shown);
  }
  for (const [index, command] of tellingCommandSamples.entries()) {
    message(`done ${command.type} ${index}`, doneMessage(view, command));
  }
  const entries = [...Object.entries(tellingEntryData(text)), ...tellingExtraEntries];
  const rows = entries.map(([type, data], index) => ({
    seq: index + 1,
    at: view.now,
    type,
    actor: { kind: 'person', userId: 'UADA' },
    data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
  }));
  message('timeline of telling', timelineMessage(view, { rows, older: false, newer: false }));
  return pictures;
}

function forms(view: ViewContext, text: string): Record<string, Picture> {
  const shows = {
    'message, prepared': messageModal(view, { arg: '2' }),
    'message, new': messageModal(view, { arg: 'new:staff:staff_next', text, reason: text }),
    'message, to approve': messageModal(view, { arg: 'new:board:' }),
    'message, gone': messageModal(view, { arg: '99' }),
    'obligation, met': meetModal(view, { arg: 'regulator', reason: text }),
    'obligation, met without a notice': meetModal(view, { arg: 'contract:acme' }),
    'obligation, excused': excuseModal(view, { arg: 'insurer', reason: text }),
    'obligation, gone': meetModal(view, { arg: 'nothing' }),
  };
  return Object.fromEntries(
    Object.entries(shows).map(([name, each]) => [name, { surface: 'modal', shows: each }]),
  );
}
