import { describe, expect, it } from 'vitest';
import { pageLimits } from '../../../src/incident/escalation/paging.ts';
import type { Command, Declare, DeliveryCommand, Effect } from '../../../src/incident/types.ts';
import { readState } from '../../../src/store/state.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import { Story } from '../story.ts';
import { pagedBy } from './told.ts';

/** Pages by hand, of an incident whose ladders none begins by itself. */
function story(changes: Partial<Declare> = {}): Story {
  return new Story(
    { severity: 'sev2', ...changes },
    {
      ...escalationPolicy,
      escalation: escalationPolicy.escalation.filter(({ key }) => key === 'hand'),
    },
  );
}

const page = (who: string[], reason = ''): Command => ({ type: 'page', by: 'UADA', who, reason });
const ack = (by: string, number = 1): Command => ({ type: 'acknowledge_page', by, page: number });
const cannot = (by: string, number = 1): Command => ({ type: 'cannot_come', by, page: number });
const reached = (number: number, ...userIds: string[]): DeliveryCommand => ({
  ...{ type: 'page_reached', page: number, userIds },
});
const failed = (number: number, who: string, error = 'nobody_on_call'): DeliveryCommand => ({
  ...{ type: 'page_failed', page: number, who, error },
});
const quiet = (number: number, userId: string): DeliveryCommand => ({
  ...{ type: 'page_quiet', page: number, userId, untilAt: new Date('2026-03-03T08:00:00Z') },
});
const last = (told: Story) => told.incident.state.pages.at(-1);
const facts = (told: Story) => told.told().map(({ fact }) => fact);
const pages = (told: Story) => told.agenda().filter((each) => each.startsWith('page'));

