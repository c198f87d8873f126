import { beforeAll, describe, expect, test } from 'vitest';
import type { MessageShown } from '../../sandbox/protocol.ts';
import { declared, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();
/** The card, and nothing else that is said in a room. */
const card = /Incident commander: [\s\S]*Declared by /;

describe.concurrent('taking a role', () => {
  test('is seen on the card, in the topic and the announcement, and brings its duties', async () => {
    const { slack } = world;
    const commander = slack.user('commander');
    const { room, number } = await declared(world, 'Mail is late sev4');
    await room
      .message(card)
      .button('Take', /Incident commander/)
      .click(commander);
    await room.message('@cleo is Incident commander.').seen();
    await slack.settle();
    expect(await room.message(card).words()).toContain('Incident commander: @cleo');
    expect(await room.topic()).toContain(`<@${commander.id}> (Incident commander)`);
    const news = (await slack.channel('incidents')).message(`#${number} Mail is late`);
    expect(await news.words()).toContain('Incident commander: @cleo');
    const duties = await (await commander.dm()).message(/Your part:/).words();
    expect(duties).toContain(`You are Incident commander of #${number} Mail is late in #inc-`);
    expect(duties).toContain('• You decide, and you keep everyone working on the same picture.');
    expect(await room.people()).toContain('commander');
  });

  test('works by its aliases too, and once is enough', async () => {
    const { slack } = world;
    const scribe = slack.user('scribe');
    const { room, number } = await declared(world, 'Docs are gone sev4');
    // The card shows it; only who commands, and what others do to a role, is told to the room.
    expect(await scribe.ask('/incident take comms', room)).toBe(
      `You are Communications lead of #${number}.`,
    );
    await room.expectNoMessage('@sasha is Communications lead.');
    expect(await room.message(card).words()).toContain('Communications lead: @sasha');
    expect(await scribe.ask(`/incident take scribe #${number}`, 'general')).toBe(
      `You are Scribe of #${number}.`,
    );
    expect(await scribe.ask('/incident take cl', room)).toBe(
      '@sasha is Communications lead already.',
    );
    expect(await scribe.ask('/incident take pilot', room)).toMatch(
      /There is no role “pilot”\. There are: Incident commander, Deputy/,
    );
  });

  test('two at once: one wins, the other is told who and can take over knowingly', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Search is slow sev4');
    const rivals = [slack.user('engineer'), slack.user('dba')];
    await Promise.all(
      rivals.map((each) =>
        room
          .message(card)
          .button('Take', /Incident commander/)
          .click(each),
      ),
    );
    await slack.settle();
    const winner = /Incident commander: @(\w+)\n/.exec(await room.message(card).words())?.[1];
    const [won, lost] = winner === 'enzo' ? rivals : rivals.toReversed();
    if (!won || !lost) throw new Error('nobody won');
    expect(told(await room.messages(), /is \*Incident commander\*/)).toHaveLength(1);
    const refusal = lost.ephemeral(new RegExp(`@${winner} took Incident commander `));
    await refusal.button('Take over Incident commander').click(lost);
    await room.message(new RegExp(`is Incident commander, after @${winner}\\.`)).seen();
    await slack.settle();
    expect(await room.topic()).toContain(`<@${lost.id}>`);
    // The button showed holders that are gone by now: pressed again it takes nothing from anybody.
    await won.command('/incident assign @sasha ic', room);
    await won
      .ephemeral(/took Incident commander/)
      .button('Take over')
      .click(won);
    await slack.settle();
    await refusal.button('Take over Incident commander').click(lost);
    await lost.ephemeral(new RegExp(`@${winner} took Incident commander `)).seen();
    expect(await room.topic()).toContain(`<@${won.id}>`);
  });

  test('several people may be responders, and none replaces another', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Disk is full sev4');
    const people = ['engineer', 'dba', 'oncall'].map((key) => slack.user(key));
    for (const each of people) {
      await room.message(card).field('Take a role').choose(each, 'Responder');
      await slack.settle();
    }
    expect(await room.message(card).words()).toContain('Responder: @enzo, @dita, @omar');
  });
});

