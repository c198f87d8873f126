import { DateTime } from 'luxon';
import type { Message } from '../views/context.ts';
import { Mrkdwn, toPlain } from '../views/mrkdwn.ts';
import { nameOf } from './people.ts';

/** What people would read in Slack, as text for a terminal. */

/** Reads mrkdwn aloud: names for people and channels, instants in the zone, no emphasis. */
export type Aloud = (mrkdwn: string) => string;

/** `channels` are the names of channels by id, without #. */
export function aloudIn(zone: string, channels: Record<string, string>): Aloud {
  return (mrkdwn) => {
    const named = mrkdwn
      .replace(/<!date\^(\d+)\^[^>]*>/g, (_, seconds: string) =>
        DateTime.fromSeconds(Number(seconds), { zone }).toFormat('ccc HH:mm'),
      )
      .replace(/<#([CGD][A-Z0-9]+)>/g, (_, id: string) => `#${channels[id] ?? id}`)
      .replace(/`([^`\n]*)`/g, '$1');
    return toPlain(new Mrkdwn(named), nameOf).replace(/(^|\s)_([^_\n]+)_(?=$|\s)/g, '$1$2');
  };
}

/** The lines of a message, with its buttons in brackets on a line of their own. */
export function messageText({ blocks, text }: Message, aloud: Aloud): string {
  const lines = blocks.flatMap((block) => {
    const parts = textsIn(block).map(aloud);
    const buttons = labelsIn(block).map((label) => `[${label}]`);
    return [parts.join(' · '), buttons.join(' ')].filter((line) => line !== '');
  });
  return lines.length > 0 ? lines.join('\n') : aloud(text);
}

/** The shapes that hold words, of all that Block Kit has. */
interface Shape {
  type?: string;
  text?: Shape | string;
  fields?: Shape[];
  elements?: Shape[];
  accessory?: Shape;
}

function textsIn(block: Shape): string[] {
  switch (block.type) {
    case 'section':
    case 'header':
      return [block.text, ...(block.fields ?? [])].flatMap(words);
    case 'context':
      return (block.elements ?? []).flatMap(words);
    default:
      return [];
  }
}

function words(part: Shape | string | undefined): string[] {
  const text = typeof part === 'object' ? part.text : undefined;
  return typeof text === 'string' ? [text] : [];
}

function labelsIn(block: Shape): string[] {
  const row = block.type === 'actions' ? (block.elements ?? []) : [];
  const beside = block.accessory ? [block.accessory] : [];
  return [...row, ...beside]
    .filter(({ type }) => type === 'button')
    .flatMap(({ text }) => words(typeof text === 'object' ? { text: text.text ?? '' } : undefined));
}
