import { metOf } from '../../../src/incident/links/pairs.ts';
import type { Similar } from '../../../src/incident/links/similar.ts';
import type {
  LinksCommand,
  LinksEntries,
  LinksFact,
  LinksRefusal,
} from '../../../src/incident/links/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { adoptModal } from '../../../src/views/links/adopt.ts';
import { changesMessage } from '../../../src/views/links/changes.ts';
import { attachModal } from '../../../src/views/links/files.ts';
import { movedMessage } from '../../../src/views/links/moved.ts';
import { pastModal } from '../../../src/views/links/past-modal.ts';
import { privateModal } from '../../../src/views/links/private-modal.ts';
import { similarFound, similarMessage } from '../../../src/views/links/similar.ts';
import { otherModal } from '../../../src/views/links/ties.ts';
import { menuMessage, panelMessage } from '../../../src/views/panel.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of other incidents, files, past incidents and recent changes. */

const ada = 'UADA';

function words(text: string) {
  const said = text.slice(0, 150).trim() || 'x';
  return { said, title: said.slice(0, 60).trim() || 'x' };
}

/** Tied to others, with files. */
function tiedStory(text: string): Story {
  const { said, title } = words(text);
  const story = new Story({ title, summary: said, parent: 3 }, linksPolicy).at(1);
  const other = metOf({ ...story.incident, number: 9, id: 9 });
  const status = said.slice(0, 40);
  return story
    .does({ type: 'relate', by: ada, other: 9, met: { ...other, title } })
    .does({
      type: 'tie_changed',
      number: 13,
      tie: { how: 'sub', title, status, isOver: false, isPrivate: false },
    })
    .does({
      type: 'attach_files',
      by: ada,
      field: 'video',
      files: [{ id: 'F1AA', name: said, permalink: 'https://files.acme.example/1' }],
    });
}

export function linksPictures(text = 'Replace the pool'): Record<string, Picture> {
  const story = tiedStory(text);
  return { ...messages(text, story), ...forms(story), ...said(text, story) };
}

