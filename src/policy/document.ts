import { z } from 'zod';
import { catalogue } from './catalogue.ts';
import { Policy } from './schema.ts';

/** The parts of a JSON Schema that the reference is made of. */
interface Described {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  description?: string;
  default?: unknown;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: Described;
  properties?: Record<string, Described>;
  additionalProperties?: Described | boolean;
  required?: string[];
}

/** The policy language as JSON Schema, for editors: `policies/policy.schema.json`. */
export function policyJsonSchema(): string {
  return `${JSON.stringify(described(), null, 2)}\n`;
}

function described(): Described {
  return z.toJSONSchema(Policy, { io: 'input' }) as Described;
}

/** The reference of the policy language in Markdown: `docs/policy.md`. */
export function policyReference(): string {
  const root = described();
  const sections = Object.entries(root.properties ?? {}).flatMap(([key, schema]) =>
    section(key, schema),
  );
  return [
    '# The policy file',
    '',
    'How an organisation runs incidents, as YAML. [`policies/default.yaml`](../policies/default.yaml) is a whole one with comments; copy it and change it. `npx muster policy check FILE…` names every fault as `file:line:column key: what is wrong, what is allowed`. With [`policies/policy.schema.json`](../policies/policy.schema.json) an editor completes keys while you type.',
    '',
    'An incident keeps the policy it was declared under. Durations carry their unit in the key. A key that is not listed here is refused.',
    '',
    '## All keys',
    '',
    ...table(root),
    ...sections,
    ...sentences(),
  ].join('\n');
}

function section(key: string, schema: Described): string[] {
  const inner = schema.items?.properties ? schema.items : schema;
  if (!inner.properties) return [];
  const each = inner === schema ? '' : ' (each)';
  return ['', `## \`${key}\`${each}`, '', `${schema.description ?? ''}.`, '', ...table(inner)];
}

function table(schema: Described): string[] {
  const rows = Object.entries(schema.properties ?? {}).map(([key, value]) => {
    const must = schema.required?.includes(key) ?? false;
    return `| \`${key}\` | ${kind(value)} | ${standard(value, must)} | ${cell(value.description ?? '')} |`;
  });
  return ['| key | value | if left out | meaning |', '| --- | --- | --- | --- |', ...rows];
}

function standard(schema: Described, must: boolean): string {
  if (must) return 'must be there';
  if (schema.default === undefined) return 'absent';
  if (schema.properties) return 'the defaults below';
  const text = JSON.stringify(schema.default);
  return text === '[]' || text === '{}' ? 'none' : `\`${cell(text)}\``;
}

function kind(schema: Described): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  switch (schema.type) {
    case 'array':
      return `list of ${range(schema.minItems, schema.maxItems)}${items(schema.items)}`;
    case 'object':
      return 'keys';
    case 'integer':
      return `whole number${bounds(schema.minimum, schema.maximum)}`;
    case 'boolean':
      return '`true` or `false`';
    default:
      return `text${schema.maxLength ? `, at most ${schema.maxLength} characters` : ''}`;
  }
}

function items(schema: Described | undefined): string {
  if (schema?.properties) return 'the keys below';
  return schema?.type === 'integer' ? `numbers${bounds(schema.minimum, schema.maximum)}` : 'texts';
}

function range(min: number | undefined, max: number | undefined): string {
  if (max === undefined) return '';
  return min ? `${min} to ${max}: ` : `at most ${max} `;
}

function bounds(min: number | undefined, max: number | undefined): string {
  return min === undefined || max === undefined ? '' : `, ${min} to ${max}`;
}

function sentences(): string[] {
  const rows = Object.entries(catalogue).map(
    ([key, wording]) => `| \`${key}\` | ${cell(wording)} |`,
  );
  return [
    '',
    '## Sentences',
    '',
    'Every sentence that Muster says, for `messages`. What stands in braces is filled in; a wording of yours may leave a gap out, and may use no others.',
    '',
    '```yaml',
    'messages:',
    "  card.no_summary: '_Write what you see, in one line._'",
    '```',
    '',
    '| key | wording |',
    '| --- | --- |',
    ...rows,
    '',
  ];
}

/** Text that does not break a Markdown table. */
function cell(text: string): string {
  return text
    .replace(/\|/g, '\\|')
    .replace(/\n/g, '<br>')
    .replace(/</g, '&lt;')
    .replace(/&lt;br>/g, '<br>');
}
