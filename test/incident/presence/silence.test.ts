import { describe, expect, test } from 'vitest';
import type { Command } from '../../../src/incident/types.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { promising } from './policy.ts';

const [ada, ben, cat] = ['UADA', 'UBEN', 'UCAT'];
const day = 24 * 60;
/** Only what this is about: nobody is promised news. */
const quiet: Policy = { ...promising, cadences: [], audiences: [] };
const commanded = (policy: Policy = quiet) =>
  new Story({ severity: 'sev3' }, policy).does({ type: 'take_role', by: ada, role: 'commander' });
const facts = (story: Story) => story.told().map(({ to, fact }) => `${to} ${fact.type}`);

describe('a commander who says nothing', () => {
  test('is asked, then the deputy, then everybody; each once', () => {
    const story = commanded().does({ type: 'take_role', by: ben, role: 'deputy' });
    const said: string[] = [];
    for (let minute = 0; minute < 110; minute += 1) {
      story.at(minute).ticks();
      const about = facts(story).filter((each) => /still|silent/.test(each));
      said.push(...about.map((each) => `${minute} ${each}`));
    }
    expect(said).toEqual([
      '30 dm:UADA still_there',
      '30 room still_there',
      '40 dm:UBEN commander_silent',
      '40 room commander_silent',
      '50 room commander_silent',
    ]);
    story.does({ type: 'take_role', by: ben, role: 'commander', expect: { holders: [ada] } });
    expect(story.incident.state.watch).toMatchObject({ userId: ben, asked: null });
  });

  test('is there again with any word: the button, a command, a line in the room', () => {
    for (const word of [
      { type: 'still_here', by: ada },
      { type: 'add_note', by: ada, kind: 'note', text: 'here' },
      { type: 'heard', userId: ada },
    ] as const) {
      const story = commanded().at(30).ticks().at(35).does(word);
      expect(story.incident.state.watch).toEqual({
        ...{ userId: ada, heardAt: minutesAfterNoon(35), asked: null, reliefAt: null },
      });
      expect(story.agenda()).toContain('commander_asked+65');
      expect(story.agenda().join()).not.toMatch(/deputy_asked/);
    }
    const other = commanded().at(30).ticks().at(35).does({ type: 'heard', userId: cat });
    expect(other.agenda()).toContain('deputy_asked+40');
    expect(other.refuses({ type: 'still_here', by: cat })).toEqual({ code: 'not_asked' });
  });

  test('calls off, with a word, who was called in their place; so does whoever takes over', () => {
    const up: Policy = {
      ...quiet,
      presence: { ...quiet.presence, escalates: 'technical' },
      escalation: escalationPolicy.escalation,
      on_call: escalationPolicy.on_call,
    };
    const gone = () => commanded(up).at(30).ticks().at(41).ticks();
    const ladder = (story: Story) => story.incident.state.ladders['technical']?.ended;
    expect(ladder(gone())).toBeNull();
    const words: Command[] = [
      { type: 'heard', userId: ada },
      { type: 'still_here', by: ada },
      { type: 'take_role', by: cat, role: 'commander', expect: { holders: [ada] } },
    ];
    for (const word of words) {
      const by = word.type === 'take_role' ? cat : ada;
      expect(ladder(gone().at(43).does(word))).toMatchObject({ why: 'acknowledged', by });
    }
    expect(ladder(gone().at(43).does({ type: 'heard', userId: cat }))).toBeNull();
  });

  test('goes up at once where nobody stands in; nobody is asked where the policy does not', () => {
    const story = commanded().at(30).ticks().at(41).ticks();
    expect(facts(story).filter((each) => /silent/.test(each))).toEqual(['room commander_silent']);
    expect(story.incident.state.watch?.asked?.who).toBe('up');
    const { ask_after_minutes: _never, ...presence } = quiet.presence;
    expect(
      commanded({ ...quiet, presence })
        .agenda()
        .join(),
    ).not.toMatch(/asked/);
  });

  test('is offered relief after hours, and again after as many', () => {
    const talking = commanded({
      ...quiet,
      presence: { ...quiet.presence, ask_after_minutes: 999 },
    });
    talking.at(239).ticks();
    expect(facts(talking)).not.toContain('dm:UADA relief_offered');
    talking.at(241).ticks();
    expect(talking.told()).toContainEqual({
      to: 'dm:UADA',
      fact: { type: 'relief_offered', sinceAt: noon },
    });
    expect(talking.agenda()).toContain('relief_offered+481');
  });
});

test('a hand-over that nobody answers goes back, both are told, and the offer is void', () => {
  const story = commanded().at(5);
  story.does({ type: 'offer_handover', by: ada, role: 'commander', to: ben });
  story.at(14).ticks();
  expect(facts(story)).toEqual([]);
  story.at(15).ticks();
  expect(facts(story)).toEqual(['dm:UADA handover_lapsed', 'dm:UBEN handover_lapsed']);
  expect(story.incident.state.offers).toEqual({});
  const accept = { type: 'accept_handover', by: ben, role: 'commander' } as const;
  expect(story.refuses(accept)).toEqual({ code: 'no_offer', role: 'commander' });
});

describe('who leaves', () => {
  test('the room keeps the role, is named to the others, and the commander is asked', () => {
    const story = commanded().at(5).does({ type: 'leave_room', by: ada });
    expect(story.told()).toEqual([
      {
        to: 'room',
        fact: { type: 'holder_gone', roles: ['commander'], userId: ada, why: 'left_room' },
      },
      { to: 'dm:UADA', fact: { type: 'still_there', userId: ada, sinceAt: noon } },
    ]);
    expect(story.incident.state.roles['commander']).toMatchObject([{ userId: ada }]);
    expect(story.agenda()).toContain('deputy_asked+15');
    story.does({ type: 'leave_room', by: cat });
    expect(story.told()).toEqual([]);
  });

  test('the workspace leaves the seat empty, and what was offered is void', () => {
    const story = commanded().at(5);
    story.does({ type: 'offer_handover', by: ada, role: 'commander', to: ben });
    story.at(6).does({ type: 'member_gone', userId: ada });
    const { roles, offers, commanderlessSince, watch } = story.incident.state;
    expect({ roles, offers, commanderlessSince, watch }).toEqual({
      ...{ roles: {}, offers: {}, commanderlessSince: minutesAfterNoon(6), watch: null },
    });
    expect(facts(story)).toEqual(['room holder_gone']);
    expect(story.participants).toEqual({ left: [ada] });
    expect(story.agenda()).toContain('commander_missing+36');
    story.does({ type: 'member_gone', userId: ada });
    expect(facts(story)).toEqual([]);
  });
});

describe('an incident of which nobody says a word', () => {
  test('is asked about after days, then daily, and once after a week away', () => {
    const story = commanded();
    story.at(2 * day).ticks();
    expect(story.told()).toContainEqual({
      to: 'room',
      fact: { type: 'gone_quiet', sinceAt: noon },
    });
    const late = commanded()
      .at(7 * day)
      .ticks();
    expect(late.told().filter(({ to }) => to === 'room')).toEqual([
      { to: 'room', fact: { type: 'gone_quiet', sinceAt: noon } },
    ]);
    late.at(7 * day + 1).ticks();
    expect(late.told()).toEqual([]);
    expect(late.agenda()).toContain(`gone_quiet+${8 * day}`);
    late.does({ type: 'heard', userId: cat });
    expect(late.agenda()).toContain(`gone_quiet+${9 * day + 1}`);
  });
});
