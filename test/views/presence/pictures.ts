import type { TimelineRow } from '../../../src/incident/places.ts';
import type {
  PresenceCommand,
  PresenceEntries,
  PresenceFact,
  PresenceRefusal,
} from '../../../src/incident/presence/types.ts';
import type { Audience } from '../../../src/incident/types.ts';
import { handoverBrief } from '../../../src/views/brief.ts';
import { cardMessage } from '../../../src/views/card.ts';
import { doneMessage } from '../../../src/views/done.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { panelMessage } from '../../../src/views/panel.ts';
import { skipModal } from '../../../src/views/presence/skip-modal.ts';
import { refusalMessage } from '../../../src/views/refusal.ts';
import { timelineMessage } from '../../../src/views/timeline-pages.ts';
import { updateModal } from '../../../src/views/update-modal.ts';
import { promising } from '../../incident/presence/policy.ts';
import { minutesAfterNoon, noon, Story } from '../../incident/story.ts';
import type { Picture } from '../gallery.ts';
import { rowsOf, viewOf } from '../samples.ts';

/** Every view of promised news and of asking whether people are still there. */

const [ada, ben] = ['UADA', 'UBEN'];
const room = { place: 'room' } as const;
const to = (userId: string) => ({ place: 'dm', userId }) as const;

/** Commanded for an hour, with news that came and news that did not. */
function busyStory(text: string): Story {
  const said = text.slice(0, 300).trim() || 'x';
  const story = new Story({ title: said.slice(0, 60), summary: said }, promising);
  const news = { type: 'message_sent', by: ada, text: said, proof: said } as const;
  return story
    .at(1)
    .does({ type: 'take_role', by: ada, role: 'commander' })
    .does({ type: 'take_role', by: ben, role: 'deputy' })
    .at(4)
    .does({ type: 'post_update', by: ada, know: said, doing: said, need: said })
    .does({ ...news, about: { audience: 'public', template: 'news' } })
    .at(6)
    .does({ type: 'add_note', by: ben, kind: 'tried', text: said })
    .at(20)
    .does({ type: 'post_update', by: ada, know: said, doing: said, need: said });
}

export function presencePictures(text = 'Half of the nodes are back'): Record<string, Picture> {
  const said = text.slice(0, 300).trim() || 'x';
  const story = busyStory(text);
  const asked = busyStory(text).at(51).ticks();
  const over = busyStory(text).at(60).does({ type: 'resolve', by: ada, reason: said });
  const brief = { role: 'commander', from: [ada] };
  return {
    'card, the commander was asked': message(cardMessage(viewOf(asked))),
    'card, resolved, with the share kept': message(cardMessage(viewOf(over))),
    'panel, with the share kept': message(panelMessage(viewOf(story), ada, null)),
    'brief, for who takes over': message(handoverBrief(viewOf(asked), rowsOf(asked), brief)),
    'brief, of a seat that was empty': message(
      handoverBrief(viewOf(new Story({}, promising)), [], { ...brief, from: [] }),
    ),
    'form, update, with the next as the cadence says': modal(updateModal(viewOf(story))),
    'form, skip the update': modal(skipModal(viewOf(story))),
    'form, skip the update, typed': modal(skipModal(viewOf(story), { reason: said })),
    ...facts(story, asked),
    ...answers(said, story),
    timeline: message(
      timelineMessage(viewOf(story), { rows: rowsWith(said), older: false, newer: false }),
    ),
  };
}

function message(shows: Extract<Picture, { surface: 'message' }>['shows']): Picture {
  return { surface: 'message', shows };
}

function modal(shows: Extract<Picture, { surface: 'modal' }>['shows']): Picture {
  return { surface: 'modal', shows };
}

