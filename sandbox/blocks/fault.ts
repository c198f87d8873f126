/**
 * What is wrong with a payload and where: an entry of `errors` in Slack's `blocks.validate`.
 * Codes, constraints and wording are those of Slack's JSON-schema library (hack-json-schema),
 * so that an app that reads them finds what it finds at Slack.
 */
export interface Fault {
  code: 'missing_field' | 'invalid_type' | 'failed_constraint';
  message: string;
  /** JSON pointer (RFC 6901) to the offending value, or to the object that lacks or has a key. */
  pointer: string;
  /** The key that is missing or not allowed. */
  field?: string;
  constraint?: Constraint;
}

export interface Constraint {
  type: ConstraintType;
  expected?: number | string | readonly (string | number)[];
  got?: string | number;
}

/** The last five are not Slack's documented words: rules that no schema can hold. */
export type ConstraintType =
  | 'min_items'
  | 'max_items'
  | 'max_length'
  | 'min_length'
  | 'maximum'
  | 'minimum'
  | 'enum'
  | 'format'
  | 'additional_properties'
  | 'any_of'
  | 'one_of'
  | 'unique_items'
  | 'dependency'
  | 'surface'
  | 'max_bytes';

/** A fault against a constraint. */
export function broken(pointer: string, message: string, constraint: Constraint): Fault {
  return { code: 'failed_constraint', message, pointer, constraint };
}

/** The fault of a value that is no member of a closed list. */
export function notOneOf(
  pointer: string,
  expected: readonly (string | number)[],
  got: string | number,
): Fault {
  return broken(pointer, 'must be a valid enum value', { type: 'enum', expected, got });
}

/** The fault of an object whose `type` is none of those that may stand in its place. */
export function unsupported(pointer: string, expected: readonly string[], got: string): Fault {
  return broken(pointer, `unsupported type: ${got}`, { type: 'enum', expected, got });
}

/** The fault of a value of the wrong JSON type, such as `must provide an object`. */
export function notA(pointer: string, message: string): Fault {
  return { code: 'invalid_type', message, pointer };
}

/** The fault of an object that lacks a required key. */
export function missing(pointer: string, field: string): Fault {
  return { code: 'missing_field', message: `missing required field: ${field}`, pointer, field };
}

/** The fault of an object that has a key it must not have. */
export function additional(pointer: string, field: string): Fault {
  const fault = broken(pointer, `invalid additional property: ${field}`, {
    type: 'additional_properties',
    got: field,
  });
  return { ...fault, field };
}

/** The fault of an id that stands twice where it has to be unique. */
export function repeated(pointer: string, field: string, id: string): Fault {
  const message = `\`${field}\` "${id}" already exists`;
  return { ...broken(pointer, message, { type: 'unique_items', got: id }), field };
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
