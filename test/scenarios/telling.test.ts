import { describe, expect, test } from 'vitest';
import { declared } from '../support/story.ts';
import { tellingPolicy } from '../support/telling-policy.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: tellingPolicy() });
const card = /Incident commander: [\s\S]*Declared by /;

describe('an audience that Muster reaches', () => {
  test('reads its first message in its channel, what follows under it, and the end in both', async () => {
    const { slack } = world;
    const { room, number } = await declared(world, 'Shop is closed sev2');
    const general = await slack.channel('general');
    const first = general.message(/SEV2 Shop is closed: not known yet/);
    expect(await first.words()).toMatch(/We do: not known yet\. Room: #inc-.*shop-is-closed/);
    const direct = (await slack.user('observer').dm()).message(/SEV2 Shop is closed/);
    await direct.seen();
    await slack.user('commander').command('/incident update The till <b>hangs</b> & waits', room);
    await slack.settle();
    await first.reply('Investigating: The till <b>hangs</b> & waits').seen();
    await slack.user('commander').command('/incident resolve the till was restarted', room);
    await slack.settle();
    await first.reply(/^Over after less than a minute: the till was restarted/).seen();
    await general.message(/^Over after less than a minute: the till was restarted/).seen();
    expect(await slack.user('dba').ask('/incident timeline', room)).toContain(
      'All staff were told.',
    );
    expect(await slack.user('dba').ask('/incident tell', room)).toMatch(/All staff\ntold /);
    expect(number).toBeGreaterThan(0);
  });

  test('hears of it when it comes to concern it, and of the end even if it does no more', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Maps are blank sev4');
    const general = await slack.channel('general');
    const said = async () =>
      (await general.messages()).filter(({ text }) => /Maps are blank|the tiles/.test(text)).length;
    expect(await said()).toBe(0);
    const commander = slack.user('commander');
    await commander.command('/incident severity sev2 because all of them are', room);
    await slack.settle();
    await general.message(/SEV2 Maps are blank/).seen();
    await commander.command('/incident severity sev4 because it was one city', room);
    await commander.command('/incident resolve the tiles are back', room);
    await slack.settle();
    await general.message(/Over after .*the tiles are back/).seen();
  });

  test('knows nothing of a private incident, nor of a drill: its room reads what would be said', async () => {
    const { slack } = world;
    await slack.user('manager').ask('/incident declare A secret leak sev2 --private');
    const { room } = await declared(world, 'A practice leak sev2 --drill');
    await room.message(/would be told:[\s\S]*A practice leak/).seen();
    const general = await slack.channel('general');
    expect(JSON.stringify(await general.messages())).not.toMatch(/A (secret|practice) leak/);
  });

  test('reads no more of what becomes private: what it was told is taken back', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room } = await declared(world, 'Salaries are seen sev2');
    const general = await slack.channel('general');
    await general.message(/SEV2 Salaries are seen/).seen();
    await dba.command('/incident update One page showed them', room);
    await slack.settle();
    await dba.command('/incident private because salaries were seen', room);
    await slack.settle();
    await general.expectNoMessage('Salaries are seen');
    await general.expectNoMessage('One page showed them');
  });

  test('that is not there is said in the room, so that somebody tells them', async () => {
    world.expectTrouble();
    const { room } = await declared(world, 'Login fails sev1');
    await room
      .message(/Old team could not be told in #no-such-channel. Slack said channel_not_found/)
      .seen();
  });
});

