/** Looks once more whether a message that was sent again is there twice, and takes the newer away. */
export interface SecondLook {
  family: 'announce';
  type: 'second_look';
  channelId: string;
  threadTs: string | null;
  /** What both carry, and what was heard of the second. */
  key: string;
  ts: string;
  /** The row that sent them. */
  outboxId: number;
}
