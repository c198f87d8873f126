import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type HandbookFile, handbookFiles } from '../../src/handbook/handbook.ts';
import { catalogue } from '../../src/policy/catalogue.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import { Policy } from '../../src/policy/schema.ts';
import { wordFor } from '../../src/slack/words.ts';
import { leavesOf, maximalPolicy } from './maximal-policy.ts';

const folder = join(import.meta.dirname, '../../policies');
const policies = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

async function filesOf(name: string): Promise<HandbookFile[]> {
  const loaded = await loadPolicyFile(join(folder, name));
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return handbookFiles(loaded.policy);
}

const maximal = Policy.parse(maximalPolicy());

describe.each(policies)('the handbook of %s', (name) => {
  test('leads nowhere that is not there', async () => {
    const files = await filesOf(name);
    expect(brokenLinks(files)).toEqual([]);
  });

  test('has one heading of each name on a page, and one front page', async () => {
    const files = await filesOf(name);
    expect(files.filter((file) => file.name === 'index.html')).toHaveLength(1);
    expect(twice(files)).toEqual([]);
  });

  test('tells only of words that Muster knows', async () => {
    const texts = (await filesOf(name)).filter((file) => file.name.endsWith('.md'));
    const named = texts.flatMap(({ text }) =>
      [...text.matchAll(/\/incident ([a-z]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(named.length).toBeGreaterThan(30);
    expect([...new Set(named)].filter((word) => wordFor(word) === null)).toEqual([]);
  });

  test('is small', async () => {
    const files = await filesOf(name);
    const sizes = files.map((file) => Buffer.byteLength(file.text));
    expect(Math.max(...sizes)).toBeLessThan(150_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
  });
});

test('whoever cannot reach Slack reads first where everybody meets', async () => {
  const front = (await filesOf('pagerduty-style.yaml')).find(({ name }) => name === 'handbook.md');
  const down = front?.text.split('When Slack is down')[1]?.split('What is in here')[0];
  expect(down).toMatch(
    /^- \[Conference bridge\]\(course\.md#call\): .*meet\.example\.com.* \/ .*1 555 0100, PIN 123456$/m,
  );
});

test('of contacts without a number nobody is told to call one when Slack is down', async () => {
  const front = (await filesOf('003-customer-portal.yaml')).find(
    ({ name }) => name === 'handbook.md',
  );
  const down = front?.text.split('When Slack is down')[1]?.split('What is in here')[0] ?? '';
  expect(down).toContain('No telephone number is written down');
  expect(down).not.toContain('Primary on-call');
});

test('what must not be done, and when a level is climbed at once, can be read', async () => {
  const files = await filesOf('pagerduty-style.yaml');
  const text = (page: string) => files.find(({ name }) => name === page)?.text;
  expect(text('checklists.md')).toContain('**Do not:** Speak of it to anybody');
  expect(text('escalation.md')).toMatch(/Climbed:\*\* at once/);
});

test('who was paged and who holds a drill find what to do', async () => {
  const files = await filesOf('pagerduty-style.yaml');
  const text = (page: string) => files.find(({ name }) => name === page)?.text;
  expect(text('how-do-i.md')).toContain('[I was paged. What now?](escalation.md#paged)');
  expect(text('escalation.md')).toContain('`/incident ack`');
  expect(text('how-do-i.md')).toContain('[How do we hold a drill?](readiness.md#drills)');
  expect(text('readiness.md')).toContain('**Hold it:** `/incident drill failure_friday`');
});

test('the handbook of a Thai policy is Thai, to the last label', async () => {
  const read = await loadPolicyFile(join(folder, '000-mana.yaml'));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const english = Object.keys(catalogue).filter(
    (key) => key.startsWith('handbook.') && !Object.hasOwn(read.policy.messages, key),
  );
  expect(english).toEqual([]);
  const front = handbookFiles(read.policy).find(({ name }) => name === 'index.html');
  expect(front?.text).toContain('<html lang="th">');
});

describe('the handbook of a policy that says everything', () => {
  test('leads nowhere that is not there, though what the policy refers to is not', () => {
    expect(brokenLinks(handbookFiles(maximal))).toEqual([]);
  });

  test('cannot be made to hold markup, whatever things are called', () => {
    const hostile =
      '"><img src=x onerror=alert(1)><!-- \' & </pre></title> `</code>` [x](y) javascript:1';
    const file = maximalPolicy();
    for (const path of leavesOf(file)) put(file, path, hostile);
    const read = Policy.safeParse(file);
    if (!read.success) throw new Error(JSON.stringify(read.error.issues.slice(0, 3)));
    const files = handbookFiles(read.data);
    expect(files.filter(({ text }) => text.includes('&lt;img')).length).toBeGreaterThan(15);
    for (const { name, text } of files) {
      if (!name.endsWith('.html')) continue;
      expect(text, name).not.toMatch(/<img|<!--|<script|onerror=alert\(1\)>/);
      expect(text, name).not.toMatch(/href="\s*javascript:/i);
      // Every tag that is there is one of ours, closed as often as it is opened.
      expect(unbalanced(text), name).toEqual([]);
    }
  });

  test('speaks the language of the policy, if its sentences are given', () => {
    const messages = {
      'handbook.language': 'th',
      'handbook.severities': 'ระดับความรุนแรง',
      'handbook.within': 'ภายใน {time}',
    };
    const files = handbookFiles({ ...maximal, messages });
    const page = files.find(({ name }) => name === 'severities.html')?.text ?? '';
    expect(page).toContain('<html lang="th">');
    expect(page).toContain('<h1>ระดับความรุนแรง</h1>');
    expect(page).toMatch(/<dd>ภายใน /);
  });
});

/** Puts a text where the policy holds free text; keys, addresses and numbers stay. */
function put(file: unknown, path: (string | number)[], text: string): void {
  const last = path.at(-1) ?? '';
  let holder = file;
  for (const part of path.slice(0, -1)) {
    holder = (holder as Record<string | number, unknown>)[part];
  }
  const slots = holder as Record<string | number, unknown>;
  const before = slots[last];
  if (typeof before !== 'string' || !before.startsWith('Text ')) return;
  // The shortest texts there are have 20 characters.
  for (const length of [text.length, 60, 40, 20]) {
    slots[last] = text.slice(0, length);
    if (Policy.safeParse(file).success) return;
  }
  slots[last] = before;
}

function brokenLinks(files: HandbookFile[]): string[] {
  const ids = new Map(
    files.map(({ name, text }) => [
      name,
      new Set([...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])),
    ]),
  );
  return files.flatMap(({ name, text }) =>
    targets(name, text).flatMap((target) => {
      const [file = '', id] = target.split('#');
      const page = ids.get(file === '' ? name : file);
      const isThere = page !== undefined && (id === undefined || page.has(id));
      return isThere ? [] : [`${name} → ${target}`];
    }),
  );
}

/** Where the links of a page lead inside the handbook. */
function targets(name: string, text: string): string[] {
  const links = name.endsWith('.html')
    ? text.matchAll(/href="([^"]+)"/g)
    : text.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '').matchAll(/(?<!\\)\]\(([^)]+)\)/g);
  return [...links]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^(https?:|mailto:|tel:)/.test(target));
}

function twice(files: HandbookFile[]): string[] {
  return files.flatMap(({ name, text }) => {
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
    return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${name}#${id}`);
  });
}

const alone = new Set(['meta', 'link', 'br', '!doctype']);

function unbalanced(html: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  for (const [, closes, name = ''] of html.matchAll(/<(\/?)([a-z!][a-z0-9]*)[^>]*>/gi)) {
    if (alone.has(name)) continue;
    if (!closes) open.push(name);
    else if (open.pop() !== name) faults.push(name);
  }
  return [...faults, ...open];
}
