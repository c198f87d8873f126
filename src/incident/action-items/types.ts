import type { UserId } from '../types.ts';

/** Action items: what is left to do when an incident is over, and who has it. */

export interface ActionItemsState {
  actionItems: ActionItemState[];
}

export interface ActionItemState {
  id: number;
  /** Key of the kind. */
  kind: string;
  text: string;
  owner: UserId | null;
  /** Day it is due, as YYYY-MM-DD; null: none. */
  dueOn: string | null;
  link: string | null;
  by: UserId;
  at: Date;
  doneAt: Date | null;
}

/** When an action item is due, as it was asked: so many days on, or a day as YYYY-MM-DD. */
export type Due = { days: number } | { on: string };

export type ActionItemsCommand =
  /** `kind` null: the first that the policy offers. `due` null: as the kind says. */
  | {
      type: 'add_action_item';
      by: UserId;
      kind: string | null;
      text: string;
      owner: UserId | null;
      due: Due | null;
    }
  | { type: 'finish_action_item'; by: UserId; id: number }
  | { type: 'link_action_item'; by: UserId; id: number; link: string };

/** To whom somebody else gave an action item. */
export type ActionItemsFact = { type: 'action_item_given'; id: number; by: UserId };

export type ActionItemsRefusal =
  | { code: 'unknown_action_item_kind'; given: string; allowed: string[] }
  | { code: 'unknown_action_item'; id: number }
  | { code: 'action_item_done'; id: number }
  | { code: 'too_many_action_items'; max: number }
  | { code: 'bad_day'; given: string }
  | { code: 'bad_link'; given: string }
  /** Names of kinds that are asked for before closing, of which there is none. */
  | { code: 'action_item_expected'; kinds: string[] };

/** It was closed without action items of these kinds. */
export type ActionItemsAlso = { type: 'no_action_item'; kinds: string[] };

export interface ActionItemsEntries {
  add_action_item: Pick<ActionItemState, 'id' | 'kind' | 'text' | 'owner' | 'dueOn'>;
  finish_action_item: { id: number; text: string };
  link_action_item: { id: number; text: string; link: string };
}

export type ActionItemsTimerKind = never;
