/**
 * An incident's postmortem as a document: data without Slack and without files, from which Markdown,
 * HTML, PDF, JSON and a canvas are made.
 */
export interface PostmortemDocument {
  number: number;
  title: string;
  isDrill: boolean;
  isPrivate: boolean;
  status: DocumentStatus;
  /** IANA zone in which the reader sees times beside UTC. */
  zone: string;
  /** When this copy was made, in story time. */
  madeAt: Date;
  /** What stands at the top: severity, how long, who led … in this order. */
  facts: { label: string; value: string }[];
  sections: DocumentSection[];
}

export type DocumentStatus = 'draft' | 'in_review' | 'reviewed' | 'published';

export interface DocumentSection {
  key: string;
  title: string;
  /** What it answers, as the policy asks. */
  asks: string[];
  /** What Muster knows itself; nobody edits it. */
  filled: DocumentBlock[];
  /** What people wrote, as Markdown; empty while nobody did. */
  text: string;
  /** Counts the times people changed it; 0 while nobody did. */
  revision: number;
}

/** Plain texts, not Markdown: whoever renders them escapes them. */
export type DocumentBlock =
  | { type: 'text'; text: string }
  | { type: 'list'; items: string[] }
  | { type: 'table'; head: string[]; rows: string[][] };
