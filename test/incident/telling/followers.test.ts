import { expect, test } from 'vitest';
import { mostFollowers } from '../../../src/incident/telling/followers.ts';
import { minutesAfterNoon, Story } from '../story.ts';

const update = (know: string, by = 'UADA') =>
  ({ type: 'post_update', by, know, doing: '', need: '' }) as const;

/** Who hears of it by the last decision, and what. */
function heard({ effects }: Story): string[] {
  return effects.flatMap((effect) => {
    if (effect.type !== 'announce' || effect.fact.type !== 'followed') return [];
    const { to, fact } = effect;
    const who = to.place === 'people' ? to.who.map((each) => Object.values(each)[0]) : [];
    return [`${who.join(' ')}: ${fact.what} ${fact.update?.know ?? ''}`.trim()];
  });
}

function followed(everyMinutes: number | null = null): Story {
  return new Story().at(1).does({ type: 'follow', by: 'UBEN', everyMinutes });
}

test('a follower hears of each update and of the end; who wrote it does not', () => {
  const one = followed().does({ type: 'follow', by: 'UADA', everyMinutes: null });
  expect(one.entries).toHaveLength(1);
  expect(heard(one.at(2).does(update('It is the disk')))).toEqual(['UBEN: update It is the disk']);
  one.at(3).does({ type: 'resolve', by: 'UBEN', reason: 'new disk' });
  expect(heard(one)).toEqual(['UADA: resolved']);
  one.at(4).does({ type: 'reopen', by: 'UBEN', reason: 'not yet' });
  expect(heard(one)).toEqual(['UADA: reopened']);
  expect(one.at(5).does({ type: 'unfollow', by: 'UBEN' }).does(update('x', 'UCY'))).toBe(one);
  expect(heard(one)).toEqual(['UADA: update x']);
});

test('who wants it every half hour hears the first at once, then the latest when it is time', () => {
  const one = followed(30);
  expect(heard(one.at(2).does(update('one')))).toEqual(['UBEN: update one']);
  expect(heard(one.at(10).does(update('two')))).toEqual([]);
  expect(heard(one.at(20).does(update('three')))).toEqual([]);
  expect(one.agenda()).toContain('followers_due+32');
  const lines = one.entries.length;
  one.at(32).does({ type: 'fire_timers', keys: one.due().map(({ key }) => key) });
  expect(heard(one)).toEqual(['UBEN: update three']);
  expect(one.entries.slice(lines).map(({ type }) => type)).not.toContain('followers_due');
  expect(one.agenda().filter((each) => each.startsWith('followers'))).toEqual([]);
  one.at(33).does({ type: 'resolve', by: 'UADA', reason: 'over' });
  expect(heard(one)).toEqual(['UBEN: resolved']);
});

test('how often is changed by following again, within limits', () => {
  const one = followed(30);
  const follow = { type: 'follow', by: 'UBEN' } as const;
  expect(one.refuses({ ...follow, everyMinutes: 30 }).code).toBe('follows_already');
  expect(one.refuses({ ...follow, everyMinutes: 4 })).toEqual({
    code: 'minutes_out_of_range',
    min: 5,
    max: 1440,
  });
  one.does({ ...follow, everyMinutes: null });
  expect(one.incident.state.followers).toEqual({ UBEN: { everyMinutes: null, lastAt: null } });
  expect(one.refuses({ type: 'unfollow', by: 'UNOBODY' }).code).toBe('follows_not');
});

test('no more than two hundred follow, and nobody follows what is over', () => {
  const one = new Story();
  for (let count = 0; count < mostFollowers; count += 1) {
    one.does({ type: 'follow', by: `U${count}AAA`, everyMinutes: null });
  }
  expect(one.refuses({ type: 'follow', by: 'UBEN', everyMinutes: null })).toEqual({
    code: 'followers_full',
    max: mostFollowers,
  });
  one.at(3).does({ type: 'cancel', by: 'UADA', reason: 'nothing' });
  expect(one.refuses({ type: 'follow', by: 'UBEN', everyMinutes: null }).code).toBe('ended');
  expect(one.now).toEqual(minutesAfterNoon(3));
});