function facts(story: Story, asked: Story): Record<string, Picture> {
  const sinceAt = minutesAfterNoon(20);
  const silent = { type: 'commander_silent', userId: ada, sinceAt } as const;
  const roles = ['commander', 'deputy'];
  const gone = { type: 'holder_gone', userId: ada } as const;
  const lapsed: PresenceFact = {
    type: 'handover_lapsed',
    role: 'commander',
    from: ada,
    to: ben,
    at: sinceAt,
  };
  const told: [PresenceFact, Audience, Story?][] = [
    [{ type: 'still_there', userId: ada, sinceAt }, room],
    [{ type: 'still_there', userId: ada, sinceAt }, to(ada), asked],
    [{ type: 'still_there', userId: ada, sinceAt }, to(ada)],
    [{ ...silent, asks: [ben] }, room],
    [{ ...silent, asks: [] }, room],
    [{ ...silent, asks: [ben] }, to(ben)],
    [lapsed, to(ada)],
    [lapsed, to(ben)],
    [{ ...gone, roles, why: 'left_room' }, room],
    [{ ...gone, roles, why: 'left_workspace' }, room],
    [{ type: 'relief_offered', sinceAt: noon }, to(ada)],
    [{ type: 'gone_quiet', sinceAt: noon }, room],
    [{ type: 'gone_quiet', sinceAt: noon }, room, new Story({}, promising).at(7 * 24 * 60)],
  ];
  const news = [15, 41, 60].map((minute): [number, Picture] => {
    const view = { ...viewOf(story), now: minutesAfterNoon(minute) };
    const dueAt = minutesAfterNoon(40);
    const audiences = ['public', 'board'].map((key) => ({ key, dueAt }));
    return [minute, message(factMessage(view, { type: 'audiences_due', audiences }, room))];
  });
  return {
    ...Object.fromEntries(
      told.map(([fact, where, of = story], index) => [
        `fact ${fact.type} ${index}`,
        message(factMessage(viewOf(of), fact, where)),
      ]),
    ),
    ...Object.fromEntries(
      news.map(([minute, picture]) => [`fact audiences_due ${minute}`, picture]),
    ),
  };
}

function answers(said: string, story: Story): Record<string, Picture> {
  const commands: PresenceCommand[] = [
    { type: 'still_here', by: ada },
    { type: 'skip_update', by: ada, reason: said },
  ];
  const refusals: PresenceRefusal[] = [{ code: 'not_asked' }];
  const over = { ...story.incident, state: { ...story.incident.state } };
  over.state.updates = { ...over.state.updates, nextDueAt: null };
  return {
    ...Object.fromEntries(
      commands.map((each) => [`done ${each.type}`, message(doneMessage(viewOf(story), each))]),
    ),
    'done skip_update, the last': message(
      doneMessage(
        { ...viewOf(story), incident: over },
        {
          ...{ type: 'skip_update', by: ada, reason: said },
        },
      ),
    ),
    ...Object.fromEntries(
      refusals.map((each) => [
        `refusal ${each.code}`,
        message(refusalMessage(promising, each, story.incident)),
      ]),
    ),
  };
}

/** One line of the timeline for each kind of entry, with all that may follow. */
function rowsWith(text: string): TimelineRow[] {
  const skip = { reason: text, wasDueAt: minutesAfterNoon(30), nextDueAt: minutesAfterNoon(50) };
  const data: PresenceEntries = {
    still_here: {},
    heard: {},
    skip_update: skip,
    member_gone: { userId: ben, roles: ['deputy'] },
  };
  const also = (nextDueAt: Date | null) => [{ type: 'promise_moved', nextDueAt }];
  const severity = { from: 'sev1', to: 'sev2', reason: text };
  const fired = [
    'commander_asked',
    'deputy_asked',
    'silence_went_up',
    'handover_lapsed',
    'relief_offered',
    'gone_quiet',
    'audience_warning',
    'audience_overdue',
  ].map((kind) => {
    const about = kind.startsWith('audience') ? 'public,board' : 'commander';
    return [kind, { fired: [{ kind, dueAt: minutesAfterNoon(30), about }] }] as const;
  });
  const extra: [string, unknown][] = [
    ['skip_update', { ...skip, nextDueAt: null }],
    ['member_gone', { userId: ben, roles: [] }],
    ['member_gone', { userId: ben, roles: [], items: [1, 3], heir: ada }],
    ['member_gone', { userId: ben, roles: ['deputy'], items: [1], heir: ada }],
    ['change_severity', { ...severity, also: also(minutesAfterNoon(50)) }],
    ['change_severity', { ...severity, also: also(null) }],
  ];
  return [...Object.entries(data), ...fired, ...extra].map(([type, each], index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type },
    actor: { kind: 'person', userId: ada },
    data: JSON.parse(JSON.stringify(each)),
  }));
}
