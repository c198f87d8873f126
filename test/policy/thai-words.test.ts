import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue } from '../../src/policy/catalogue.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';

/** The words that policies in Thai include. */

const file = join(import.meta.dirname, '../../policies/000-mana.yaml');

/** What is no English: gaps, emoji, what is typed, addresses, and names. */
const noWords = /\{[a-z_]+\}|:[a-z_]+:|`[^`]*`|https:\S+|\b(Slack|Muster|SHA-256)\b/g;

it('say in Thai every sentence that people read in Slack', async () => {
  const result = await loadPolicyFile(file);
  if (!result.ok) throw new Error(result.faults.join('\n'));
  const { messages } = result.policy;
  const left = Object.entries(catalogue)
    .filter(([key]) => !key.startsWith('handbook.') && !Object.hasOwn(messages, key))
    .filter(([, sentence]) => /[a-z]{2,}/i.test(sentence.replace(noWords, '')))
    .map(([key, sentence]) => `${key}: ${sentence}`);
  expect(left).toEqual([]);
});
