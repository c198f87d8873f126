/** What hangs above the messages of a channel, as the page and tests see it. */

/** A canvas that is a tab of the channel. */
export interface CanvasShown {
  id: string;
  title: string;
  markdown: string;
  /** Whether those in the channel may write in it. */
  can_write: boolean;
}

export interface BookmarkShown {
  id: string;
  title: string;
  type: string;
  link: string;
  emoji: string;
}