/** One that is over, one that goes on, and one of which nobody said how it ended. */
function alike(text: string): Similar[] {
  const { said, title } = words(text);
  const base = {
    id: 9,
    number: 9,
    title,
    phase: 'closed',
    declaredAt: minutesAfterNoon(-90),
  } as const;
  const like = { words: said.split(' '), kind: null, modules: [] };
  return [
    { ...base, ...like, outcome: said },
    {
      ...base,
      ...like,
      number: 11,
      outcome: null,
      words: [],
      kind: said,
      modules: ['checkout', said],
    },
    { ...base, ...like, number: 10, phase: 'active', outcome: null },
  ];
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function messages(text: string, story: Story): Record<string, Picture> {
  const view = { ...viewOf(story), rooms: new Map([[9, 'CROOM']]) };
  const { said } = words(text);
  const ended = new Story({ summary: said }, linksPolicy);
  const into = metOf({ ...ended.incident, number: 7, id: 7 });
  const merged = ended.does({ type: 'merge', by: ada, other: 7, met: into, reason: said });
  const again = tiedStory(text).does({
    type: 'same_as',
    by: ada,
    other: 9,
    met: { ...into, number: 9 },
  });
  const times = [3, 9, 12].map((number) => ({ number, declaredAt: minutesAfterNoon(number) }));
  const inTriage = new Story({ summary: said }, linksPolicy);
  inTriage.incident = { ...inTriage.incident, phase: 'triage' };
  const room = { place: 'room' } as const;
  const printed = { output: `${text}\n`.repeat(30), errors: text, failed: 'exit code 3' };
  return {
    'the card of one tied to others': message(cardMessage(view)),
    'its panel': message(panelMessage(view, ada, 'CROOM')),
    'more of its card': message(menuMessage(view, ada)),
    'the card of one that came again': message(cardMessage({ ...viewOf(again), again: times })),
    'told that it came again, counted': message(
      factMessage({ ...view, again: times }, { type: 'same_again', other: 9, by: ada }, room),
    ),
    'what looks like it': message(similarMessage(view, alike(text))),
    'nothing looks like it': message(similarMessage(view, [])),
    'told of what looks like it': message(similarFound(view, alike(text))),
    'the brief, with what looks like it': message(
      factMessage({ ...view, similar: alike(text) }, { type: 'brief' }, room),
    ),
    'the card of one in triage, with the likest': message(
      cardMessage({ ...viewOf(inTriage), similar: alike(text) }),
    ),
    'the card of one in triage, like one that nobody said the end of': message(
      cardMessage({
        ...viewOf(inTriage),
        similar: alike(text).map((each) => ({ ...each, outcome: null })),
      }),
    ),
    'the card of a merged one': message(cardMessage({ ...viewOf(merged), rooms: view.rooms })),
    'what a room that was left says': message(movedMessage(view)),
    'recent changes': message(changesMessage(linksPolicy, 24, printed)),
    'no changes': message(
      changesMessage(linksPolicy, 24, {
        ...printed,
        output: '',
        errors: '',
        failed: null,
      } as never),
    ),
    'nowhere to find changes': message(changesMessage(linksPolicy, 24, null)),
  };
}

function forms(story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const form = (shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture => ({
    surface: 'modal',
    shows,
  });
  const seen = {
    ...{ id: 'C1', name: 'inc-new-checkout', isPrivate: false },
    ...{ createdAt: minutesAfterNoon(0), people: 45 },
  };
  return {
    'the form of files': form(attachModal(view, { arg: 'video' })),
    'the form that merges': form(otherModal('merge', view, { reason: story.incident.title })),
    'the form that relates': form(otherModal('relate', view)),
    'the form that makes private': form(privateModal(view)),
    'the form that takes a channel in': form(
      adoptModal(linksPolicy, seen, {
        key: 'd2f3b8a2-5a1c-4b3e-9c55-1d2f3b8a25a2',
        now: minutesAfterNoon(9000),
        title: story.incident.title,
        of: null,
      }),
    ),
    'the form that takes a channel in for one': form(
      adoptModal(
        linksPolicy,
        { ...seen, isPrivate: true },
        {
          key: 'd2f3b8a2-5a1c-4b3e-9c55-1d2f3b8a25a3',
          now: minutesAfterNoon(1),
          title: '',
          of: story.incident,
        },
      ),
    ),
    'the form of a past incident': form(
      pastModal(linksPolicy, {
        key: 'd2f3b8a2-5a1c-4b3e-9c55-1d2f3b8a25a1',
        title: story.incident.title,
      }),
    ),
  };
}

function said(text: string, story: Story): Record<string, Picture> {
  const view = { ...viewOf(story), rooms: new Map([[7, 'CROOM']]) };
  const all: Record<string, Picture> = {};
  for (const fact of factsWith(text)) {
    all[`told: ${fact.type}`] = message(factMessage(view, fact, { place: 'room' }));
  }
  for (const command of commandsWith(text, story)) {
    all[`done: ${command.type}`] = message(doneMessage(view, command));
  }
  for (const refusal of refusalsWith(text)) {
    const shown = refusalMessage(linksPolicy, refusal, story.incident, text.slice(0, 700));
    all[`refused: ${JSON.stringify(refusal).slice(0, 60)}`] = message(shown);
  }
  const page = { rows: rowsWith(text), older: false, newer: false };
  all['lines of the timeline'] = message(timelineMessage(view, page as never));
  return all;
}

function factsWith(text: string): LinksFact[] {
  const { said } = words(text);
  const files = [{ id: 'F1AA', name: said, permalink: null }];
  return [
    { type: 'merged', into: 7, intoId: 7, reason: said, by: ada },
    { type: 'merged_here', from: 12, people: 3, by: ada },
    { type: 'files_attached', files, field: 'video', by: ada },
    { type: 'made_private', reason: said, by: ada },
    { type: 'past_recorded' },
    { type: 'subs_open', numbers: [13, 14] },
    { type: 'same_again', other: 7, by: ada },
    { type: 'room_adopted', by: ada, people: 4, kept: ['topic', 'purpose'], latest: 50 },
  ];
}

function commandsWith(text: string, { incident: from }: Story): LinksCommand[] {
  const { said } = words(text);
  const by = ada;
  return [
    { type: 'attach_files', by, field: null, files: [{ id: 'F1', name: said, permalink: null }] },
    { type: 'make_private', by, reason: said },
    { type: 'merge', by, other: 7, reason: said },
    { type: 'take_in', by, from, people: [] },
    { type: 'relate', by, other: 7 },
    { type: 'unrelate', by, other: 7 },
    { type: 'same_as', by, other: 7 },
    {
      type: 'adopt_room',
      by,
      room: { channelId: 'C1', isPrivate: false, latest: 50, startedAt: null },
    },
  ];
}

function refusalsWith(given: string): LinksRefusal[] {
  return [
    { code: 'no_files' },
    { code: 'files_known' },
    { code: 'too_many_files', max: 40 },
    { code: 'unknown_files_field', given, allowed: ['Video'] },
    { code: 'private_already' },
    { code: 'past_in_future' },
    { code: 'past_turned_around' },
    { code: 'incident_full' },
    { code: 'same_incident' },
    { code: 'other_ended', number: 7, phase: 'closed' },
    { code: 'privacy_differs', number: 7, isPrivate: true },
    { code: 'privacy_differs', number: 7, isPrivate: false },
    { code: 'private_tie', number: 7 },
    { code: 'related_already', number: 7 },
    { code: 'not_related', number: 7 },
    { code: 'too_many_ties', max: 20 },
    { code: 'room_privacy_differs', isPrivate: true },
    { code: 'room_privacy_differs', isPrivate: false },
  ];
}

function rowsWith(text: string): TimelineRow[] {
  const { said, title } = words(text);
  const entries: { [T in keyof LinksEntries]: LinksEntries[T] } = {
    attach_files: { field: 'video', files: [{ id: 'F1', name: said, permalink: null }] },
    files_kept: {
      files: [
        { id: 'F1', name: said, sha256: 'ab'.repeat(32), copiedTo: null },
        { id: 'F2', name: said, sha256: 'cd'.repeat(32), copiedTo: '/evidence/7/cd-a.png' },
      ],
    },
    make_private: { reason: said },
    merge: { into: 7, reason: said },
    take_in: {
      ...{ from: 12, people: 3, obligations: ['regulator'], milestones: ['started'] },
      ...{ measures: ['maintenance'], actionItems: 2, files: 1 },
    },
    relate: { other: 7 },
    unrelate: { other: 7 },
    same_as: { other: 7 },
    tie_changed: { number: 13, what: 'part_over' },
    adopt_room: { startedAt: minutesAfterNoon(-9) },
    room_adopted: { people: 4, kept: ['topic'] },
    take_in_line: {
      ...{ who: null, name: title, at: minutesAfterNoon(-5), text: said, byOperator: true },
      source: {
        ...{ channelId: 'C1', ts: '1.1', authorId: 'UBEN', text: '' },
        permalink: 'https://chat.acme.example/archives/C1/p11',
      },
    },
  };
  return Object.entries(entries).map(([type, data], index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor: { kind: 'person', userId: ada },
    data: {
      ...data,
      ...(type === 'relate' ? { also: [{ type: 'subs_open', numbers: [13] }] } : {}),
    },
  }));
}
