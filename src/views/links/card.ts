import type { KnownBlock } from '@slack/types';
import type { ViewContext } from '../context.ts';
import type { Mrkdwn } from '../mrkdwn.ts';
import { filesLines, filesMissing } from './files.ts';
import { againLine, triageHint } from './similar.ts';
import { tiesLines } from './ties.ts';

/** What the card asks of it: files that are missing. */
export function linksOnCard(view: ViewContext): KnownBlock[] {
  return filesMissing(view);
}

/** What the card says of it: other incidents, files. */
export function linksLines(view: ViewContext): Mrkdwn[] {
  return [...tiesLines(view), ...againLine(view), ...triageHint(view), ...filesLines(view)];
}
