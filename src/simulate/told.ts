import { roomName } from '../engine/room-name.ts';
import type { Places, TimelineRow } from '../incident/places.ts';
import type { Audience, Effect, Incident, Invitee } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { cardMessage } from '../views/card.ts';
import type { ViewContext } from '../views/context.ts';
import { factMessage } from '../views/facts.ts';
import { toPlain } from '../views/mrkdwn.ts';
import { newsMessage } from '../views/news.ts';
import { whoText } from '../views/people.ts';
import { nameOf } from './people.ts';
import { type Aloud, aloudIn, messageText } from './plain.ts';
import type { Told } from './types.ts';

const roomId = 'CROOM';
const newsId = 'CNEWS';

/** A simulated workspace, where every step of delivery succeeds. */
export class Stage {
  readonly #policy: Policy;
  readonly room: string;
  readonly aloud: Aloud;
  readonly #rows: TimelineRow[] = [];
  #shown = new Map<string, string>();

  constructor(policy: Policy, incident: Incident) {
    this.#policy = policy;
    this.room = roomName(incident, policy, 'xxxxxx');
    const news = (policy.announce.channel ?? 'news').replace(/^#/, '');
    this.aloud = aloudIn(policy.calendar.zone, { [roomId]: this.room, [newsId]: news });
  }

  /** Keeps a line of the timeline, which briefs are made of. */
  keep(row: TimelineRow): void {
    this.#rows.push(row);
  }

  /** What people see of these effects, as it is right after the decision. */
  told(effects: Effect[], incident: Incident, now: Date): Told[] {
    const view = { incident, policy: this.#policy, places: this.#places(incident), now };
    return effects.flatMap((effect) => this.#one(effect, view));
  }

  /** Whom these effects ask to come. */
  invited(effects: Effect[]): string[] {
    return effects.flatMap((effect) =>
      effect.type === 'sync_invite' ? effect.who.map((each) => this.#named(each)) : [],
    );
  }

  #one(effect: Effect, view: ViewContext): Told[] {
    switch (effect.type) {
      case 'announce': {
        const message = factMessage(view, effect.fact, effect.to, this.#rows.slice(-5));
        return [
          { to: this.#place(effect.to), text: messageText(message, this.aloud), changed: false },
        ];
      }
      case 'sync_room':
        return [{ to: 'room', text: `#${this.room} is made`, changed: false }];
      case 'sync_card':
        return this.#synced('card', messageText(cardMessage(view), this.aloud));
      case 'sync_news':
        if (this.#policy.announce.channel === undefined) return [];
        return this.#synced(
          this.#policy.announce.channel,
          messageText(newsMessage(view), this.aloud),
        );
      case 'sync_archive':
        return [{ to: 'room', text: `#${this.room} is archived`, changed: false }];
      default:
        return [];
    }
  }

  /** All of it the first time; later only the lines that are new. */
  #synced(to: string, text: string): Told[] {
    const before = this.#shown.get(to);
    this.#shown.set(to, text);
    if (before === undefined) return [{ to, text, changed: false }];
    const known = new Set(before.split('\n'));
    const fresh = text.split('\n').filter((line) => !known.has(line) && !/^\[.*\]$/.test(line));
    return fresh.length > 0 ? [{ to, text: fresh.join('\n'), changed: true }] : [];
  }

  #place(to: Audience): string {
    switch (to.place) {
      case 'room':
        return 'room';
      case 'dm':
      case 'whisper':
        return `@${nameOf(to.userId) ?? to.userId}`;
      case 'channel':
        return to.channel;
      case 'people':
        return to.who.map((each) => this.#named(each)).join(', ');
      case 'origin':
        return 'origin';
      default:
        return to satisfies never;
    }
  }

  #named(invitee: Invitee): string {
    if ('ref' in invitee) return toPlain(whoText(this.#policy, [invitee.ref]));
    return `@${nameOf(invitee.userId) ?? invitee.userId}`;
  }

  #places({ isPrivate }: Incident): Places {
    const news = this.#policy.announce.channel !== undefined && !isPrivate;
    return {
      roomId,
      roomThreadTs: null,
      cardTs: '1.1',
      newsChannelId: news ? newsId : null,
      newsTs: news ? '1.1' : null,
    };
  }
}
