/** What is wrong with a payload and where: the entries of `errors` in Slack's `blocks.validate`. */
export interface Fault {
  code: FaultCode;
  message: string;
  /** JSON pointer (RFC 6901) to the offending value, or to the object that lacks or has a key. */
  pointer: string;
  /** The key that is missing or not allowed. */
  field?: string;
  constraint?: Constraint;
}

export type FaultCode =
  | 'missing_field'
  | 'unknown_field'
  | 'invalid_type'
  | 'unsupported_type'
  | 'failed_constraint'
  | 'duplicate'
  | 'view_too_large';

export interface Constraint {
  type: string;
  expected: string[];
  got?: string;
}

/** A fault against a constraint, in the words Slack uses for it. */
export function broken(
  pointer: string,
  message: string,
  type: string,
  expected: readonly (string | number)[],
  got?: string,
): Fault {
  const constraint: Constraint = { type, expected: expected.map(String) };
  if (got !== undefined) constraint.got = got;
  return { code: 'failed_constraint', message, pointer, constraint };
}

/** The fault of a value that is no member of a closed list. */
export function notOneOf(pointer: string, allowed: readonly (string | number)[], got: unknown) {
  const words = allowed.map(String).join(', ');
  return broken(pointer, `must be one of: ${words}`, 'enum', allowed, String(got));
}

/** The fault of a value of the wrong JSON type; `noun` reads like "an object". */
export function notA(pointer: string, noun: string): Fault {
  return {
    code: 'invalid_type',
    message: `must provide ${noun}`,
    pointer,
    constraint: { type: 'type', expected: [noun.replace(/^an? /, '')] },
  };
}

/** The fault of an id that stands twice where it has to be unique. */
export function repeated(pointer: string, field: string, id: string): Fault {
  return { code: 'duplicate', message: `\`${field}\` "${id}" already exists`, pointer, field };
}

/** One step further in a JSON pointer, escaped as RFC 6901 wants it. */
export function step(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A text object whose words are too long fails as a whole as well, and Slack says both. */
const textOfTextObject = /^(.+\/(?:fields\/\d+|elements\/\d+|[a-z_]+))\/text$/;
const notTextObjects = /\/(?:blocks|child_blocks|tasks|sources)\/\d+$|^\/\d+$/;

/**
 * The faults as the lines of `errors` in an answer of `chat.*` or `views.*`, such as
 * `must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
 */
export function slackErrors(faults: readonly Fault[]): string[] {
  const lines: string[] = [];
  for (const fault of faults) {
    const parent = textOfTextObject.exec(fault.pointer)?.[1];
    if (parent !== undefined && fault.constraint?.type === 'max_length') {
      if (!notTextObjects.test(parent)) {
        lines.push(`failed to match all allowed schemas [json-pointer:${parent}]`);
      }
    }
    lines.push(`${fault.message} [json-pointer:${fault.pointer}]`);
  }
  return lines;
}

/** The same lines as they stand in `response_metadata.messages`: each begins with `[ERROR]`. */
export function slackMessages(faults: readonly Fault[]): string[] {
  return slackErrors(faults).map((line) => `[ERROR] ${line}`);
}