describe('an audience outside', () => {
  test('has a message prepared, which somebody copies, sends and says so, with proof', async () => {
    const { slack } = world;
    const liaison = slack.user('liaison');
    const { room, number } = await declared(world, 'Mail is late sev2');
    await liaison.command('/incident take communications', room);
    await liaison.command('/incident field affected Acme and Bolt', room);
    await slack.settle();
    await room.expectNoMessage(/A message is ready/);
    await room
      .message(card)
      .button('Message', /To tell: Customers/)
      .click(liaison);
    const form = await liaison.modal('To Customers');
    expect(form.words()).toContain('Recipients Acme and Bolt');
    expect(form.words()).toContain('To Mail house mails to all customers');
    expect(form.words()).toContain('Subject Trouble with Mail is late');
    expect(form.value('Message')).toMatch(
      /^We see a problem: Mail is late\.\nWhat we know: not known yet\nCause: Acme and Bolt\nNews every 30 min\. Written 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.$/,
    );
    await form.fill({
      Message: 'Mail is late. We are at it.',
      'And then?': 'I sent it',
      'Proof, or why it is dropped': 'https://mail.example/1',
    });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await room.message(card).words()).toMatch(
      /Told: .*Customers .* · Customers promised next at/,
    );
    expect(await liaison.ask('/incident timeline', room)).toMatch(
      /@lin says that Customers were told: Mail is late\. We are at it\.\nProof: https:\/\/mail\.example\/1/,
    );
    await slack.fastForward({ minutes: 31 });
    await room.message(/@lin: Customers were promised news at/).seen();
    expect(await liaison.ask(`/incident tell #${number}`)).toMatch(
      /Customers\ntold .* by @lin: https:\/\/mail\.example\/1 · promised for .*, late/,
    );
    await liaison.command('/incident update The queue is empty again', room);
    await room.message('A message is ready for Customers. @lin, please look at it.').seen();
  });

  test('gets only the newest update that nobody sent, and can be told by hand', async () => {
    const { slack } = world;
    const scribe = slack.user('scribe');
    const { room, number } = await declared(world, 'Search is slow sev2');
    await scribe.ask('/incident tell customers Search is slow; we look into it.', room);
    await slack.settle();
    await room
      .message(card)
      .button('Message', /To tell: Customers/)
      .seen();
    await scribe.command('/incident tell customers', room);
    const form = await scribe.modal('To Customers');
    expect(form.value('Message')).toBe('Search is slow; we look into it.');
    await form.fill({ 'And then?': 'Drop it', 'Proof, or why it is dropped': '' });
    expect((await form.submit()).errors).toEqual({
      'Proof, or why it is dropped': 'Please say something here: the reason.',
    });
    await form.fill({ 'Proof, or why it is dropped': 'the first message says it' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    expect(await scribe.ask(`/incident tell nobody #${number}`, room)).toMatch(
      /The policy has no audience “nobody.*There are: All staff, Customers, Board/,
    );
  });
});

describe('a message that needs an approval', () => {
  test('goes out with it, exactly as it was approved, and not before', async () => {
    world.expectTrouble();
    const { slack } = world;
    const [manager, engineer] = [slack.user('manager'), slack.user('engineer')];
    const { room } = await declared(world, 'Payments fail sev1');
    await slack.settle();
    const open = async (person: typeof manager) => {
      await room
        .message(card)
        .button('Messages', /To tell: .*Board/)
        .click(person);
      await person
        .ephemeral(/Who is told about/)
        .button('Message', /Board[\s\S]*waits for/)
        .click(person);
    };
    await open(engineer);
    const hers = await engineer.modal('To Board');
    expect(hers.words()).toContain('To be approved by mona@example.com');
    await hers.fill({ 'And then?': 'Approve this text' });
    expect(Object.values((await hers.submit()).errors ?? {})).toEqual([
      'How incidents are run here leaves that to mona@example.com.',
    ]);
    await hers.close();
    await open(manager);
    const form = await manager.modal('To Board');
    await form.fill({ Message: 'Payments fail. I will call you.' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const partners = await slack.channel('partners');
    await partners.message('Payments fail. I will call you.').seen();
    expect(await engineer.ask('/incident timeline', room)).toMatch(
      /@mona approved a message to Board: Payments fail\. I will call you\. Board were told\./,
    );
  });
});
