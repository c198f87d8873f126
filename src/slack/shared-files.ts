import { z } from 'zod';
import type { SharedFile } from '../incident/links/types.ts';
import { cleanText } from '../incident/text.ts';

/** Files as Slack puts them into messages and forms; what was deleted or is no file is left out. */
const file = z.object({
  id: z.string().regex(/^F[A-Z0-9]{2,}$/),
  name: z.string().nullish(),
  title: z.string().nullish(),
  permalink: z.url({ protocol: /^https?$/ }).nullish(),
  mode: z.string().optional(),
});

/** The files of a message or of a form's field; none where there are none. */
export function sharedFiles(given: unknown): SharedFile[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((each: unknown) => {
    const found = file.safeParse(each).data;
    if (!found || found.mode === 'tombstone') return [];
    const name = cleanText(found.name || found.title || found.id, 200).text;
    return [{ id: found.id, name: name || found.id, permalink: found.permalink ?? null }];
  });
}
