import { describe, expect, it } from 'vitest';
import { folded } from '../../src/incident/lookup.ts';
import { parse, spellingsOf, type Word, words } from '../../src/slack/words.ts';

describe('what is typed after /incident', () => {
  it.each<[string, Word | null, number | null, string]>([
    ['', null, null, ''],
    ['   ', null, null, ''],
    ['help', 'help', null, ''],
    ['?', 'help', null, ''],
    ['HELP', 'help', null, ''],
    ['declare', 'declare', null, ''],
    ['new Checkout fails', 'declare', null, 'Checkout fails'],
    ['sev sev2 because it grows', 'severity', null, 'sev2 because it grows'],
    ['severity: sev2', 'severity', null, 'sev2'],
    ['ic', 'take', null, ''],
    ['take comms', 'take', null, 'comms'],
    ['take #12', 'take', 12, ''],
    ['take #12 comms', 'take', 12, 'comms'],
    ['take comms #12', 'take', 12, 'comms'],
    ['#12 take comms', 'take', 12, 'comms'],
    ['#12', 'show', 12, ''],
    ['12', 'show', 12, ''],
    ['show 12', 'show', 12, ''],
    ['snooze 12', 'snooze', null, '12'],
    ['up we found it', 'update', null, 'we found it'],
    ['update #7 we found it', 'update', 7, 'we found it'],
    ['hand-over <@U1ANN|ann>', 'handover', null, '<@U1ANN|ann>'],
    ['giveup', 'giveup', null, ''],
    ['give-up', 'giveup', null, ''],
    ['give up', 'giveup', null, ''],
    ['hand over #3 now', 'handover', 3, 'now'],
    ['tl file', 'timeline', null, 'file'],
    ['timeline file #3', 'timeline', 3, 'file'],
    ['ls', 'list', null, ''],
    ['rename Other name', 'title', null, 'Other name'],
    ['abort', 'cancel', null, ''],
    ['I’m', null, null, ''],
  ])('%j means %s', (typed, word, number, text) => {
    expect(parse(typed)).toMatchObject({ word, number, text });
  });

  it('a number inside free text belongs to the text', () => {
    for (const word of ['note', 'update', 'title', 'resolve', 'find', 'declare']) {
      expect(parse(`${word} see ticket #4711 there`)).toMatchObject({
        number: null,
        text: 'see ticket #4711 there',
      });
    }
    expect(parse('declare #4711 came back')).toMatchObject({
      word: 'declare',
      number: null,
      text: '#4711 came back',
    });
  });

  it('a channel names the incident whose room it is', () => {
    expect(parse('show <#C0ROOM|inc-12-api>')).toMatchObject({ word: 'show', roomId: 'C0ROOM' });
    expect(parse('<#C0ROOM|inc-12-api> update it works')).toMatchObject({
      word: 'update',
      roomId: 'C0ROOM',
      text: 'it works',
    });
  });

  it.each<[string, Word]>([
    ['delcare', 'declare'],
    ['declar', 'declare'],
    ['sevrity', 'severity'],
    ['statsu', 'status'],
    ['udpate', 'update'],
    ['resovle', 'resolve'],
    ['timline', 'timeline'],
    ['hlep', 'help'],
    ['asign', 'assign'],
    ['reslove', 'resolve'],
    ['clsoe', 'close'],
  ])('for %s the nearest word is %s', (typed, word) => {
    const asked = parse(`${typed} something`);
    expect(asked.word).toBeNull();
    expect(asked.unknown).toBe(typed);
    expect(asked.nearest[0]).toBe(word);
  });

  it('nothing is near to something else altogether', () => {
    expect(parse('xqzw').nearest).toEqual([]);
    expect(parse('🤷').nearest).toEqual([]);
  });

  it('never throws, whatever is typed', () => {
    for (const typed of [
      '#',
      '##',
      '<#',
      '<@',
      '#99999999999999999999',
      '\u0000',
      'a'.repeat(1e5),
    ]) {
      expect(() => parse(typed)).not.toThrow();
    }
  });

  it('every spelling means one word', () => {
    const meanings = new Map<string, Word[]>();
    for (const word of words) {
      for (const spelling of [word, ...spellingsOf(word)]) {
        const known = meanings.get(folded(spelling)) ?? [];
        meanings.set(folded(spelling), [...known, word]);
      }
    }
    expect([...meanings].filter(([, those]) => those.length > 1)).toEqual([]);
    for (const [spelling, [word]] of meanings) expect(parse(spelling).word).toBe(word);
  });

  it('every word means itself', () => {
    for (const word of words) expect(parse(word).word).toBe(word);
  });
});
