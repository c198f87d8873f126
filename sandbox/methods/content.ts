import { type Fault, slackErrors, slackMessages } from '../blocks/fault.ts';
import { storeBlocks } from '../blocks/stored.ts';
import { storeText } from '../blocks/text.ts';
import { validateBlocks, validateMessage } from '../blocks/validate.ts';
import { type Arguments, isObject } from '../server/arguments.ts';
import { type MethodCall, SlackError } from '../server/method.ts';
import type { Json, Message } from '../server/model.ts';
import { documentedErrors } from './facts.ts';

/** What a caller wants to say, as Slack keeps it; what the caller did not send is absent. */
export interface Content {
  text?: string;
  blocks?: Json[];
  attachments?: Json[];
  /** Null: the caller sent `{}`, which takes metadata away. */
  metadata?: NonNullable<Message['metadata']> | null;
}

/** Slack cuts posted text after this many characters, without a word. */
const textMax = 40_000;

/**
 * Reads text, blocks, attachments and metadata of a `chat.*` call, refusing what Slack refuses:
 * `invalid_blocks`, `markdown_text_conflict`, `too_many_attachments`, `invalid_metadata_format` …
 * Whether there is enough to say (`no_text`) is for the caller to check.
 */
export function contentOf(call: MethodCall): Content {
  const { args, workspace } = call;
  const content: Content = {};
  const text = args.text('text', true);
  if (text !== undefined) content.text = stored(call, cut(text));
  const blocks = blocksOf(call);
  if (blocks !== undefined) content.blocks = storeBlocks(blocks, { names: workspace });
  const markdown = args.text('markdown_text');
  if (markdown !== undefined) Object.assign(content, markdownOf(call, markdown));
  const attachments = attachmentsOf(args);
  if (attachments !== undefined) content.attachments = attachments;
  const metadata = metadataOf(args);
  if (metadata !== undefined) content.metadata = metadata;
  return content;
}

/** True when there is nothing that could be shown. */
export function isEmpty(content: Content): boolean {
  const { text, blocks = [], attachments = [] } = content;
  return (text ?? '').trim() === '' && blocks.length === 0 && attachments.length === 0;
}

/** The refusal of blocks, with Slack's lines of what is wrong and where. */
export function invalidBlocks(code: string, faults: readonly Fault[]): SlackError {
  return new SlackError(code, {
    errors: slackErrors(faults),
    response_metadata: { messages: slackMessages(faults) },
  });
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > textMax ? characters.slice(0, textMax).join('') : text;
}

function stored(call: MethodCall, text: string): string {
  const parse = call.args.text('parse');
  return storeText(text, {
    names: call.workspace,
    linkNames: call.args.flag('link_names'),
    ...(parse === 'full' || parse === 'none' ? { parse } : {}),
  });
}

function blocksOf(call: MethodCall): unknown[] | undefined {
  const blocks = call.args.json('blocks', 'invalid_blocks_format');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  const faults = validateBlocks(blocks, 'message');
  if (faults.length > 0) throw invalidBlocks('invalid_blocks', faults);
  return blocks;
}

function markdownOf(call: MethodCall, markdown: string): Content {
  const { args } = call;
  if (args.has('text') || args.has('blocks')) throw new SlackError('markdown_text_conflict');
  const blocks = [{ type: 'markdown', text: markdown }];
  const faults = validateBlocks(blocks, 'message');
  if (faults.length > 0) {
    const known = documentedErrors(call.method).has('msg_too_long');
    throw new SlackError(known ? 'msg_too_long' : 'msg_blocks_too_long');
  }
  return { text: stored(call, markdown), blocks: storeBlocks(blocks) };
}

const attachmentsMax = 100;

function attachmentsOf(args: Arguments): Json[] | undefined {
  const attachments = args.json('attachments', 'invalid_arguments');
  if (attachments === undefined) return undefined;
  if (!Array.isArray(attachments)) throw new SlackError('invalid_arguments');
  if (attachments.length > attachmentsMax) throw new SlackError('too_many_attachments');
  const faults = validateMessage({ attachments });
  if (faults.length > 0) throw invalidBlocks('invalid_blocks', faults);
  return attachments.filter(isObject).map((attachment, index) => keptAttachment(attachment, index));
}

function keptAttachment(attachment: Json, index: number): Json {
  const kept: Json = { id: index + 1, ...attachment };
  const { blocks } = attachment;
  if (Array.isArray(blocks)) kept['blocks'] = storeBlocks(blocks);
  for (const key of ['text', 'pretext', 'fallback']) {
    const words = attachment[key];
    if (typeof words === 'string') kept[key] = storeText(words);
  }
  return kept;
}

function metadataOf(args: Arguments): Content['metadata'] {
  const metadata = args.object('metadata', 'invalid_metadata_format');
  if (metadata === undefined) return undefined;
  const { event_type, event_payload = {}, entities } = metadata;
  const work = Array.isArray(entities) && event_type === undefined;
  if (work || Object.keys(metadata).length === 0) return null;
  const typed = typeof event_type === 'string' && event_type !== '';
  if (!typed || !isObject(event_payload)) throw new SlackError('invalid_metadata_schema');
  return { event_type, event_payload };
}
