import type { Incident } from '../../incident/types.ts';
import { literal, Mrkdwn } from '../mrkdwn.ts';

/** A command with the parameters of its list filled in; what nobody gave stays as it stands. */
export function filledCommand(command: string, list: string, incident: Incident | null): string {
  const lists = incident?.state.lists ?? {};
  const given = Object.hasOwn(lists, list) ? (lists[list]?.parameters ?? {}) : {};
  return command.replace(/\{([a-z][a-z0-9_]*)\}/g, (gap, key: string) =>
    Object.hasOwn(given, key) ? (given[key] ?? gap) : gap,
  );
}

/** Text as code; three accents in it would end the block. */
export function codeBlock(text: string): Mrkdwn {
  return new Mrkdwn(`\`\`\`\n${literal(text).text.replaceAll('```', "'''")}\n\`\`\``);
}
