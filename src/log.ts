import { type DestinationStream, type Logger, pino } from 'pino';
import { harmless } from './terminal.ts';

/**
 * The log: one JSON object a line. Messages are static and the data stand beside them, so that
 * lines can be counted; every line is scrubbed of secrets as it leaves, and steers no terminal.
 */
export type Log = Logger;

/** How to log: the least level shown, values to strike out wherever they stand, and where to. */
export type LogOptions = {
  readonly level: string;
  readonly secrets?: readonly string[];
  readonly destination?: DestinationStream;
};

/** Opens the log. It writes to standard output unless told otherwise. */
export function openLog({ level, secrets = [], destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    hooks: { streamWrite: (line: string) => harmless(scrub(line, secrets)) },
  };
  return destination ? pino(options, destination) : pino(options);
}

type DescribedError = {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: DescribedError;
};

/**
 * What may be said of an error; of what was thrown and is none, only its type (a code of Slack's is
 * logged as `reason`). A failed query carries its parameters in the message and in
 * fields of its own: texts that people typed, which belong in the database and not in a log. So
 * the message is cut before them and unknown fields are left out.
 */
export function describeError(error: unknown): DescribedError | string {
  return error instanceof Error ? describe(error, 3) : typeof error;
}

function describe(error: Error, depth: number): DescribedError {
  const message = withoutParameters(error.message);
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message,
    ...('code' in error ? { code: String(error.code) } : {}),
    ...(frames && frames.length > 0 ? { stack: frames.slice(0, 20).join('\n') } : {}),
    ...(error.cause instanceof Error && depth > 0
      ? { cause: describe(error.cause, depth - 1) }
      : {}),
  };
}

/** The message of an error without the parameters of a query, which are what people typed. */
export function withoutParameters(message: string): string {
  const [kept = ''] = message.split(/\nparams:/);
  return kept.slice(0, 2_000);
}

const struck = '[secret]';

// Each part has a longest length: what people type is long, and no line may take seconds.
const patterns: readonly (readonly [RegExp, string])[] = [
  // Slack's tokens: xoxb-, xoxp-, xoxe.xoxp-, xoxe-, xoxa-2-, xapp-1-.
  [/\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+/g, struck],
  // Incoming webhooks, response URLs and workflow triggers: the path is the key.
  [/(https?:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"\\]+/g, `$1${struck}`],
  // The password in a URL. The user and the host help to find the fault.
  [/([a-z][\w+.-]{0,30}:\/\/[^\s:/@"\\]{0,200}):[^\s/"\\]{1,500}@/gi, `$1:${struck}@`],
  // A page of Slack's is called "Basic Information", and an operator is told to look there.
  [/\b(Bearer|Basic)(\s+)(?!Information\b)[\w.~+/=-]+/gi, `$1$2${struck}`],
  // Fields by name, in JSON and in JSON inside a string.
  [
    /("(?:authorization|cookie|set-cookie|response_url|responseUrl|[\w-]{0,60}(?:token|secret|password)|x-slack-signature|trigger_id|triggerId)\\{0,32}"\s{0,9}:\s{0,9}\\{0,32}")([^"\\]*(?:\\(?!\\{0,32}")[^"\\]*)*)(\\{0,32}")/gi,
    `$1${struck}$3`,
  ],
];

/** Strikes secrets out of a line: the given values, and whatever has the form of one. */
export function scrub(line: string, secrets: readonly string[] = []): string {
  let scrubbed = line;
  for (const value of secrets) {
    // A value of a few letters would strike out half the log.
    if (value.length >= 6) scrubbed = scrubbed.replaceAll(value, struck);
  }
  for (const [pattern, replacement] of patterns) scrubbed = scrubbed.replace(pattern, replacement);
  return scrubbed;
}