describe.concurrent('assigning a role', () => {
  test('by command brings the person in and tells them by whom, and what to do', async () => {
    const { slack } = world;
    const commander = slack.user('commander');
    const { room, number } = await declared(world, 'Maps are blank sev4');
    await commander.command('/incident assign @sasha scribe', room);
    await room.message('@cleo made @sasha Scribe.').seen();
    await slack.settle();
    expect(await room.people()).toContain('scribe');
    const dm = await slack.user('scribe').dm();
    // Other stories make the same person a scribe meanwhile.
    const duties = await dm.message(`Scribe of #${number} `).words();
    expect(duties).toContain(`@cleo made you Scribe of #${number} Maps are blank in #inc-`);
    expect(duties).toContain('• Write down what we found');
  });

  test('by form, from the card, which says who holds what, so one can be replaced knowingly', async () => {
    const { slack } = world;
    const manager = slack.user('manager');
    const { room } = await declared(world, 'Fonts are ugly sev4');
    const dba = slack.user('dba');
    await dba.command('/incident take', room);
    await pressMore(room.message(card), manager, 'Assign a role');
    const form = await manager.modal('Assign a role');
    expect(form.words()).toContain('Incident commander: @dita\nDeputy: nobody yet');
    await form.fill({ Role: 'Incident commander', 'Who?': dba });
    expect((await form.submit()).errors).toEqual({
      'Who?': expect.stringMatching(/dita is Incident commander already/),
    });
    await form.fill({ 'Who?': slack.user('liaison') });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message('@mona made @lin Incident commander in place of @dita.').seen();
    await slack.settle();
    expect(await room.message(card).words()).toContain(
      'Incident commander: @lin\nNobody yet: Deputy',
    );
    expect(await room.people()).toContain('liaison');
  });
});

test.concurrent('a role is for full members: no guest, no app, nobody who has left', async () => {
  const { slack } = world;
  const oncall = slack.user('oncall');
  const { room } = await declared(world, 'Icons are gone sev4');
  await oncall.command('/incident take', room);
  for (const name of ['gus', 'faye', 'muster']) {
    const refused = `@${name} cannot hold a role: only full members of this workspace can.`;
    expect(await oncall.ask(`/incident assign @${name} scribe`, room)).toBe(refused);
    expect(await oncall.ask(`/incident handover @${name}`, room)).toBe(refused);
  }
  await pressMore(room.message(card), oncall, 'Assign a role');
  const form = await oncall.modal('Assign a role');
  await form.fill({ Role: 'Scribe', 'Who?': slack.user('guest') });
  expect((await form.submit()).errors['Who?']).toMatch(/gus cannot hold a role/i);
  expect(await room.message(card).words()).toMatch(/^Nobody yet: .*Scribe/m);
});

