import type { PlainTextOption } from '@slack/types';
import { actionItemLimits } from '../../incident/action-items/limits.ts';
import type { TimelineRow } from '../../incident/places.ts';
import type { MessageRef } from '../../incident/types.ts';
import type { Policy } from '../../policy/schema.ts';
import { option } from '../blocks.ts';
import { Mrkdwn, toPlain } from '../mrkdwn.ts';
import { timelineSentence } from '../timeline.ts';

/** An action item that is made from a line of the timeline. */

type NameOf = (userId: string) => string | null;

/** What a line says as the text of an item, and the message it holds. `nameOf` null: people are left out of it. */
export function lineAsItem(
  policy: Policy,
  row: TimelineRow,
  nameOf: NameOf | null,
): { text: string; origin: MessageRef | null } {
  const { text, source } = row.data as { text?: unknown; source?: MessageRef | null };
  const isNote = row.type === 'add_note' && !row.isErased && typeof text === 'string';
  const words = isNote ? text : said(timelineSentence(policy, row), nameOf);
  const signs = [...words.replace(/\s+/g, ' ').trim()].slice(0, actionItemLimits.text);
  return { text: signs.join(''), origin: (isNote && source) || null };
}

function said(sentence: Mrkdwn, nameOf: NameOf | null): string {
  if (nameOf) return toPlain(sentence, nameOf);
  return toPlain(new Mrkdwn(sentence.text.replace(/<@[UW][A-Z0-9]+>/g, '…')), () => null);
}

/** Lines to choose from in a form, the newest first. */
export function lineChoices(policy: Policy, rows: readonly TimelineRow[]): PlainTextOption[] {
  return rows
    .filter(({ isErased }) => !isErased)
    .toReversed()
    .map((row) => option(`${row.seq}. ${lineAsItem(policy, row, null).text}`, String(row.seq)));
}
