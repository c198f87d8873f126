/** What a form of an action item carries unseen, in the one text that forms and buttons have for it. */

export interface About {
  /** Which one; absent: a new one. */
  id?: number;
  /** Path of the task that it takes the place of. */
  task?: string;
  /** Number of the line of the timeline that it is made from. */
  line?: number;
  /** Mark of the text of which was said that it changes nothing. */
  sure?: string;
}

/** Reads what `writeAbout` wrote, or the bare id that a button carries; nothing of what else comes. */
export function readAbout(arg: string | undefined): About {
  if (arg === undefined) return {};
  if (/^\d{1,6}$/.test(arg)) return { id: Number(arg) };
  try {
    const { id, task, line, sure } = JSON.parse(arg) as Record<string, unknown>;
    return {
      ...(Number.isSafeInteger(id) ? { id: Number(id) } : {}),
      ...(Number.isSafeInteger(line) ? { line: Number(line) } : {}),
      ...(typeof task === 'string' ? { task } : {}),
      ...(typeof sure === 'string' ? { sure } : {}),
    };
  } catch {
    return {};
  }
}

export function writeAbout(about: About): string {
  return JSON.stringify(about);
}
