import type { Json } from '../server/model.ts';

export type { Json };

/** True for plain objects. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text in a block, or the empty one. */
export function textAt(json: Json | null | undefined, key: string): string {
  const value = json?.[key];
  return typeof value === 'string' ? value : '';
}

/** An object in a block, or null. */
export function jsonAt(json: Json | null | undefined, key: string): Json | null {
  const value = json?.[key];
  return isJson(value) ? value : null;
}

/** The objects of a list in a block. */
export function listAt(json: Json | null | undefined, key: string): Json[] {
  const value = json?.[key];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The texts of a list in a block. */
export function textsAt(json: Json | null | undefined, key: string): string[] {
  const value = json?.[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** A number in a block, or undefined. */
export function numberAt(json: Json | null | undefined, key: string): number | undefined {
  const value = json?.[key];
  if (typeof value === 'number') return value;
  const read = typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
  return Number.isNaN(read) ? undefined : read;
}
