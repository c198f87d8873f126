import type { Audience, Effect, Fact, Incident } from '../incident/types.ts';

/**
 * How an effect travels: which place it changes (rows of one lane go out one after another), what
 * must exist before it, how it is repeated, and what makes a second one of the same unnecessary.
 */
export interface Route {
  lane: string;
  /** What must exist in Slack first; null where nothing must. */
  needs: 'room' | 'card' | null;
  class: 'idempotent' | 'reconcile' | 'duplicate_ok' | 'best_effort';
  /** 0 paging … 9 cosmetics. */
  priority: number;
  /** Main Web API method, for rate limits. */
  method: string;
  /** A row still waiting with this key already says the same. */
  coalesceKey: string | null;
  /** A row with this key is made at most once, ever. */
  onceKey: string | null;
}

type Repeating = Pick<Route, 'class' | 'priority' | 'method'>;

/** Effects that make one place of an incident equal its state. */
const places = {
  sync_room: { needs: null, class: 'reconcile', priority: 1, method: 'conversations.create' },
  sync_card: { needs: 'room', class: 'reconcile', priority: 2, method: 'chat.update' },
  sync_news: { needs: null, class: 'reconcile', priority: 3, method: 'chat.update' },
  sync_postmortem: {
    needs: 'room',
    class: 'reconcile',
    priority: 4,
    method: 'chat.update',
  },
  sync_meeting: { needs: 'room', class: 'reconcile', priority: 4, method: 'chat.update' },
  sync_pin: { needs: 'card', class: 'idempotent', priority: 5, method: 'pins.add' },
  sync_topic: { needs: 'room', class: 'idempotent', priority: 5, method: 'conversations.setTopic' },
  sync_purpose: {
    needs: 'room',
    class: 'idempotent',
    priority: 6,
    method: 'conversations.setPurpose',
  },
  sync_bookmark: { needs: 'card', class: 'idempotent', priority: 6, method: 'bookmarks.add' },
  sync_archive: {
    needs: 'room',
    class: 'idempotent',
    priority: 8,
    method: 'conversations.archive',
  },
  // After whatever was on its way into the channel of announcements.
  sync_withdrawn: { needs: null, class: 'idempotent', priority: 1, method: 'chat.delete' },
  sync_old_room: {
    needs: 'room',
    class: 'reconcile',
    priority: 2,
    method: 'conversations.archive',
  },
  // A copy, when everything else has had its turn.
  sync_canvas: { needs: 'room', class: 'idempotent', priority: 9, method: 'canvases.edit' },
  sync_files: { needs: null, class: 'idempotent', priority: 7, method: 'files.info' },
} as const satisfies Record<
  Exclude<Extract<Effect, { family: 'sync' }>['type'], 'sync_home' | 'sync_invite' | 'sync_review'>,
  Repeating & Pick<Route, 'needs'>
>;

const invite: Repeating = { class: 'idempotent', priority: 2, method: 'conversations.invite' };
const review: Repeating = { class: 'idempotent', priority: 6, method: 'chat.update' };
const home: Repeating = { class: 'idempotent', priority: 9, method: 'views.publish' };
const file: Repeating = {
  class: 'duplicate_ok',
  priority: 5,
  method: 'files.getUploadURLExternal',
};
const message: Repeating = { class: 'reconcile', priority: 4, method: 'chat.postMessage' };
/** Who people are; each of them then gets a message of their own. */
const finding: Repeating = { class: 'idempotent', priority: 4, method: 'conversations.open' };
/** Before anything else: somebody sleeps. */
const paging: Repeating = { class: 'reconcile', priority: 0, method: 'conversations.open' };
/** Not Slack: its rate limits are its own. */
const outside: Repeating = { class: 'idempotent', priority: 0, method: 'none' };
/** Between two incidents; Slack has no part in it. */
const hearing: Repeating = { class: 'idempotent', priority: 3, method: 'none' };
/** What was written before the channel was a room; each message is taken in once. */
const reading: Repeating = { class: 'idempotent', priority: 8, method: 'conversations.history' };
/** By e-mail: known by its own id, so that a second one is taken for the first. */
const mailing: Repeating = { class: 'idempotent', priority: 5, method: 'none' };
const taking: Repeating = { class: 'idempotent', priority: 2, method: 'chat.delete' };
const whisper: Repeating = { class: 'best_effort', priority: 4, method: 'chat.postEphemeral' };

/** When everything else has had its turn. */
const looking: Repeating = { class: 'idempotent', priority: 9, method: 'conversations.history' };

const never = { needs: null, coalesceKey: null, onceKey: null } as const;

