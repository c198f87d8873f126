import type { Places } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import { type IncidentRow, incidentOf } from '../store/state.ts';

/** One place of an incident in Slack, as delivery stores it. */
export interface Address {
  channelId: string;
  ts: string | null;
  /** For the room: the thread it lives in, where the workspace allowed no channel. */
  threadTs: string | null;
  /** Whether Muster made it. */
  ours: boolean;
}

/** The instants of a row of `incidents`, which `to_jsonb` writes as texts. */
type Instants = 'declared_at' | 'resolved_at' | 'closed_at' | 'updated_at';

/** A row of `incidents` as `to_jsonb` writes it, without the head of its hash chain. */
export type IncidentJson = Omit<IncidentRow, Instants | 'timeline_hash'> & {
  declared_at: string;
  resolved_at: string | null;
  closed_at: string | null;
  updated_at: string;
};

/** Reads an incident from `to_jsonb` of its row. Throws when a newer release wrote it. */
export function incidentFromJson(json: IncidentJson): Incident {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return incidentOf({
    ...json,
    declared_at: new Date(json.declared_at),
    resolved_at: instant(json.resolved_at),
    closed_at: instant(json.closed_at),
    updated_at: new Date(json.updated_at),
    timeline_hash: new Uint8Array(),
  } as IncidentRow);
}

/** What views see of an incident's places. */
export function placesOf(places: Record<string, Address>): Places {
  const { room, card, news } = places;
  return {
    roomId: room?.channelId ?? null,
    roomThreadTs: room?.threadTs ?? null,
    cardTs: card?.ts ?? null,
    newsChannelId: news?.channelId ?? null,
    newsTs: news?.ts ?? null,
  };
}
