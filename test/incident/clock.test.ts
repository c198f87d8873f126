import { describe, expect, test } from 'vitest';
import { minutesAfterNoon, noon, Story } from './story.ts';

const day = 24 * 60;
const withCommander = () => new Story().does({ type: 'take_role', by: 'UADA', role: 'commander' });

describe('an incident nobody touches', () => {
  test('has its timers from the declaration on', () => {
    expect(new Story().agenda()).toEqual([
      'commander_missing+5',
      'commander_missing+10',
      'commander_missing+15',
      'update_warning+25',
      'update_due+30',
      'update_overdue+45',
      'update_overdue+60',
      'update_overdue+75',
    ]);
  });

  test('asks for a commander three times and for the update five times, then falls silent', () => {
    const story = new Story();
    const told: string[] = [];
    for (let minute = 0; minute <= 2 * day; minute += 1) {
      story.at(minute).ticks();
      for (const { fact } of story.told()) {
        told.push(`${minute} ${fact.type === 'update_reminder' ? fact.stage : fact.type}`);
      }
    }
    expect(told).toEqual([
      '5 commander_missing',
      '10 commander_missing',
      '15 commander_missing',
      '25 warning',
      '30 due',
      '45 overdue',
      '60 overdue',
      '75 overdue',
    ]);
    expect(story.timers()).toEqual([]);
  });

  test('gets one reminder of each kind after a week of downtime, and it says how late it is', () => {
    const story = new Story().at(7 * day).ticks();
    expect(story.told()).toEqual([
      { to: 'room', fact: { type: 'commander_missing', sinceAt: noon } },
      {
        to: 'room',
        fact: {
          type: 'update_reminder',
          stage: 'overdue',
          dueAt: minutesAfterNoon(30),
          lastAt: noon,
        },
      },
    ]);
    expect(story.last).toEqual({
      type: 'commander_missing',
      actor: { kind: 'clock' },
      data: {
        fired: [
          { kind: 'commander_missing', dueAt: minutesAfterNoon(15) },
          { kind: 'update_overdue', dueAt: minutesAfterNoon(75) },
        ],
      },
    });
    expect(story.due()).toEqual([]);
  });
});

describe('a reminder', () => {
  test('is told only while it is true', () => {
    const story = withCommander().at(30).ticks();
    expect(story.effects[0]).toMatchObject({
      to: { place: 'room' },
      guard: {
        phases: ['triage', 'active', 'mitigated'],
        nextDueAt: minutesAfterNoon(30),
      },
    });
  });

  test('renews the card, and the announcement once the update is late', () => {
    expect(withCommander().at(25).ticks().renewed()).toEqual(['card']);
    expect(withCommander().at(30).ticks().renewed()).toEqual(['card', 'news']);
    expect(withCommander().at(45).ticks().renewed()).toEqual(['card', 'news']);
  });

  test('that nobody commands is told only while nobody does', () => {
    const story = new Story().at(5).ticks();
    expect(story.effects[0]).toMatchObject({
      guard: { phases: ['triage', 'active'], roleEmpty: 'commander' },
    });
  });

  test('names the last update', () => {
    const story = withCommander().at(10);
    story.does({ type: 'post_update', by: 'UADA', know: 'x', doing: '', need: '' }).at(40).ticks();
    expect(story.told()[0]?.fact).toMatchObject({ stage: 'due', lastAt: minutesAfterNoon(10) });
  });

  test('skips the stage before it when both are late', () => {
    const story = withCommander().at(31).ticks();
    expect(story.told()).toHaveLength(1);
    expect(story.agenda()).toEqual(['update_overdue+45', 'update_overdue+60', 'update_overdue+75']);
  });

  test('does not come again for the same instant', () => {
    const story = withCommander().at(30);
    const keys = story.due().map((timer) => timer.key);
    story.does({ type: 'fire_timers', keys });
    const entries = story.entries.length;
    story.does({ type: 'fire_timers', keys });
    expect(story.effects).toEqual([]);
    expect(story.entries).toHaveLength(entries);
    expect(story.incident.version).toBe(entries);
  });

  test('comes alone when the clock decides keys one by one, and the stage before stays silent', () => {
    const story = withCommander().at(31);
    const keys = story.due().map((timer) => timer.key);
    expect(keys).toHaveLength(2);
    const told = keys.flatMap((key) => story.does({ type: 'fire_timers', keys: [key] }).told());
    expect(told.map(({ fact }) => fact)).toMatchObject([{ stage: 'due' }]);
    expect(story.due()).toEqual([]);
  });

  test('for a key that the incident has not, or not yet, is nothing', () => {
    const story = withCommander().at(10);
    const before = story.incident;
    const soon = story.timers()[0]?.key ?? '';
    story.does({ type: 'fire_timers', keys: ['update_due:2020-01-01T00:00:00.000Z', soon, ''] });
    expect(story.effects).toEqual([]);
    expect(story.incident).toEqual({ ...before, updatedAt: minutesAfterNoon(10) });
  });
});

describe('what fired', () => {
  test('is forgotten when its instant is', () => {
    const story = withCommander().at(30).ticks();
    expect(Object.keys(story.incident.state.fired)).toEqual([
      'update_warning:2026-03-02T12:30:00.000Z',
      'update_due:2026-03-02T12:30:00.000Z',
    ]);
    story.does({ type: 'post_update', by: 'UADA', know: 'x', doing: '', need: '' });
    expect(story.incident.state.fired).toEqual({});
  });

  test('is kept through a change of severity for a commander still missing', () => {
    const story = new Story().at(5).ticks();
    story.does({ type: 'change_severity', by: 'UADA', severity: 'sev2', reason: 'less' });
    expect(story.agenda().filter((timer) => timer.startsWith('commander'))).toEqual([
      'commander_missing+20',
      'commander_missing+30',
    ]);
  });
});

describe('the room', () => {
  test('is archived once, some days after closing', () => {
    const story = new Story()
      .does({ type: 'resolve', by: 'UADA', reason: 'fixed' })
      .at(60)
      .does({ type: 'close', by: 'UADA', reason: 'done' });
    expect(story.agenda()).toEqual([`archive_room+${60 + 7 * day}`]);
    story.at(60 + 7 * day).ticks();
    expect(story.renewed()).toEqual(['archive']);
    expect(story.last).toMatchObject({ type: 'archive_room', actor: { kind: 'clock' } });
    expect(story.timers()).toEqual([]);
  });
});