describe('handing over', () => {
  beforeAll(async () => {
    // Slack lets an app set twenty topics in a minute.
    await world.slack.fastForward({ minutes: 1 });
  });

  test.concurrent('happens when the other accepts, and not before', async () => {
    const { slack } = world;
    const [commander, dba] = [slack.user('commander'), slack.user('dba')];
    const { room, number } = await declared(world, 'Queue is stuck sev4');
    await commander.command('/incident take', room);
    expect(await commander.ask('/incident handover @dita', room)).toBe(
      `Asked @dita. You stay Incident commander of #${number} until they accept.`,
    );
    await slack.settle();
    expect(await room.message(card).words()).toMatch(
      /Incident commander: @cleo\n@dita was asked to take over/,
    );
    const offer = (await dba.dm()).message(
      `@cleo asks you to take over as Incident commander of #${number} Queue is stuck`,
    );
    await offer.button('Decline').click(dba);
    await slack.settle();
    await (await commander.dm())
      .message(
        `@dita declined to take over as Incident commander of #${number}. It stays with you.`,
      )
      .seen();
    expect(await room.message(card).words()).not.toContain('was asked to take over');
    // An answer that comes a second time says that nobody is asking any more.
    await offer.button('Accept').click(dba);
    await dba.ephemeral('Nobody is offering you Incident commander.').seen();

    await commander.command('/incident', room);
    await commander
      .ephemeral(/Your part: Incident commander/)
      .button('Hand over Incident commander')
      .click(commander);
    const form = await commander.modal('Hand over');
    expect(form.value('Your role')).toBe('commander');
    await form.fill({ 'To whom? They must accept.': dba });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    await offer.button('Accept').click(dba);
    await room.message('@dita is Incident commander, after @cleo.').seen();
    await slack.settle();
    expect(await room.message(card).words()).toContain(
      'Incident commander: @dita\nNobody yet: Deputy',
    );
    expect(await room.people()).toContain('dba');
    await (await dba.dm()).message(/You are Incident commander of #\d+ Queue is stuck/).seen();
  });

  test.concurrent('is for who holds the role', async () => {
    const { slack } = world;
    const { room, number } = await declared(world, 'Cache is cold sev4');
    const observer = slack.user('observer');
    expect(await observer.ask('/incident handover @dita', room)).toBe(
      'That is not your role: Incident commander.',
    );
    await observer.command('/incident handover', room);
    const notice = await observer.modal('Muster');
    await notice.shows(/You hold no role in #/);
    expect(notice.words()).toContain(`You hold no role in #${number}.`);
  });
});

test.concurrent('who gives a role up leaves it free, and everybody knows', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const { room, number } = await declared(world, 'Logs are missing sev4');
  await scribe.command('/incident take scribe', room);
  await scribe.command('/incident', room);
  await scribe
    .ephemeral(/Your part: Scribe/)
    .button('Give up Scribe')
    .click(scribe);
  await room.message('@sasha is no longer Scribe.').seen();
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/^Nobody yet: .*Scribe/m);
  expect(await scribe.ask('/incident giveup scribe', room)).toBe('That is not your role: Scribe.');
  expect(await scribe.ask(`/incident #${number}`)).toContain('You hold no role.');
});

describe('when nobody commands', () => {
  const nudge = /No Incident commander since .*\. Who takes it\?/;

  test('the room is asked, and one press on the nudge ends it', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'API is down sev1');
    await slack.fastForward({ minutes: 4 });
    await room.expectNoMessage(nudge);
    await slack.fastForward({ minutes: 1 });
    const engineer = slack.user('engineer');
    await room.message(nudge).button('Take Incident commander').click(engineer);
    await slack.settle();
    expect(await room.message(card).words()).toContain('Incident commander: @enzo');
    await slack.fastForward({ minutes: 15 });
    expect(asked(await room.messages())).toHaveLength(1);
    // It begins again when they leave it.
    await engineer.command('/incident giveup', room);
    await slack.fastForward({ minutes: 5 });
    expect(asked(await room.messages())).toHaveLength(2);
  });

  test('it is asked three times, and then no more', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Login is broken sev1');
    for (const count of [1, 2, 3, 3]) {
      await slack.fastForward({ minutes: 5 });
      expect(asked(await room.messages())).toHaveLength(count);
    }
    await slack.fastForward({ hours: 3 });
    expect(asked(await room.messages())).toHaveLength(3);
  });

  function asked(messages: MessageShown[]): MessageShown[] {
    return told(messages, /No \*Incident commander\* since/);
  }
});

function told(messages: MessageShown[], like: RegExp): MessageShown[] {
  return messages.filter((message) => like.test(message.text));
}

test('a button in a panel renews the panel, for who pressed it', async () => {
  const { slack } = world;
  const scribe = slack.user('scribe');
  const { room } = await declared(world, 'Panels grow old sev4');
  await scribe.command('/incident', room);
  const panel = scribe.ephemeral(/Panels grow old[\s\S]*You hold no role/);
  await panel.button('Take a role').choose(scribe, 'Scribe');
  await scribe.ephemeral(/^You are Scribe of [\s\S]*\nScribe: @[\s\S]*Your part: Scribe/).seen();
});
