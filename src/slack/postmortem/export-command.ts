import { documentForms } from '../../incident/postmortem/hand-out-types.ts';
import { findAudience } from '../../incident/telling/audiences.ts';
import type { PersonCommand } from '../../incident/types.ts';
import type { Message } from '../../views/context.ts';
import { refusalMessage } from '../../views/refusal.ts';
import type { Typed } from '../commands.ts';
import { openForm } from '../forms.ts';
import type { Submitted } from '../modals.ts';
import { onFound } from '../on-found.ts';

/** `export pdf`: as a file by direct message; without a form of file it is asked. */
export function exportPart(typed: Typed, rest: string): Promise<Message | null> {
  const said = rest.toLowerCase() === 'md' ? 'markdown' : rest.toLowerCase();
  const form = documentForms.find((each) => each === said);
  if (!form) return openForm(typed, 'export_postmortem', typed.find());
  return onFound(typed, { type: 'ask_document', by: typed.userId, form });
}

/** `send` and `send stakeholders`: the form, which shows who will get it before anybody does. */
export async function sendPart(typed: Typed, rest: string): Promise<Message | null> {
  const found = await typed.find();
  if ('answer' in found) return found.answer;
  if (rest === '') return openForm(typed, 'send_record', Promise.resolve(found));
  const { incident } = found.found;
  const policy = await typed.desk.ports.policyOf(incident);
  const audience = findAudience(policy, rest);
  if (!audience) {
    const allowed = policy.audiences.map(({ key }) => key);
    return refusalMessage(policy, { code: 'unknown_audience', given: rest, allowed }, incident);
  }
  return openForm(typed, 'send_record', Promise.resolve(found), { arg: audience.key });
}

/** The commands that its forms make when they are sent, by callback id. */
export const handOutSubmissions = {
  export_postmortem: ({ userId: by, filled }) => {
    const form = documentForms.find((each) => each === filled.choice('form')) ?? 'pdf';
    return { type: 'ask_document', by, form };
  },
  send_record: ({ userId: by, filled }) => ({
    type: 'send_record',
    by,
    audience: filled.choice('audience'),
    note: filled.text('note').replace(/\s+/g, ' '),
  }),
} as const satisfies Record<string, (submitted: Submitted) => PersonCommand>;
