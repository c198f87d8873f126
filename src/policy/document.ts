import { isScalar, parseDocument, YAMLMap } from 'yaml';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';
import { anchor, cell, code, type Described, kind, standard } from './document-cells.ts';
import { meanings } from './language/named.ts';
import { parts, type Theme, themes } from './manual.ts';
import { notEnforced } from './not-enforced.ts';
import { Policy } from './schema.ts';
import { keyedTemplateGaps, templateGaps } from './template-gaps.ts';

/** The policy language as JSON Schema, for editors: `policies/policy.schema.json`. */
export function policyJsonSchema(): string {
  return `${JSON.stringify(described(), null, 2)}\n`;
}

function described(): Described {
  return z.toJSONSchema(Policy, { io: 'input' }) as Described;
}

/** The same, with what its texts mean: no editor needs that, people who read the manual do. */
function describedForPeople(): Described {
  return z.toJSONSchema(Policy, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const meaning = meanings.get(zodSchema);
      if (meaning) jsonSchema['means'] = meaning;
    },
  }) as Described;
}

/**
 * The manual of the policy language in Markdown: `docs/policy.md`. `example` is the text of a policy
 * (`policies/example.yaml`) whose parts are shown beside the keys they belong to.
 */
export function policyReference(example: string): string {
  const root = describedForPeople();
  const snippets = snippetsOf(example);
  return [
    ...opening,
    ...themes.map(
      ({ title, keys }) => `- [${title}](#${anchor(title)}): ${keys.map(code).join(', ')}`,
    ),
    `- Parts of many keys: ${parts.map(({ title }) => `[${title}](#${anchor(title)})`).join(', ')}`,
    ...themes.flatMap((theme) => themeText(theme, root, snippets)),
    ...partTexts(root),
    ...gapTables(),
    ...sentences(),
  ].join('\n');
}

const opening = [
  '# The policy file',
  '',
  'How an organisation runs incidents, as YAML. [`policies/default.yaml`](../policies/default.yaml) is a whole one to copy and change; [`policies/example.yaml`](../policies/example.yaml) has one of everything, and its parts stand below beside the keys. With [`policies/policy.schema.json`](../policies/policy.schema.json) an editor completes keys while you type. [Checking and applying a policy](policy-tools.md) has its own page.',
  '',
  'An incident keeps the policy it was declared under. Durations carry their unit in the key. A key that is not listed here is refused. Keys of things (`key:`) are a lower-case letter, then letters, digits and `_`; people type the key, the name or an alias. `levels[].to` below means: `to` in each item of `levels`.',
  '',
];

/** What the example says about each of its top-level keys, as it stands in the file. */
function snippetsOf(example: string): Map<string, string> {
  const snippets = new Map<string, string>();
  const { contents } = parseDocument(example);
  if (!(contents instanceof YAMLMap)) return snippets;
  const starts = contents.items.map(({ key: name }) => ({
    name: String(name),
    at: isScalar(name) ? (name.range?.[0] ?? 0) : 0,
  }));
  for (const [index, { name, at }] of starts.entries()) {
    const text = example.slice(at, starts[index + 1]?.at);
    snippets.set(name, text.replace(/^#.*$/gm, '').trimEnd());
  }
  return snippets;
}

function themeText(theme: Theme, root: Described, snippets: Map<string, string>): string[] {
  const lines = ['', `## ${theme.title}`];
  if (theme.about) lines.push('', theme.about);
  const plain = theme.keys.filter((name) => !isComposed(root.properties?.[name]));
  if (plain.length > 0) {
    lines.push('', ...head, ...plain.flatMap((name) => row(root, name, { base: '' })));
    lines.push(...shown(plain.map((name) => snippets.get(name) ?? '').filter(Boolean)));
  }
  for (const name of theme.keys.filter((each) => !plain.includes(each))) {
    const schema = root.properties?.[name] ?? {};
    lines.push('', `### \`${name}\`${schema.items ? ' (each)' : ''}`, '');
    const mark = notEnforced.includes(name) ? '*Not enforced yet.*' : '';
    const said = [sentence(schema.description ?? ''), range(schema), mark];
    lines.push(said.filter(Boolean).join(' '));
    const base = schema.items ? `${name}[].` : `${name}.`;
    lines.push('', ...table(schema.items ?? schema, { base }));
    lines.push(...shown([snippets.get(name) ?? ''].filter(Boolean)));
  }
  return lines;
}

function isComposed(schema: Described | undefined): boolean {
  return schema?.properties !== undefined || schema?.items?.properties !== undefined;
}

function range({ minItems, maxItems }: Described): string {
  if (maxItems === undefined) return '';
  return minItems ? `${minItems} to ${maxItems} of them.` : `At most ${maxItems}.`;
}

function sentence(words: string): string {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}

function shown(snippets: string[]): string[] {
  return snippets.length > 0 ? ['', '```yaml', ...snippets, '```'] : [];
}

function partTexts(root: Described): string[] {
  return parts.flatMap(({ id, title, as, about, example }) => [
    '',
    `## ${title}`,
    '',
    `${about} Written as ${as}.`,
    '',
    ...table(root.$defs?.[id] ?? {}, {}),
    ...shown(example ? [example] : []),
  ]);
}

const head = ['| key | value | if left out | meaning |', '| --- | --- | --- | --- |'];

/** Where rows stand: behind `prefix` in their table, which is behind `base` in the file. */
interface Place {
  prefix?: string;
  /** Absent: in parts of many keys. */
  base?: string;
}

function table(schema: Described, place: Place): string[] {
  return [...head, ...rows(schema, place)];
}

function rows(schema: Described, place: Place): string[] {
  return Object.keys(schema.properties ?? {}).flatMap((name) => row(schema, name, place));
}

/** The row of one key, and the rows of what it is made of. */
function row(schema: Described, name: string, place: Place): string[] {
  const value = schema.properties?.[name] ?? {};
  const path = `${place.prefix ?? ''}${name}`;
  const isIdle = place.base !== undefined && notEnforced.includes(`${place.base}${path}`);
  const mark = isIdle ? ' (*not enforced yet*)' : '';
  const must = schema.required?.includes(name) ?? false;
  const own = `| ${code(path)} | ${kind(value)} | ${standard(value, must)} | ${cell(value.description ?? '')}${mark} |`;
  const object = [value, ...(value.anyOf ?? [])].find((each) => each.properties);
  if (object) return [own, ...rows(object, { ...place, prefix: `${path}.` })];
  return value.items?.properties
    ? [own, ...rows(value.items, { ...place, prefix: `${path}[].` })]
    : [own];
}

function gapTables(): string[] {
  const gap = (name: string, description: string) => `| \`{${name}}\` | ${cell(description)} |`;
  return [
    '',
    '## Gaps of templates',
    '',
    'What a `text` or `subject` of `templates` may have between braces. A word between braces that is none of these is a fault; other braces are text.',
    '',
    '| gap | filled with |',
    '| --- | --- |',
    ...templateGaps.map(({ name, description }) => gap(name, description)),
    ...keyedTemplateGaps.map(({ name, description }) => gap(`${name}.key`, description)),
  ];
}

function sentences(): string[] {
  const lines = Object.entries(catalogue).map(
    ([name, wording]) => `| ${code(name)} | ${cell(wording)} |`,
  );
  return [
    '',
    '## Sentences',
    '',
    'Every sentence that Muster says, for `messages`. What stands in braces is filled in; a wording of yours may leave a gap out, and may use no others.',
    '',
    '| key | wording |',
    '| --- | --- |',
    ...lines,
    '',
  ];
}
