import type { KnownBlock } from '@slack/types';
import type { Recurrence, Similar } from '../incident/links/similar.ts';
import type { Places } from '../incident/places.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/** What a view is a function of: the incident, its own policy, where its things are, and the time. */
export interface ViewContext {
  incident: Incident;
  policy: Policy;
  places: Places;
  now: Date;
  /** Somebody's IANA time zone; null when unknown, absent where nobody asks. */
  zoneOf?: (userId: UserId) => string | null;
  /** What people are called where mentions do not work; absent where they do. */
  nameOf?: (userId: UserId) => string | null;
  /** Whether Muster writes e-mail; absent where nobody asks. */
  canMail?: boolean;
  /** Channels of incidents that this one is tied to, by number, as far as they may be shown. */
  rooms?: ReadonlyMap<number, string>;
  /** Incidents that look like it; only where they are shown. */
  similar?: readonly Similar[];
  /** The same, as often as it happened: all that people said is the same again, the first one first. */
  again?: readonly Recurrence[];
}

/** A message as Slack takes it. `text` is what notifications and screen readers say. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
  /** The word of the button that it answers, where the message with it is to say so from then on. */
  answers?: string;
}
