import type { TimelineRow } from '../../../src/incident/places.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { briefMessage } from '../../../src/views/brief.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { declareModal } from '../../../src/views/declare-modal.ts';
import { declaredMessage } from '../../../src/views/declared.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { helpMessage } from '../../../src/views/help.ts';
import {
  decisionModal,
  fieldsModal,
  kindModal,
  modulesModal,
} from '../../../src/views/kinds/modals.ts';
import { listMessage } from '../../../src/views/list.ts';
import { newsMessage } from '../../../src/views/news.ts';
import { panelMessage } from '../../../src/views/panel.ts';
import { reasonModal } from '../../../src/views/reason-modal.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { updateModal } from '../../../src/views/update-modal.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { kindsPolicy } from '../../support/kinds-policy.ts';
import type { Picture } from '../gallery.ts';
import { places, viewOf } from '../samples.ts';
import { commandsWith, factsWith, refusalsWith, timelineWith } from './samples.ts';

/** Every view of kinds, triage, modules and fields, with any text in the place of what people type. */

const by = 'UADA';

function told(text: string, changes: Partial<Declare> = {}, policy = kindsPolicy): Story {
  const title = text.slice(0, 60).trim() || 'x';
  const summary = text.slice(0, 400).trim() || 'x';
  return new Story({ severity: 'sev3', title, summary, ...changes }, policy).at(1);
}

/** A process that has none of it. */
const bare = {
  ...kindsPolicy,
  severities: [],
  kinds: [],
  modules: [],
  fields: [],
  triage: { ...kindsPolicy.triage, criteria: [] },
};

function stories(text: string): Record<string, Story> {
  const said = text.slice(0, 200).trim() || 'x';
  const fields = {
    hurt: '1200',
    loss: '1,500.50',
    story: said,
    note: said.replace(/\s+/g, ' '),
    since: '11:30',
    ticket: 'https://tracker.example/T-1',
    witnesses: ['UADA', 'UBEN'],
    public: 'yes',
    signs: ['slow', 'wrong'],
    parts: ['ledger'],
  };
  const answer = (criterion: string, yes: boolean) =>
    ({ type: 'answer_criterion', by, criterion, yes }) as const;
  const fixing = () => told(text).does({ type: 'confirm_incident', by, reason: said });
  return {
    'in triage': told(text),
    'in triage with an answer': told(text).does(answer('many', false)),
    declined: told(text).does(answer('many', false)).does(answer('attack', false)),
    'declined by a person': told(text).does({ type: 'decline_incident', by, reason: said }),
    unsettled: told(text, { kind: 'unknown' }),
    private: told(text, { kind: 'security', fields: { victim: said.slice(0, 200) } }),
    'with modules and fields': fixing()
      .does({ type: 'set_modules', by, modules: ['ledger', 'site'] })
      .does({ type: 'set_fields', by, fields }),
    'with none of it': told(text, { severity: null }, bare),
  };
}

/** All of them, by name. */
export function kindsPictures(text = 'Totals are wrong since noon'): Record<string, Picture> {
  const pictures: Record<string, Picture> = {};
  for (const [state, story] of Object.entries(stories(text))) {
    const view = viewOf(story);
    const { policy, incident } = view;
    const shown = {
      card: cardMessage(view),
      news: newsMessage(view),
      brief: briefMessage(view, []),
      panel: panelMessage(view, 'UBEN', null),
      list: listMessage(policy, [{ incident, places }]),
      declared: declaredMessage(policy, incident, { before: false, similar: [] }),
      timeline: timelineMessage(view, { rows: rowsOf(story), older: false, newer: false }),
    };
    for (const [name, shows] of Object.entries(shown)) {
      pictures[`kinds: ${name}, ${state}`] = { surface: 'message', shows };
    }
  }
  const record = told(text, { criteria: { many: false, attack: false } });
  const panel = panelMessage({ ...viewOf(record), places: nowhere }, 'UBEN', null);
  pictures['kinds: panel of a record'] = { surface: 'message', shows: panel };
  pictures['kinds: help without severities'] = { surface: 'message', shows: helpMessage(bare) };
  return { ...pictures, ...said(text), ...forms(text) };
}

const nowhere = {
  roomId: null,
  roomThreadTs: null,
  cardTs: null,
  newsChannelId: null,
  newsTs: null,
};

function said(text: string): Record<string, Picture> {
  const story = stories(text)['with modules and fields'] ?? told(text);
  const view = viewOf(story);
  const pictures: Record<string, Picture> = {};
  for (const fact of factsWith(text)) {
    const shows = factMessage(view, fact, { place: 'room' });
    pictures[`kinds: fact ${fact.type} ${Object.keys(pictures).length}`] = {
      surface: 'message',
      shows,
    };
  }
  for (const refusal of refusalsWith(text)) {
    const why = refusal.code === 'field_value' ? ` ${refusal.why}` : '';
    const shows = refusalMessage(story.policy, refusal, story.incident, text);
    pictures[`kinds: refusal ${refusal.code}${why}`] = { surface: 'message', shows };
  }
  for (const command of commandsWith(text)) {
    const shows = doneMessage(view, command);
    pictures[`kinds: done ${command.type}`] = { surface: 'message', shows };
  }
  const rows = timelineWith(text);
  pictures['kinds: timeline, every entry'] = {
    surface: 'message',
    shows: timelineMessage(view, { rows, older: false, newer: false }),
  };
  return pictures;
}

function forms(text: string): Record<string, Picture> {
  const view = viewOf(stories(text)['with modules and fields'] ?? told(text));
  const none = viewOf(told(text, { severity: null }, bare));
  const preset = { text, reason: text };
  const key = '7b9a4a0e-7f5e-4a5c-9f5d-1f2e3d4c5b6a';
  const asking = {
    ...kindsPolicy,
    triage: { ...kindsPolicy.triage, ask: 'declare' as const },
  };
  const shown = {
    kind: kindModal(view, preset),
    'kind where there are none': kindModal(none),
    modules: modulesModal(view),
    'modules where there are none': modulesModal(none),
    'is one': decisionModal('confirm_incident', view, preset),
    'is none': decisionModal('decline_incident', view, preset),
    fields: fieldsModal(view),
    'fields of triage': fieldsModal(view, { arg: 'triage' }),
    'one field': fieldsModal(view, { arg: 'loss' }),
    'fields where there are none': fieldsModal(none),
    update: updateModal(view, preset),
    resolve: reasonModal('resolve', view, preset),
    declare: declareModal(kindsPolicy, { key }),
    'declare with criteria': declareModal(asking, { key }),
    'declare once more': declareModal(asking, {
      key,
      title: text,
      kind: 'security',
      modules: ['ledger'],
      criteria: { many: true, attack: false },
      fields: { found_by: 'user', victim: text },
      isPrivate: true,
    }),
    'declare where there is none of it': declareModal(bare, { key }),
  };
  return Object.fromEntries(
    Object.entries(shown).map(([name, shows]) => [
      `kinds: form, ${name}`,
      { surface: 'modal', shows },
    ]),
  );
}

function rowsOf(story: Story): TimelineRow[] {
  return story.entries.map(({ type, actor, data }, index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor,
    data: JSON.parse(JSON.stringify(data)),
  }));
}
