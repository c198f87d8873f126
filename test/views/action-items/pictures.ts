import type {
  ActionItemsAlso,
  ActionItemsCommand,
  ActionItemsEntries,
  ActionItemsFact,
  ActionItemsRefusal,
  PolicyChange,
} from '../../../src/incident/action-items/types.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import {
  actionItemLinkModal,
  actionItemModal,
  dropModal,
  editModal,
  moveModal,
} from '../../../src/views/action-items/forms.ts';
import { actionItemsMessage } from '../../../src/views/action-items/list.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import type { Picture } from '../gallery.ts';
import { viewOf } from '../samples.ts';

/** Every view of action items. */

const [ada, ben] = ['UADA', 'UBEN'];

const cut = (text: string) => text.slice(0, 150).trim() || 'x';

function storyWith(text: string): Story {
  const said = cut(text);
  const bare = { type: 'add_action_item', by: ada, text: said, due: null } as const;
  return new Story({ summary: said }, linksPolicy)
    .at(1)
    .does({ ...bare, kind: 'hotfix', owner: ben })
    .does({ ...bare, kind: 'later', owner: null })
    .does({ type: 'finish_action_item', by: ben, id: 2 })
    .does({ ...bare, kind: 'later', owner: ben, priority: 'P1' })
    .does({ type: 'drop_action_item', by: ben, id: 3, reason: said })
    .does({ type: 'move_action_item', by: ben, id: 1, due: { days: 4 }, reason: said })
    .does({ ...bare, kind: 'hotfix', owner: ben, changesPolicy: true })
    .does({ type: 'link_policy', by: null, id: 1, change: changeWith(said) });
}

function changeWith(text: string): PolicyChange {
  const lines = ['severities.sev1.update_every_minutes: 30 → 15', `roles.scribe.name: – → ${text}`];
  return {
    ...{ was: 'a'.repeat(64), hash: 'b'.repeat(64), name: text.slice(0, 80) },
    ...{ lines: lines.map((line) => line.slice(0, 100)), more: 2 },
  };
}

export function actionItemsPictures(text = 'Replace the pool'): Record<string, Picture> {
  const story = storyWith(text);
  return { ...messages(text, story), ...forms(story), ...said(text, story) };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function messages(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const resolved = new Story({ summary: cut(text) }, linksPolicy).does({
    ...{ type: 'resolve', by: ada, reason: cut(text) },
  });
  return {
    'the card of one with action items': message(cardMessage(view)),
    'a card that expects some': message(cardMessage(viewOf(resolved))),
    'the list': message(actionItemsMessage({ ...view, now: minutesAfterNoon(9000) })),
    'no action items': message(actionItemsMessage(viewOf(resolved))),
  };
}

function forms(story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const form = (shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture => ({
    surface: 'modal',
    shows,
  });
  return {
    'the form of one': form(actionItemModal(view, ada, { text: story.incident.title })),
    'the form that changes one': form(editModal(view, { arg: '1' })),
    'the form that moves one': form(moveModal(view, { arg: '1', reason: story.incident.title })),
    'the form that drops one': form(dropModal(view, { arg: '1' })),
    'the form that files it': form(actionItemLinkModal(view, { arg: '1' })),
  };
}

function said(text: string, story: Story): Record<string, Picture> {
  const view = viewOf(story);
  const all: Record<string, Picture> = {};
  for (const fact of factsWith()) {
    all[`told: ${fact.type} ${'how' in fact ? fact.how : ''}`.trim()] = message(
      factMessage(view, fact, { place: 'dm', userId: ben }),
    );
  }
  for (const command of commandsWith(text)) {
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

function factsWith(): ActionItemsFact[] {
  return [
    { type: 'action_item_given', id: 1, by: ada },
    { type: 'action_item_given', id: 1, by: ada, how: 'reopened' },
    { type: 'action_item_given', id: 1, by: ada, how: 'moved' },
    { type: 'action_items_inherited', from: ada, ids: [1, 2] },
    { type: 'action_item_policy', id: 1, by: null },
    { type: 'closed_for_good' },
  ];
}

function commandsWith(text: string): ActionItemsCommand[] {
  const [by, said] = [ada, cut(text)];
  return [
    { type: 'add_action_item', by, kind: null, text: said, owner: null, due: null },
    { type: 'finish_action_item', by, id: 1 },
    { type: 'edit_action_item', by, id: 1, owner: ben },
    { type: 'move_action_item', by, id: 1, due: { days: 3 }, reason: said },
    { type: 'drop_action_item', by, id: 1, reason: said },
    { type: 'reopen_action_item', by, id: 2 },
    { type: 'link_action_item', by, id: 1, link: said },
    { type: 'link_policy', by, id: 1, change: changeWith(said) },
  ];
}

function refusalsWith(given: string): ActionItemsRefusal[] {
  return [
    { code: 'unknown_action_item_kind', given, allowed: ['Hotfix now'] },
    { code: 'unknown_action_item', id: 1 },
    { code: 'action_item_done', id: 1 },
    { code: 'action_item_open', id: 1 },
    { code: 'action_item_same', id: 1 },
    { code: 'policy_unchanged' },
    { code: 'unknown_priority', given, allowed: ['P0', 'P1'] },
    { code: 'unknown_priority', given, allowed: [] },
    { code: 'action_item_weak', how: 'care', words: 'be careful' },
    { code: 'action_item_weak', how: 'effort', words: 'do your best' },
    { code: 'action_item_weak', how: 'words', words: 'communicate better' },
    { code: 'action_item_weak', how: 'thought', words: 'think about' },
    { code: 'action_item_refused', words: 'be careful' },
    { code: 'too_many_action_items', max: 40 },
    { code: 'bad_day', given },
    { code: 'bad_link', given },
    { code: 'action_item_expected', kinds: ['Hotfix now'] },
  ];
}

function rowsWith(text: string): TimelineRow[] {
  const said = cut(text);
  const one = {
    ...{ id: 1, kind: 'hotfix', text: said, owner: ben, dueOn: '2026-03-03', priority: 'P0' },
  };
  const source = {
    ...{ channelId: 'C1', ts: '1.1', authorId: ben, text: said },
    permalink: 'https://chat.acme.example/archives/C1/p11',
  };
  const entries: { [T in keyof ActionItemsEntries]: ActionItemsEntries[T] } = {
    add_action_item: {
      ...one,
      task: 'fix.patch',
      source,
      line: 14,
      isWeak: true,
      changesPolicy: true,
    },
    edit_action_item: {
      ...{ ...one, changesPolicy: false },
      was: { text: said, owner: ada, kind: 'later', priority: null, changesPolicy: true },
    },
    move_action_item: { id: 1, text: said, from: '2026-03-03', to: '2026-03-09', reason: said },
    drop_action_item: { id: 1, text: said, reason: said },
    reopen_action_item: { id: 1, text: said },
    finish_action_item: { id: 1, text: said },
    link_action_item: { id: 1, text: said, link: 'https://t.acme.example/1' },
    link_policy: { id: 1, text: said, ...changeWith(said), byOperator: true },
  };
  const followed: ActionItemsAlso[] = [
    { type: 'no_action_item', kinds: ['Hotfix now'] },
    { type: 'in_improvement', left: 2 },
    { type: 'closed_for_good' },
  ];
  return Object.entries(entries).map(([type, data], index) => ({
    seq: index + 1,
    at: minutesAfterNoon(index),
    type,
    actor: { kind: 'person', userId: ada },
    data: {
      ...data,
      ...(index === 0 ? { also: followed } : {}),
    },
  }));
}
