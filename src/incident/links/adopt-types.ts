import type { MessageRef, UserId } from '../types.ts';

/** A channel that people made themselves and that became, or is to become, an incident's room. */
export interface Adopted {
  channelId: string;
  /** Who asked for it. */
  by: UserId;
  /** How many of the latest messages go into the timeline, besides those that somebody marked. */
  latest: number;
  /** It is the room; from then on it is a room like any other. */
  done: boolean;
}

/** What a declaration, or a command, says of the channel that it takes as the room. */
export interface AskedRoom {
  channelId: string;
  isPrivate: boolean;
  latest: number;
  /** When it began, as far as people know; null: not said. */
  startedAt: Date | null;
}

/** A line that was written down elsewhere, at the time. `name`: of somebody Slack does not know. */
export interface LaterLine {
  who: UserId | null;
  name: string | null;
  at: Date;
  text: string;
  /** The message it was, where it was one. */
  source: MessageRef | null;
}

/** What of the channel stays as its people made it. */
export type KeptPart = 'topic' | 'purpose';

export interface AdoptRoom {
  type: 'adopt_room';
  by: UserId;
  room: AskedRoom;
}

export type AdoptReport =
  /** Delivery took a channel: who is in it, and what stays as it was. */
  | { type: 'room_adopted'; people: UserId[]; kept: KeptPart[] }
  /** `asker` null: who runs Muster. `once`: the same line is taken in no second time. */
  | { type: 'take_in_line'; asker: UserId | null; line: LaterLine; once: string };

export type AdoptFact = {
  type: 'room_adopted';
  by: UserId;
  people: number;
  kept: KeptPart[];
  latest: number;
};

export type AdoptRefusal =
  /** Neither may show what not the same people may see. */
  { code: 'room_privacy_differs'; isPrivate: boolean };

export type AdoptEntries = {
  adopt_room: { startedAt: Date | null };
  room_adopted: { people: number; kept: KeptPart[] };
  take_in_line: LaterLine & { byOperator?: true };
};