describe('a page by hand', () => {
  it('asks people, rotations, teams and holders of roles, each once, and tells the room', () => {
    const told = story().does({ type: 'take_role', by: 'UBEN', role: 'commander' });
    told.does(page(['UANN', 'on_call:primary', 'team:security', 'role:commander', 'UANN'], 'fire'));
    expect(pagedBy(told.effects)).toEqual([
      ...['1:UANN', '1:on_call:primary', '1:USECONE', '1:USECTWO', '1:UBEN'],
    ]);
    expect(facts(told)).toEqual([
      { type: 'paged', page: 1, reason: 'fire', by: 'UADA', ladder: null },
    ]);
    expect(last(told)?.who).toEqual(['UANN', 'on_call:primary', 'team:security', 'role:commander']);
    expect(pages(told)).toEqual(['page_unanswered+3']);
  });

  it('is refused where nobody is behind it', () => {
    const told = story();
    expect(told.refuses(page(['role:scribe']))).toMatchObject({ code: 'nobody_to_page' });
    expect(told.refuses(page([]))).toMatchObject({ code: 'nobody_to_page' });
    expect(told.refuses(page(['UANN'], 'x'.repeat(1001)))).toMatchObject({ code: 'too_long' });
    expect(told.refuses(ack('UANN'))).toEqual({ code: 'no_page' });
    told.does(page(['UANN'])).does(ack('UANN'));
    expect(told.refuses(ack('UANN'))).toMatchObject({ code: 'page_answered' });
    told.does({ type: 'cancel', by: 'UADA', reason: 'none' });
    expect(told.refuses(page(['UANN']))).toMatchObject({ code: 'ended' });
    expect(told.refuses(ack('UBEN'))).toMatchObject({ code: 'ended' });
    expect(told.refuses(cannot('UBEN'))).toMatchObject({ code: 'ended' });
  });

  it('waits for each who was named, and for one of a rotation', () => {
    const told = story()
      .does(page(['UANN', 'UBEN', 'on_call:primary']))
      .does(ack('UANN'));
    expect(last(told)?.endedAt).toBeNull();
    told.does(ack('UBEN'));
    expect(last(told)?.endedAt).toEqual(told.now);
    const other = story()
      .does(page(['team:security', 'on_call:primary']))
      .does(ack('USECTWO'));
    expect(last(other)?.endedAt).not.toBeNull();
  });

  it('pages the backup when nobody answers, then says that nobody stands behind it', () => {
    const told = story()
      .does(page(['on_call:primary'], 'fire'))
      .does(reached(1, 'UPRIM'));
    told.at(3).ticks();
    expect(pagedBy(told.effects)).toEqual(['2:on_call:secondary']);
    expect(facts(told)).toContainEqual({
      ...{ type: 'paged', page: 2, reason: 'fire', by: null, ladder: null },
      after: { page: 1, why: 'silent' },
    });
    expect(told.last?.data['fired']).toMatchObject([{ about: 'on_call:primary' }]);
    told.at(8).ticks();
    expect(facts(told)).toContainEqual({ type: 'page_not_reached', page: 2, why: 'silent' });
    expect(pages(told)).toEqual([]);
    // Whoever comes at last comes for all of it.
    told.at(9).does(ack('UPRIM'));
    expect(told.incident.state.pages.map(({ endedAt }) => endedAt)).toEqual([told.now, told.now]);
  });

  it('asks once more who calls a contact outside, until somebody says that they did', () => {
    const told = story().does(page(['contact:board'], 'money'));
    told.at(5).ticks();
    expect(facts(told)).toEqual([{ type: 'page_not_reached', page: 1, why: 'silent' }]);
    expect(told.last?.data['fired']).toMatchObject([{ about: 'uncalled contact:board' }]);
    expect(facts(told.at(60).ticks()).filter((fact) => fact.type.startsWith('page'))).toEqual([]);
    const called = story()
      .does(page(['contact:board']))
      .does(ack('UADA'));
    expect(pages(called.at(5))).toEqual([]);
  });

  it('moves on at once when who was asked cannot come, and says so only where others still may', () => {
    const told = story()
      .does(page(['on_call:primary']))
      .does(reached(1, 'UPRIM'))
      .at(1);
    told.does(cannot('UPRIM'));
    expect(pagedBy(told.effects)).toEqual(['2:on_call:secondary']);
    expect(facts(told)).toMatchObject([{ type: 'paged', after: { page: 1, why: 'cannot' } }]);
    expect(told.incident.state.pages[0]?.endedAt).toEqual(told.now);
    const two = story()
      .does(page(['UANN', 'UBEN']))
      .does(cannot('UANN'));
    expect(facts(two)).toEqual([{ type: 'page_answered', page: 1, userId: 'UANN', comes: false }]);
    two.does(cannot('UBEN'));
    expect(facts(two)).toEqual([{ type: 'page_not_reached', page: 1, why: 'cannot' }]);
    expect(two.refuses(cannot('UBEN'))).toMatchObject({ code: 'page_answered' });
  });

  it('moves on when who said that they come cannot after all', () => {
    const told = story()
      .does(page(['on_call:primary']))
      .does(ack('UPRIM'))
      .at(4);
    expect(pagedBy(told.does(cannot('UPRIM')).effects)).toEqual(['2:on_call:secondary']);
  });

  it('routes around who has notifications off, in whatever order delivery tells', () => {
    const reports = [reached(1, 'UPRIM'), quiet(1, 'UPRIM')];
    for (const order of [reports, [...reports].reverse()]) {
      const told = story().does(page(['on_call:primary']));
      const paged = order.flatMap((report) => pagedBy(told.does(report).effects));
      expect(paged).toEqual(['2:on_call:secondary']);
      expect(told.incident.state.pages[0]).toMatchObject({ endedAt: null });
      expect(pages(told)).toEqual(['page_unanswered+5']);
    }
  });

  it('goes on where one of several can be reached, and moves on where none can', () => {
    const told = story().does(page(['on_call:primary', 'UANN']));
    told.does(failed(1, 'on_call:primary'));
    expect(pagedBy(told.effects)).toEqual([]);
    told.does(failed(1, 'UANN', 'user_not_found'));
    expect(pagedBy(told.effects)).toEqual(['2:on_call:secondary']);
    expect(facts(told)).toMatchObject([{ type: 'paged', after: { page: 1, why: 'failed' } }]);
    // A pager that does not work is not a person who was not reached.
    const other = story()
      .does(page(['on_call:primary']))
      .does(reached(1, 'UPRIM'));
    expect(pagedBy(other.does(failed(1, 'on_call:primary', 'pager')).effects)).toEqual([]);
  });

  it('tells outside pagers: triggered, acknowledged, resolved with the incident', () => {
    const sent = (effects: Effect[]) =>
      effects.flatMap((effect) => (effect.type === 'pager' ? [effect.action] : []));
    const told = story().does(page(['on_call:lonely']));
    expect(sent(told.effects)).toEqual(['trigger']);
    expect(sent(told.does(ack('ULONE')).effects)).toEqual(['acknowledge']);
    expect(sent(told.does({ type: 'resolve', by: 'UADA', reason: 'ok' }).effects)).toEqual([
      'resolve',
    ]);
  });

  it('lets who is paged into a private incident', () => {
    const told = story({ isPrivate: true })
      .does(page(['UANN']))
      .does(reached(1, 'UANN'));
    expect(told.participants).toEqual({ joined: ['UANN'] });
    const open = story()
      .does(page(['UANN']))
      .does(reached(1, 'UANN'));
    expect(open.participants).toBeUndefined();
  });

  it('lets nobody in whom a page reached that ended when it became private', () => {
    const told = new Story({ severity: 'sev2' }, escalationPolicy);
    expect(pagedBy(told.effects)).not.toEqual([]);
    told.does({ type: 'make_private', by: 'UADA', reason: 'people' });
    expect(told.does(reached(1, 'UANN')).participants).toBeUndefined();
  });
});

