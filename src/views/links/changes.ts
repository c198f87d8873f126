import type { Policy } from '../../policy/schema.ts';
import { message, section } from '../blocks.ts';
import type { Message } from '../context.ts';
import { join, linkTo, literal, Mrkdwn } from '../mrkdwn.ts';
import { say } from '../say.ts';

/** What changed lately, as the policy's command shows it, or where it is found. */

/** Characters of one block, with room for the marks around it; and blocks of one message. */
const mostInBlock = 2800;
const mostBlocks = 4;

/** What was printed and how it ended; null where the policy has only a link, or nothing. */
export interface ShownChanges {
  output: string;
  errors: string;
  failed: string | null;
}

export function changesMessage(
  policy: Policy,
  hours: number,
  printed: ShownChanges | null,
): Message {
  const { link } = policy.changes;
  const where = link ? [linkTo(link, say(policy, 'changes.link'))] : [];
  if (!printed) {
    const text = where[0] ?? say(policy, 'changes.none');
    return message(text, [section(text)]);
  }
  const title = say(policy, 'changes.title', { hours });
  const { output, errors, failed } = printed;
  const isSilent = output.trim() === '' && !failed;
  return message(title, [
    section(join([title, ...where], ' · ')),
    ...(isSilent ? [section(say(policy, 'changes.silent'))] : []),
    ...blocksOf(policy, output, mostBlocks),
    ...(failed ? [section(say(policy, 'changes.failed', { why: failed }))] : []),
    ...blocksOf(policy, errors, 1),
  ]);
}

/** Text as it was printed, cut between lines. */
function blocksOf(policy: Policy, text: string, most: number) {
  const pages = pagesOf(text.trimEnd());
  const shown = pages.slice(0, most).map((page) => section(fenced(page)));
  return pages.length > most ? [...shown, section(say(policy, 'changes.cut'))] : shown;
}

function pagesOf(text: string): string[] {
  if (text === '') return [];
  const pages: string[] = [];
  let page = '';
  const room = (line: string) => literal(line).text.length + 1;
  let taken = 0;
  for (const line of text.split('\n').flatMap(shortLines)) {
    if (taken + room(line) > mostInBlock) {
      pages.push(page);
      page = '';
      taken = 0;
    }
    page += `${line}\n`;
    taken += room(line);
  }
  return [...pages, page];
}

/** A line that fills more than a block is broken. */
function shortLines(line: string): string[] {
  return line.match(/.{1,500}/gsu) ?? [''];
}

function fenced(text: string): Mrkdwn {
  const safe = literal(text.replaceAll('```', "'''")).text;
  return new Mrkdwn(`\`\`\`\n${safe}\n\`\`\``);
}
