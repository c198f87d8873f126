import type { Past } from '../incident/links/similar.ts';
import type { TimelineRow } from '../incident/places.ts';
import type { Policy } from '../policy/schema.ts';
import type { ViewContext } from '../views/context.ts';
import { type Mrkdwn, toPlain, utc } from '../views/mrkdwn.ts';
import { timelineSentence } from '../views/timeline.ts';
import type { DocumentBlock } from './model.ts';
import { inZone } from './words.ts';

/** What a section is filled from: the incident as it is, and its whole timeline. */
export interface Given extends ViewContext {
  timeline: readonly TimelineRow[];
  /** An instant as the document writes it: in UTC and in the reader's zone. */
  clock(at: Date): string;
  /** Mrkdwn as plain text, with people's names. */
  plain(text: Mrkdwn): string;
}

export type Fill = (given: Given) => DocumentBlock[];

export interface DocumentInput {
  incident: ViewContext['incident'];
  policy: Policy;
  /** All of it, oldest first. */
  timeline: readonly TimelineRow[];
  nameOf: (userId: string) => string | null;
  /** What happened before that looks like it, of what everybody may know. */
  past: Past;
  /** The reader's IANA zone; an unknown one counts as UTC. */
  zone: string;
  /** Story time. */
  now: Date;
}

const nowhere = {
  ...{ roomId: null, roomThreadTs: null, cardTs: null, newsChannelId: null, newsTs: null },
};

export function givenOf(input: DocumentInput): Given {
  const { incident, policy, timeline, nameOf, past, zone, now } = input;
  return {
    ...{ incident, policy, places: nowhere, now, nameOf, timeline, ...past },
    clock: (at) => (isUtc(zone) ? utc(at) : `${utc(at)} (${inZone(at, zone)})`),
    plain: (text) => toPlain(text, nameOf),
  };
}

function isUtc(zone: string): boolean {
  return ['UTC', 'Etc/UTC', 'GMT'].includes(zone);
}

/** A line of the timeline as a sentence. */
export function sentenceOf(given: Given, row: TimelineRow): string {
  return given.plain(timelineSentence(given.policy, row));
}

/** What somebody is called. */
export function nameIn({ nameOf }: Given, userId: string): string {
  return nameOf?.(userId) ?? userId;
}

/** A table, or nothing where it would have no rows. */
export function table(head: string[], rows: string[][]): DocumentBlock[] {
  return rows.length > 0 ? [{ type: 'table', head, rows }] : [];
}

/** A list, or nothing where it would have no items. */
export function list(items: string[]): DocumentBlock[] {
  return items.length > 0 ? [{ type: 'list', items }] : [];
}

/** Texts that say something. */
export function texts(...all: (string | null)[]): DocumentBlock[] {
  return all.flatMap((text): DocumentBlock[] => (text ? [{ type: 'text', text }] : []));
}
