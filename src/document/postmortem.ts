import type { TimelineRow } from '../incident/places.ts';
import { sectionsOf } from '../incident/postmortem/sections.ts';
import { textEntries, textsIn } from '../incident/postmortem/texts.ts';
import type { Incident, UserId } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { sectionTitle } from '../views/postmortem/names.ts';
import { filled, type Given } from './filled.ts';
import type { PostmortemDocument } from './model.ts';

export interface DocumentInput {
  incident: Incident;
  policy: Policy;
  /** All of it, oldest first. */
  timeline: readonly TimelineRow[];
  nameOf: (userId: UserId) => string | null;
  /** The reader's IANA zone. */
  zone: string;
  /** Story time. */
  now: Date;
}

/**
 * An incident's postmortem as a document: its sections as the policy has them, each with what Muster
 * knows itself and what people wrote. Times are in UTC and in the reader's zone.
 */
export function postmortemDocument(input: DocumentInput): PostmortemDocument {
  const { incident, policy, timeline, nameOf, zone, now } = input;
  const places = {
    ...{ roomId: null, roomThreadTs: null, cardTs: null, newsChannelId: null, newsTs: null },
  };
  const given: Given = {
    ...{ incident, policy, places, now, nameOf },
    // The document does not tell how it was written.
    timeline: timeline.filter(({ type }) => !isOfDocument(type)),
    clock: (at) => inBoth(at, zone),
  };
  const texts = textsIn(timeline);
  const { number, title, isDrill, isPrivate, state } = incident;
  return {
    ...{ number, title, isDrill, isPrivate, status: state.postmortem.status, zone, madeAt: now },
    facts: [],
    sections: sectionsOf(policy).map((section) => ({
      key: section.key,
      title: sectionTitle(policy, section),
      asks: section.asks,
      filled: filled[section.from](given),
      text: texts.get(section.key)?.text ?? '',
      revision: texts.get(section.key)?.revision ?? 0,
    })),
  };
}

function isOfDocument(type: string): boolean {
  return (textEntries as readonly string[]).includes(type);
}

/** `2026-11-22 10:30 UTC`, and the same in the reader's zone where that is another. */
export function inBoth(at: Date, zone: string): string {
  const utc = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const local = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: zone, dateStyle: 'short', timeStyle: 'short' },
  }).format(at);
  return `${local} UTC` === utc ? utc : `${utc} (${local})`;
}