/** The route of an effect of this incident. */
export function routeOf(effect: Effect, incident: Pick<Incident, 'id' | 'teamId'>): Route {
  const { id, teamId } = incident;
  switch (effect.type) {
    case 'announce':
      return announcementRoute(effect, incident);
    case 'sync_invite':
      return { ...never, ...invite, needs: 'room', lane: `${id}:invite` };
    case 'sync_home': {
      const lane = `home:${teamId}:${effect.userId}`;
      return { ...never, ...home, lane, coalesceKey: lane };
    }
    case 'sync_review': {
      const lane = `org:${teamId}:review`;
      return { ...never, ...review, lane, coalesceKey: lane };
    }
    case 'page':
      return { ...never, ...paging, lane: `${id}:page:${effect.page}` };
    // Behind what tells them: whoever is still to be told is told first.
    case 'page_over':
      return { ...never, ...taking, method: 'chat.update', lane: `${id}:page:${effect.page}` };
    case 'pager':
      return pagerRoute(`${id}:pager:${effect.onCall}:${effect.page}`);
    case 'find_times': {
      const lane = `${id}:times`;
      return { ...never, ...finding, lane, coalesceKey: lane };
    }
    case 'tell_meeting':
      return { ...never, ...finding, lane: `${id}:invitations` };
    case 'meeting_file': {
      const onceKey = newsKey(id, effect.news.sequence, effect.userId);
      return { ...never, ...file, lane: `dm:${teamId}:${effect.userId}`, onceKey };
    }
    case 'meeting_mail': {
      const onceKey = `meeting_mail:${id}:${effect.news.sequence}:${effect.userId}`;
      return { ...never, ...mailing, lane: `${id}:mail:${effect.userId}`, onceKey };
    }
    case 'take_back':
      return { ...never, ...taking, lane: `dm:${teamId}:${effect.userId}` };
    case 'tell_tied': {
      const lane = `${id}:tied:${effect.to}`;
      return { ...never, ...hearing, lane, coalesceKey: lane };
    }
    case 'tell_similar':
      // Looked for when everything else is there, in a lane of its own: nothing waits for it.
      return { ...never, ...message, needs: 'card', priority: 8, lane: `${id}:similar` };
    case 'forget_similar': {
      const lane = `${id}:similar`;
      return { ...never, ...taking, method: 'chat.update', lane, coalesceKey: `${lane}:forget` };
    }
    case 'find_similar':
    case 'find_words': {
      const lane = `${id}:${effect.type}`;
      return { ...never, ...finding, method: 'none', priority: 8, lane, coalesceKey: lane };
    }
    case 'take_in_messages':
      return { ...never, ...reading, needs: 'room', lane: `${id}:taken_in` };
    case 'second_look': {
      const { outboxId } = effect;
      return { ...never, ...looking, lane: `${id}:second:${outboxId}` };
    }
    case 'document_file':
    case 'timeline_file':
      return { ...never, ...file, lane: `dm:${teamId}:${effect.userId}` };
    case 'record_file':
      return recordRoute(effect, id);
    default: {
      const place = effect.type.slice('sync_'.length);
      const lane = `${id}:${place === 'withdrawn' ? 'news' : place}`;
      return { ...never, ...places[effect.type], lane, coalesceKey: lane };
    }
  }
}

/** Each letter is known by its id; a file in Slack by Slack's. */
function recordRoute(
  { audience, to }: Extract<Effect, { type: 'record_file' }>,
  id: number,
): Route {
  const lane = `${id}:record:${audience}`;
  if ('emails' in to) return { ...never, ...mailing, lane: `${lane}:mail` };
  return { ...never, ...file, lane: `${lane}:${'channel' in to ? to.channel : 'people'}` };
}

/** What became of a page makes it pointless to say first what it was before. */
function pagerRoute(lane: string): Route {
  return { ...never, ...outside, lane, coalesceKey: lane };
}

function announcementRoute(
  { to, fact }: Extract<Effect, { type: 'announce' }>,
  { id, teamId }: Pick<Incident, 'id' | 'teamId'>,
): Route {
  const onceKey = onceKeyOf(to, fact, id);
  const isUrgent = ['update_reminder', 'commander_missing', 'paged'].includes(fact.type);
  const route = { ...never, onceKey, lane: announcementLane(to, id, teamId) };
  switch (to.place) {
    case 'room':
      return { ...route, ...message, needs: 'room', priority: isUrgent ? 1 : message.priority };
    case 'origin':
      // It says where the room is.
      return { ...route, ...message, needs: 'room' };
    case 'dm':
      // Behind nothing else that they are told.
      if (fact.type === 'paged') {
        return { ...route, ...message, priority: 0, lane: `${id}:page:${fact.page}:${to.userId}` };
      }
      // It leads to the room, and must not hold up what else they are told.
      return fact.type === 'declaration_thanked' && fact.room
        ? { ...route, ...message, needs: 'room', lane: `${id}:declarer` }
        : { ...route, ...message };
    case 'whisper':
      return { ...route, ...whisper, needs: 'room' };
    case 'channel':
      return { ...route, ...message };
    case 'people':
      return { ...route, ...finding };
  }
}

/** What one person is told once, whatever asks for it. */
function onceKeyOf(to: Audience, fact: Fact, id: number): string | null {
  if (!('userId' in to)) return null;
  // Who takes a role over is briefed anew.
  if (fact.type === 'brief' && fact.role === undefined) return `brief:${id}:${to.userId}`;
  return fact.type === 'meeting_news' ? newsKey(id, fact.sequence, to.userId) : null;
}

/** One person hears each news of a meeting once, with a file or without. */
function newsKey(id: number, sequence: number, userId: string): string {
  return `meeting:${id}:${sequence}:${userId}`;
}

function announcementLane(to: Audience, id: number, teamId: string): string {
  switch (to.place) {
    case 'room':
      return `${id}:talk`;
    case 'origin':
      return `${id}:origin`;
    case 'dm':
      return `dm:${teamId}:${to.userId}`;
    case 'whisper':
      return `${id}:whisper:${to.userId}`;
    case 'channel':
      return `${id}:told:${to.audience}:${to.channel}`;
    case 'people':
      return `${id}:people`;
  }
}
