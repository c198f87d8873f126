import { SlackError } from './method.ts';
import type { Json } from './model.ts';

/**
 * The arguments of a call as they came: text from a form or a query, anything from a JSON body.
 * Each reader turns either spelling into what the method means.
 */
export class Arguments {
  readonly raw: Readonly<Record<string, unknown>>;

  constructor(raw: Readonly<Record<string, unknown>>) {
    this.raw = raw;
  }

  /** True when the caller sent it, even empty. */
  has(name: string): boolean {
    return this.raw[name] !== undefined && this.raw[name] !== null;
  }

  /** Text, or undefined when absent. Empty text counts as absent unless `keepEmpty`. */
  text(name: string, keepEmpty = false): string | undefined {
    const value = this.raw[name];
    if (value === undefined || value === null) return undefined;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text === '' && !keepEmpty ? undefined : text;
  }

  /** Text that must be there; refuses with `code` otherwise. */
  required(name: string, code = 'invalid_arguments'): string {
    const text = this.text(name);
    if (text === undefined) throw new SlackError(code);
    return text;
  }

  /** true, "true", 1 and "1" are yes. */
  flag(name: string, otherwise = false): boolean {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') return otherwise;
    return value === true || value === 1 || value === 'true' || value === '1' || value === 'True';
  }

  /** A whole number, or undefined when absent or not one. */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || !/^-?\d+$/.test(text.trim())) return undefined;
    return Number(text);
  }

  /** A JSON value given as such or as text; undefined when absent; `code` when it is no JSON. */
  json(name: string, code = 'invalid_json'): unknown {
    const value = this.raw[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      throw new SlackError(code);
    }
  }

  /** A JSON object; `code` when it is something else. */
  object(name: string, code: string): Json | undefined {
    const value = this.json(name, code);
    if (value === undefined) return undefined;
    if (!isObject(value)) throw new SlackError(code);
    return value;
  }

  /** Values separated by commas, or a JSON array; empty when absent. */
  list(name: string): string[] {
    const value = this.raw[name];
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value.map(String);
    const text = String(value).trim();
    if (text.startsWith('[')) {
      const parsed = this.json(name, 'invalid_array_arg');
      if (Array.isArray(parsed)) return parsed.map(String);
    }
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
}

/** True for a JSON object, false for arrays, null and plain values. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
