import { type Json, textAt } from '../json.ts';
import { Mrkdwn, Plain } from '../text/mrkdwn.tsx';

/** A text object: plain_text or mrkdwn. */
export function TextObject({ text }: { text: Json | null }) {
  const words = textAt(text, 'text');
  return text?.['type'] === 'mrkdwn' ? <Mrkdwn text={words} /> : <Plain text={words} />;
}
