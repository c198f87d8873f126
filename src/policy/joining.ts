import type { Locate, Path } from './positions.ts';

/** Several files as one policy. */

/** One file that was read, with where its things stand. */
export interface Part {
  body: Record<string, unknown>;
  locate: Locate;
}

/**
 * Where each value of a joined policy came from: a place in a file, and for what was put together
 * from several its children.
 */
interface Origin {
  part: Part;
  path: Path;
  children?: Map<string | number, Origin>;
}

interface Joined {
  value: unknown;
  from: Origin;
}

/**
 * The parts as one: those that come later win over those before. Maps are joined key by key; lists of
 * things with keys by key, each thing key by key; all else is replaced. Things keep the order of the
 * earlier part, new ones follow; a later part that names all of them puts them in its own order.
 */
export function joinedParts(first: Part, others: Part[]): Part {
  const joined = others.reduce<Joined>((below, part) => join(below, whole(part)), whole(first));
  return {
    body: joined.value as Record<string, unknown>,
    locate: (path, atKey) => {
      const { part, path: there } = originOf(joined.from, path);
      return part.locate(there, atKey);
    },
  };
}

function whole(part: Part): Joined {
  return { value: part.body, from: { part, path: [] } };
}

function originOf(root: Origin, path: Path): Origin {
  return path.reduce<Origin>((origin, step) => childOf(origin, step), root);
}

function childOf(origin: Origin, step: string | number): Origin {
  return origin.children?.get(step) ?? { part: origin.part, path: [...origin.path, step] };
}

function join(below: Joined, above: Joined): Joined {
  if (isMap(below.value) && isMap(above.value)) return joinMaps(below, above, join);
  if (isKeyed(below.value) && isKeyed(above.value)) return joinKeyed(below, above);
  return above;
}

function joinMaps(below: Joined, above: Joined, both: typeof join): Joined {
  const children = new Map<string | number, Origin>();
  const value: Record<string, unknown> = {};
  const [lower, upper] = [fieldsOf(below), fieldsOf(above)];
  for (const [key, low] of lower) {
    const high = upper.get(key);
    const joined = high ? both(low, high) : low;
    value[key] = joined.value;
    children.set(key, joined.from);
  }
  for (const [key, high] of upper) {
    if (lower.has(key)) continue;
    value[key] = high.value;
    children.set(key, high.from);
  }
  return { value, from: { ...above.from, children } };
}

/** Things with keys: those of both are joined one level deep, so that a list inside is replaced. */
function joinKeyed(below: Joined, above: Joined): Joined {
  const [lower, upper] = [itemsOf(below), itemsOf(above)];
  const upperKeys = new Set(upper.map(({ key }) => key));
  const lowerKeys = new Set(lower.map(({ key }) => key));
  const ordered = lower.every(({ key }) => upperKeys.has(key))
    ? upper
    : [...lower, ...upper.filter(({ key }) => !lowerKeys.has(key))];
  const items = ordered.map(({ key }) => {
    const low = lower.find((each) => each.key === key);
    const high = upper.find((each) => each.key === key);
    if (!low) return high;
    return high ? { key, joined: joinMaps(low.joined, high.joined, (_, top) => top) } : low;
  });
  const children = new Map<string | number, Origin>();
  const value = items.flatMap((item, index) => {
    if (!item) return [];
    children.set(index, item.joined.from);
    return [item.joined.value];
  });
  return { value, from: { ...above.from, children } };
}

function fieldsOf({ value, from }: Joined): Map<string, Joined> {
  const entries = Object.entries(isMap(value) ? value : {});
  return new Map(
    entries.map(([key, item]) => [key, { value: item, from: childOf(from, key) }] as const),
  );
}

function itemsOf({ value, from }: Joined): { key: unknown; joined: Joined }[] {
  const items = Array.isArray(value) ? value : [];
  return items.map((item: Record<string, unknown>, index) => ({
    key: item['key'],
    joined: { value: item, from: childOf(from, index) },
  }));
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list of things that each have a key of their own; where one comes twice, joining would hide it. */
function isKeyed(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const keys = value.map((item) => (isMap(item) ? item['key'] : undefined));
  return keys.every((key) => typeof key === 'string') && new Set(keys).size === keys.length;
}
