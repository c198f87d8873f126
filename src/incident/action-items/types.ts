import type { MessageRef, UserId } from '../types.ts';

/** Action items: what is left to do when an incident is over, and who has it. */

export interface ActionItemsState {
  actionItems: ActionItemState[];
  /** Whether it is closed and something is left to do: what reviews are found by. */
  improving: boolean;
}

/** None is without somebody who has it, nor without a day. */
export interface ActionItemState {
  id: number;
  /** Key of the kind; empty where nobody said. */
  kind: string;
  text: string;
  owner: UserId;
  /** Day it is due, as YYYY-MM-DD. */
  dueOn: string;
  /** As the policy calls it; null: none. */
  priority: string | null;
  link: string | null;
  by: UserId;
  at: Date;
  /** When its owner moved it or opened it again: no round before that spoke of it as it is. */
  setAt?: Date | undefined;
  /** How often its day was moved. */
  moved: number;
  /** What it has to do with the policy; null: nothing. */
  policy: ActionItemPolicy | null;
  /** How it ended; null: it is open. */
  ended: ActionItemEnd | null;
}

/** An item that changes the policy, and the change that did it. */
export interface ActionItemPolicy {
  /** Hash of the policy that it is to change. */
  was: string;
  /** Null: nobody linked one yet. */
  change: (PolicyChange & { at: Date }) | null;
}

/** Two policies beside each other. */
export interface PolicyChange {
  /** Hash of the one before. */
  was: string;
  /** Hash and name of the one after. */
  hash: string;
  name: string;
  /** The first lines of what differs; none: nothing does. */
  lines: string[];
  /** How many lines there are besides. */
  more: number;
}

/** `dropped`: why it is not done after all; null: it was done. */
export interface ActionItemEnd {
  by: UserId;
  at: Date;
  dropped: string | null;
}

/** When an action item is due, as it was asked: so many days on, or a day as YYYY-MM-DD. */
export type Due = { days: number } | { on: string };

/** Why an item changes nothing, as the detector says. */
export type Weakness = 'care' | 'effort' | 'words' | 'thought';

/**
 * `sure`: mark of the text of which was said that it changes nothing, by who wants it all the same.
 */
export type ActionItemsCommand =
  /**
   * `kind` null: the first that the policy offers. `owner` null: who adds it. `due` null: as its
   * priority or kind says. `task`: the task that it takes the place of.
   */
  | {
      type: 'add_action_item';
      by: UserId;
      kind: string | null;
      text: string;
      owner: UserId | null;
      due: Due | null;
      priority?: string | null;
      task?: string;
      source?: MessageRef;
      /** Number of the line of the timeline that it was made from. */
      line?: number;
      /** It changes the policy. */
      changesPolicy?: boolean;
      sure?: string;
    }
  /** What is left out stays as it is; `link` empty: none. */
  | {
      type: 'edit_action_item';
      by: UserId;
      id: number;
      text?: string;
      kind?: string;
      owner?: UserId;
      priority?: string | null;
      link?: string;
      changesPolicy?: boolean;
      sure?: string;
    }
  | { type: 'move_action_item'; by: UserId; id: number; due: Due; reason: string }
  | { type: 'finish_action_item'; by: UserId; id: number }
  | { type: 'drop_action_item'; by: UserId; id: number; reason: string }
  /** It was not done, or is wanted after all. */
  | { type: 'reopen_action_item'; by: UserId; id: number }
  | { type: 'link_action_item'; by: UserId; id: number; link: string }
  /** This change of the policy does it; `by` null: said by who put the policy in force. */
  | { type: 'link_policy'; by: UserId | null; id: number; change: PolicyChange };

export type ActionItemsFact =
  /** To whom somebody else gave an action item. */
  /** `how`: it was theirs, and somebody else opened it again, or moved it to a sooner day. */
  | { type: 'action_item_given'; id: number; by: UserId; how?: 'reopened' | 'moved' }
  /** To who has what somebody had who left the workspace. */
  | { type: 'action_items_inherited'; from: UserId; ids: number[] }
  /** To whose it is: the policy was changed for it. `by` null: who runs Muster says so. */
  | { type: 'action_item_policy'; id: number; by: UserId | null }
  /** To the room: nothing is left to do after it. */
  | { type: 'closed_for_good' };

export type ActionItemsRefusal =
  | { code: 'unknown_action_item_kind'; given: string; allowed: string[] }
  | { code: 'unknown_priority'; given: string; allowed: string[] }
  | { code: 'unknown_action_item'; id: number }
  | { code: 'action_item_done'; id: number }
  | { code: 'action_item_open'; id: number }
  | { code: 'action_item_same'; id: number }
  /** No other policy came in force since. */
  | { code: 'policy_unchanged' }
  | { code: 'too_many_action_items'; max: number }
  | { code: 'bad_day'; given: string }
  | { code: 'bad_link'; given: string }
  /** It changes nothing, `words` say so; sent again as it is, it is taken. */
  | { code: 'action_item_weak'; how: Weakness; words: string }
  /** It rests on words that the policy refuses. */
  | { code: 'action_item_refused'; words: string }
  /** Names of kinds that are asked for before closing, of which there is none. */
  | { code: 'action_item_expected'; kinds: string[] };

export type ActionItemsAlso =
  /** It was closed without action items of these kinds. */
  | { type: 'no_action_item'; kinds: string[] }
  /** It was closed while so much is left to do. */
  | { type: 'in_improvement'; left: number }
  /** Nothing is left to do after it. */
  | { type: 'closed_for_good' };

export interface ActionItemsEntries {
  add_action_item: Pick<
    ActionItemState,
    'id' | 'kind' | 'text' | 'owner' | 'dueOn' | 'priority'
  > & {
    task: string | null;
    source: MessageRef | null;
    line: number | null;
    isWeak: boolean;
    changesPolicy: boolean;
  };
  /** What it is now; `was` holds what was changed, as it stood. */
  edit_action_item: Pick<
    ActionItemState,
    'id' | 'kind' | 'text' | 'owner' | 'dueOn' | 'priority'
  > & {
    changesPolicy: boolean;
    was: Partial<
      Pick<ActionItemState, 'kind' | 'text' | 'owner' | 'priority' | 'link'> & {
        changesPolicy: boolean;
      }
    >;
  };
  move_action_item: { id: number; text: string; from: string; to: string; reason: string };
  finish_action_item: { id: number; text: string };
  drop_action_item: { id: number; text: string; reason: string };
  reopen_action_item: { id: number; text: string };
  link_action_item: { id: number; text: string; link: string };
  link_policy: PolicyChange & { id: number; text: string; byOperator: boolean };
}

export type ActionItemsTimerKind = never;