describe('a page of a ladder', () => {
  it('climbs on at once where nobody can come, and tells both in one message', () => {
    const told = story();
    told.does({ type: 'escalate', by: 'UADA', path: 'hand', reason: 'so' });
    told.does(failed(1, 'on_call:lonely'));
    expect(pagedBy(told.effects)).toEqual(['3:USECOND']);
    expect(facts(told)).toMatchObject([
      {
        ...{ type: 'ladder_climbed', after: { page: 1, why: 'failed' } },
        levels: [{ name: 'Nobody' }, { name: 'Second', if: 'available' }],
      },
    ]);
    // What it was told of before does not make it climb again.
    told.does(failed(1, 'on_call:lonely', 'again'));
    expect(pagedBy(told.effects)).toEqual([]);
    told.does(cannot('USECOND', 3));
    expect(facts(told)).toMatchObject([{ levels: [{ name: 'Outside' }] }]);
  });

  it('is left to the clock of its ladder where people are only silent', () => {
    const told = new Story({ severity: 'sev1' }, escalationPolicy);
    told.at(10).ticks();
    expect(pagedBy(told.effects)).toEqual(['2:ULEAD']);
    told.at(15).ticks();
    expect(told.told().filter(({ fact }) => fact.type.startsWith('page'))).toEqual([]);
    expect(told.due()).toEqual([]);
  });
});

describe('the state', () => {
  it('keeps the last pages, those that wait longest, and reads back what it stored', () => {
    const told = story().does(page(['UWAIT'], '"'.repeat(900)));
    for (let i = 0; i < 40; i += 1) {
      told
        .does(page([`UPERSON${i}`]))
        .does(ack(`UPERSON${i}`, told.incident.state.pages.at(-1)?.id));
    }
    const { pages: kept } = told.incident.state;
    expect(kept).toHaveLength(pageLimits.kept);
    expect(kept[0]?.who).toEqual(['UWAIT']);
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
    const json = JSON.stringify(told.incident.state);
    expect(readState(JSON.parse(json), 1)).toEqual(told.incident.state);
    expect(json.length).toBeLessThan(12_000);
  });

  it('stays small when whole teams are paged again and again', () => {
    const told = story();
    const crowd = Array.from({ length: 20 }, (_, index) => `U0000000${index + 100}`);
    for (let i = 0; i < 30; i += 1) {
      told.does(page(crowd, 'x'.repeat(1000)));
      const number = last(told)?.id ?? 0;
      told.does(reached(number, ...crowd));
      for (const userId of crowd) told.does(quiet(number, userId));
    }
    const bytes = Buffer.byteLength(JSON.stringify(told.incident.state.pages));
    expect(bytes).toBeGreaterThan(4_000);
    expect(bytes).toBeLessThan(8_500);
  });
});
