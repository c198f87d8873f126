import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue, gapsIn } from '../../src/policy/catalogue.ts';
import { literal, Mrkdwn } from '../../src/views/mrkdwn.ts';
import { say, sayPlain } from '../../src/views/say.ts';
import { defaultPolicy } from '../incident/story.ts';

const root = join(import.meta.dirname, '../../src');
const source = ['views', 'slack', 'handbook', 'document']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(root, folder, name),
    ),
  )
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** `done.${…}` in the code uses every key that begins with `done.`. */
const families = [...source.matchAll(/`([a-z_.]+[._])\$\{/g)].map((match) => match[1] ?? '');

describe('the catalogue', () => {
  it('holds no sentence that nobody says', () => {
    const unused = Object.keys(catalogue).filter(
      (key) => !source.includes(`'${key}'`) && !families.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it('says each sentence in one file only, or the last would be said for all', () => {
    const folder = join(root, 'policy/sentences');
    const keys = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^ {2}'([\w.]+)':/gm)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(new Set(keys)).toEqual(new Set(Object.keys(catalogue)));
  });

  it('has no mention or link in it: those are made by code', () => {
    const live = Object.entries(catalogue).filter(([, sentence]) => /[<>&]/.test(sentence));
    expect(live.map(([key]) => key)).toEqual([]);
  });

  it('has no word for buttons and titles that Slack would cut', () => {
    const long = Object.entries(catalogue).filter(
      ([key, sentence]) => /^(button)\./.test(key) && sentence.length > 30,
    );
    expect(long).toEqual([]);
  });
});

describe('a sentence', () => {
  const policy = (messages: Record<string, string>) => ({ ...defaultPolicy, messages });

  it('is said in the policy’s own words, where it has some', () => {
    const own = policy({ 'list.none': 'All is well.' });
    expect(say(own, 'list.none').text).toBe('All is well.');
    expect(say(defaultPolicy, 'list.none').text).toBe('No incident is open.');
  });

  it('escapes what people typed, and not what code made', () => {
    const own = policy({ 'list.none_found': '*{text}*' });
    expect(say(own, 'list.none_found', { text: '<!here>' }).text).toBe('*&lt;!here&gt;*');
    expect(say(own, 'list.none_found', { text: new Mrkdwn('<@U1AA>') }).text).toBe('*<@U1AA>*');
  });

  it('never looks for gaps in what people typed', () => {
    const own = policy({ 'refused.too_long': '{field} {max}' });
    const said = say(own, 'refused.too_long', { field: '{max} {field}', max: 3 });
    expect(said.text).toBe('{max} {field} 3');
  });

  it('leaves a gap that nothing fills as it is', () => {
    expect(
      sayPlain(policy({ 'button.take_role': 'Take {roll}' }), 'button.take_role', { role: 'x' }),
    ).toBe('Take {roll}');
    expect(gapsIn('Take {roll}')).toEqual(['roll']);
  });

  it('takes no gap from what every object has', () => {
    const own = policy({ 'list.none_found': '{constructor} {text}' });
    expect(say(own, 'list.none_found', { text: literal('x') }).text).toBe('{constructor} x');
  });
});
