import { describe, expect, it } from 'vitest';
import { findSeverity, findStatus } from '../../src/incident/lookup.ts';
import {
  fromSlack,
  takeDeclaration,
  takeFirst,
  takeMinutes,
  takeNote,
  takePerson,
} from '../../src/slack/typed.ts';
import { defaultPolicy } from '../incident/story.ts';

describe('text out of Slack’s own writing', () => {
  it.each([
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt;', '&lt;'],
    ['ask <@U0ANN|ann> now', 'ask @ann now'],
    ['ask <@U0ADA> now', 'ask @ada now'],
    ['ask <@U0WHO> now', 'ask @U0WHO now'],
    ['see <#C0GEN|general>', 'see #general'],
    ['<!here> and <!channel|channel> and <!everyone>', '@here and @channel and @everyone'],
    ['<!subteam^S0SRE|@sre> please', '@sre please'],
    ['at <!date^1700000000^{time}|22:13>', 'at 22:13'],
    ['<https://x.example/a?b=1&amp;c=2>', 'https://x.example/a?b=1&c=2'],
    ['<https://x.example|the dashboard>', 'the dashboard (https://x.example)'],
    ['<http://x.example|x.example>', 'http://x.example'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['\u0000a\u202Eb\ud800c', 'ab\uFFFDc'],
  ])('%j reads %j', (written, plain) => {
    expect(fromSlack(written, (id) => (id === 'U0ADA' ? 'ada' : null))).toBe(plain);
  });
});

describe('a declaration without a form', () => {
  it.each([
    ['API is down sev1', 'API is down', 'sev1'],
    ['API is down SEV-1', 'API is down', 'sev1'],
    ['API is down sev 1', 'API is down', 'sev1'],
    ['sev2: API is slow', 'API is slow', 'sev2'],
    ['critical API is down', 'API is down', 'sev1'],
    ['API is down critical', 'API is down', 'sev1'],
    ['API is down', 'API is down', null],
    ['sev1', '', 'sev1'],
    ['', '', null],
    ['the sev1 page is down', 'the sev1 page is down', null],
  ])('%j', (text, title, severity) => {
    expect(takeDeclaration(text, defaultPolicy)).toMatchObject({ title, severity });
  });

  it('with a whole story is cut to a title, and keeps the story', () => {
    const story = `${'it broke '.repeat(40)}sev1`;
    const { title, summary, severity } = takeDeclaration(story, defaultPolicy);
    expect([...title].length).toBeLessThanOrEqual(150);
    expect(title).toMatch(/broke…$|it…$/);
    expect(summary).toBe('it broke '.repeat(40).trim());
    expect(severity).toBe('sev1');
  });

  it('keeps a story that is too long for a title whole', () => {
    const story = `${'word '.repeat(40)}end`;
    const { title, summary, severity } = takeDeclaration(`${story} sev1`, defaultPolicy);
    expect(title).toMatch(/^(word ){28}word…$/);
    expect({ summary, severity }).toEqual({ summary: story, severity: 'sev1' });
  });

  it('may be private or a drill', () => {
    expect(takeDeclaration('Leak --private sev1 --drill', defaultPolicy)).toEqual({
      title: 'Leak',
      summary: '',
      severity: 'sev1',
      kind: null,
      isPrivate: true,
      isDrill: true,
    });
    expect(takeDeclaration('a private matter', defaultPolicy).isPrivate).toBe(false);
  });
});

describe('what stands after a word', () => {
  it.each([
    ['sev2 because the queue grows', 'sev2', 'the queue grows'],
    ['SEV 2: less people', 'sev2', 'less people'],
    ['minor', 'sev3', ''],
    ['sev1 - it spreads', 'sev1', 'it spreads'],
  ])('a severity with its reason: %j', (text, key, reason) => {
    const taken = takeFirst(text, (word) => findSeverity(defaultPolicy, word));
    expect(taken).toEqual({ found: expect.objectContaining({ key }), given: '', reason });
  });

  it('a severity nobody knows is given back', () => {
    const taken = takeFirst('huge because', (word) => findStatus(defaultPolicy, word));
    expect(taken).toEqual({ found: null, given: 'huge', reason: '' });
  });

  it.each([
    ['20 because I am on a call', 20, 'I am on a call'],
    ['20m later', 20, 'later'],
    ['1h lunch', 60, 'lunch'],
    ['2 hours', 120, ''],
    ['15 min: waiting for logs', 15, 'waiting for logs'],
    ['because', null, ''],
    ['20', 20, ''],
    ['soon', null, 'soon'],
  ])('minutes with their reason: %j', (text, minutes, reason) => {
    expect(takeMinutes(text)).toEqual({ minutes, reason });
  });

  it.each([
    ['decision: roll back', 'decision', 'roll back'],
    ['Tried:restart', 'tried', 'restart'],
    ['finding : disk full', 'finding', 'disk full'],
    ['just so: it is', 'note', 'just so: it is'],
    ['https://x.example', 'note', 'https://x.example'],
    ['decision', 'note', 'decision'],
  ])('a note with its kind: %j', (text, kind, rest) => {
    expect(takeNote(text)).toEqual({ kind, text: rest });
  });

  it('a person, wherever they are named', () => {
    expect(takePerson('<@U0ANN|ann> comms')).toEqual({ userId: 'U0ANN', rest: 'comms' });
    expect(takePerson('comms <@U0ANN>')).toEqual({ userId: 'U0ANN', rest: 'comms' });
    expect(takePerson('@ann comms')).toEqual({ userId: null, rest: '@ann comms' });
  });
});
