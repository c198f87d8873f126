import { describe, expect, test } from 'vitest';
import type { Room } from '../../sandbox/client/room.ts';
import { declared, policyWith, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'version: 2': `version: 2
modules:
  - { key: billing, name: Billing, meaning: Cards and invoices }
metrics: { track: [recurrence_rate] }
postmortem: { required: { severity: [sev1] }, within_days: 3 }`,
});
const world = testWorld({ policyPath });
const card = /Declared by .*, /;
const before = 'This happened before, perhaps';

async function isTold(room: Room): Promise<boolean> {
  return (await room.messages()).some(({ text }) => text.includes(before));
}

describe('what happened before', () => {
  test('is told once in the room of what looks like it, with why and how it ended; the same again is counted', async () => {
    const { slack } = world;
    const [oncall, dba, observer] = [
      slack.user('oncall'),
      slack.user('dba'),
      slack.user('observer'),
    ];
    const first = await declared(world, 'Checkout fails, connection pool exhausted sev3');
    expect(await isTold(first.room)).toBe(false);
    await oncall.command('/incident module billing', first.room);
    await oncall.command('/incident resolve the pool was made larger', first.room);
    await slack.settle();

    const second = await declared(world, 'Cards refused: connection pool exhausted sev2');
    const told = second.room.message(before);
    const words = await told.words();
    expect(words).toContain(`#${first.number} Checkout fails, connection pool exhausted`);
    expect(words).toContain('How it ended: the pool was made larger');
    expect(words).toContain('same words: connection, pool, exhausted');
    // Whoever comes later reads that there is something to read.
    await slack.fastForward({ minutes: 15 });
    await observer.join(second.room);
    await slack.settle();
    expect(await observer.ephemeral('You joined').words()).toContain(
      `Perhaps like #${first.number}`,
    );

    await told.button(`Same as #${first.number}`).click(dba);
    await slack.settle();
    await second.room.message(`this is the same again as #${first.number}`).seen();
    const shown = await second.room.message(card).words();
    expect(shown).toContain(`The same again as #${first.number} Checkout fails`);
    expect(shown).toContain('It happened 2 times since');
    expect(await first.room.message(card).words()).toContain(
      `The same again as #${second.number} Cards refused`,
    );
    expect(await oncall.ask('/incident stats')).toContain('1 of 2');
    await dba.command('/incident resolve the pool is larger still', second.room);
    await slack.settle();

    const third = await declared(world, 'Connection pool of invoices exhausted sev3');
    expect(await dba.ask(`/incident same #${second.number}`, third.room)).toBe(
      `#${third.number} is the same again as #${second.number}. It is counted.`,
    );
    await slack.settle();
    expect(await third.room.message(/It happened 3 times since/).words()).toContain(
      `#${first.number}, #${second.number}, #${third.number}`,
    );
    expect(await dba.ask('/incident repeat #99999', third.room)).toContain(
      'There is no such incident',
    );
  });

  test('is shown to who asks, by word and by button, with what is still open; nothing looks like some', async () => {
    const { slack } = world;
    const [dba, reporter] = [slack.user('dba'), slack.user('reporter')];
    const open = await declared(world, 'Search index lags behind sev3');
    const now = await declared(world, 'Search index lags by an hour sev3');
    expect(await isTold(now.room)).toBe(false);
    const asked = await dba.ask(`/incident similar #${now.number}`);
    expect(asked).toContain(`#${open.number} Search index lags behind`);
    expect(asked).toContain('It is still open.');
    await pressMore(now.room.message(card), dba, 'Similar incidents');
    await dba
      .ephemeral(`Incidents like #${now.number}`)
      .button(`Same as #${open.number}`)
      .click(dba);
    await slack.settle();
    expect(await now.room.message(card).words()).toContain(`The same again as #${open.number}`);
    expect(await reporter.ask('/incident similar', now.room)).not.toContain('If it is the same');
    const odd = await declared(world, 'Zebra sev3');
    expect(await dba.ask('/incident like', odd.room)).toBe(
      `No other incident looks like #${odd.number}.`,
    );
  });

  test('never names what is private, to nobody, and a private room reads of public ones', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const said = await reporter.ask('/incident declare Payroll ledger tampered sev3 --private');
    const secret = Number(/#(\d+)/.exec(said)?.[1]);
    await slack.settle();
    await reporter.command(`/incident #${secret} resolve keys were changed`);
    await slack.settle();
    const now = await declared(world, 'Payroll ledger tampered with sev3');
    expect(await isTold(now.room)).toBe(false);
    expect(await reporter.ask('/incident similar', now.room)).toBe(
      `No other incident looks like #${now.number}.`,
    );
    expect(await reporter.ask(`/incident similar #${secret}`)).toContain(`#${now.number} Payroll`);
  });

  test('stands in the document, and what was learnt is found, until it is private', async () => {
    const { slack } = world;
    const [oncall, dba] = [slack.user('oncall'), slack.user('dba')];
    const first = await declared(world, 'Mailer stuck, spool volume full sev1');
    await oncall.command('/incident resolve the spool was emptied', first.room);
    await slack.settle();
    const review = first.room.message(/Postmortem of/);
    await review.field('Write …').choose(oncall, 'Cause');
    await (await oncall.modal('Postmortem'))
      .fill({ 'What is written here': 'A gasket of the tumbler wore out.' })
      .then((form) => form.submit());
    await slack.settle();
    const next = 'Gasket leaks below the tumbler sev3';
    expect(await isTold((await declared(world, next)).room)).toBe(false);
    await review.button('Send to review').click(oncall);
    await oncall
      .ephemeral(/Still empty/)
      .button('Send it all the same')
      .click(oncall);
    await slack.settle();
    await review.button('Reviewed').click(oncall);
    await slack.settle();
    await review.button('Publish').click(oncall);
    await slack.settle();
    const learnt = await declared(world, 'Tumbler with a torn gasket sev3');
    expect(await learnt.room.message(before).words()).toContain(`#${first.number} Mailer stuck`);

    const second = await declared(world, 'Mailer stuck again: spool volume sev1');
    await dba.command(`/incident same #${first.number}`, second.room);
    await dba.command('/incident resolve mended', second.room);
    await slack.settle();
    const document = async (form: string) => {
      await dba.ask(`/incident postmortem export ${form}`, second.room);
      await slack.settle();
      const name = `incident-${second.number}-postmortem.${form}`;
      const files = [...world.local.sandbox.core.workspace.files.values()];
      const found = files.filter((file) => file.name === name && file.complete).at(-1);
      return new TextDecoder().decode(found?.content);
    };
    const said = await document('md');
    expect(happened(said)).toContain(`#${first.number} Mailer stuck, spool volume full`);
    expect(said).toContain('the spool was emptied');
    expect(said).toContain('same words: mailer, stuck, spool, volume');
    expect(said).toContain(`It happened 2 times since`);
    // What was found stays; what became private is named no more.
    const third = await declared(world, 'Mailer stuck, spool volume is full of mail sev3');
    await third.room.message('the spool was emptied').seen();
    await dba.command('/incident resolve mended', third.room);
    await slack.settle();
    expect(happened(await document('md'))).toBe(happened(said));
    await second.room
      .message(/Postmortem of/)
      .field('Write …')
      .choose(dba, 'Cause');
    await (await dba.modal('Postmortem'))
      .fill({ 'What is written here': 'The same tumbler.' })
      .then((form) => form.submit());
    await slack.settle();
    const copied = async () =>
      (await second.room.canvases()).map(({ markdown }) => markdown).join();
    await dba.command(`/incident unrelate #${first.number}`, second.room);
    await slack.settle();
    expect(await copied()).toContain('spool volume full');
    await oncall.command(`/incident #${first.number} private because of names`, first.room);
    await slack.settle();
    // Rooms that were told of it keep nothing of it, and what else looks like them.
    expect(await isTold(learnt.room)).toBe(false);
    await third.room.expectNoMessage('the spool was emptied');
    expect(await third.room.message(before).words()).toContain(`#${second.number} Mailer stuck`);
    // Nobody touched that document: its copy in the room is written anew all the same.
    expect(await copied()).toContain('The same tumbler');
    expect(await copied()).not.toContain('spool volume full');
    const since = happened(await document('md'));
    expect([since.includes('spool'), since.includes(`#${first.number}`)]).toEqual([false, false]);
  });
});

/** The section, and nothing of the next one. */
function happened(markdown: string): string {
  const from = markdown.indexOf('## What happened before');
  return markdown.slice(from, markdown.indexOf('## ', from + 3));
}
