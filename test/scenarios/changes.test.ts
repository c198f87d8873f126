import { describe, expect, test } from 'vitest';
import { declared, minutesToNextUpdate, pressMore } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();
const card = /Incident commander: [\s\S]*Declared by /;

describe('the severity', () => {
  test('changes by command with its reason, for everybody, and brings its people and its pace', async () => {
    const { slack } = world;
    const commander = slack.user('commander');
    const { room, number } = await declared(world, 'Mail is late sev3');
    expect(await minutesToNextUpdate(world, room)).toBe(240);
    await commander.command('/incident severity critical because nobody gets any mail', room);
    await room.message(':red_circle: Severity SEV3 → SEV1, by @cleo: nobody gets any mail').seen();
    await slack.settle();
    expect(await room.message(card).words()).toContain('SEV1 · Investigating');
    expect(await room.topic()).toMatch(/^SEV1 · /);
    const news = (await slack.channel('incidents')).message(`#${number} Mail is late`);
    expect(await news.words()).toContain('SEV1 · Investigating');
    expect(await room.people()).toEqual(['reporter', 'engineer', 'dba', 'oncall']);
    expect(await minutesToNextUpdate(world, room)).toBe(30);
    expect(await commander.ask('/incident timeline', room)).toContain(
      '@cleo changed the severity from SEV3 to SEV1: nobody gets any mail',
    );
    await commander.command('/incident severity sev4 because it was one mailbox', room);
    await slack.settle();
    expect(await room.message(card).words()).not.toContain('Next update');
  });

  test('gets as much time as the warning gives where the new pace would be over already', async () => {
    const { slack } = world;
    const { room } = await declared(world, 'Feeds are stale sev3');
    await slack.fastForward({ minutes: 50 });
    await slack.user('dba').command('/incident severity sev1 because it spreads', room);
    await slack.settle();
    expect(await minutesToNextUpdate(world, room)).toBe(5);
  });

  test('changes by form, from the card, where every severity stands with its meaning', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Search is slow sev4');
    await room.message(card).button('Change severity').click(dba);
    const form = await dba.modal(`Severity of #${number}`);
    expect(form.words()).toContain('SEV2\nAn important part is broken or slow for many customers');
    expect(form.value('New severity')).toBe('sev4');
    await form.fill({ 'New severity': 'SEV3', 'Why?': '  ' });
    expect((await form.submit()).errors).toEqual({
      'Why?': 'Please say something here: the reason.',
    });
    await form.fill({ 'Why?': 'two customers wrote' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message(/Severity SEV4 → SEV3, by @dita: two customers wrote/).seen();
  });

  test('without a reason asks for one; one that nobody knows is answered with those there are', async () => {
    const { slack } = world;
    const dba = slack.user('dba');
    const { room, number } = await declared(world, 'Ads are missing sev4');
    await dba.command('/incident severity major', room);
    const form = await dba.modal(`Severity of #${number}`);
    expect(form.value('New severity')).toBe('sev2');
    await form.close();
    expect(await dba.ask('/incident severity sev9 because', room)).toMatch(
      /There is no severity “sev9”\. There are: sev1, sev2, sev3, sev4\./i,
    );
    expect(await dba.ask('/incident severity s4 because it is', room)).toBe(
      'It has that severity already.',
    );
  });
});

describe.concurrent('the status', () => {
  test('changes by command and by form, each with its reason', async () => {
    const { slack } = world;
    const oncall = slack.user('oncall');
    const { room, number } = await declared(world, 'Disk is full sev4');
    await oncall.command('/incident status fixing: the log rotation stopped', room);
    await room
      .message(/Status Investigating → Identified, by @omar: the log rotation stopped/)
      .seen();
    await room.message(card).button('Change status').click(oncall);
    const form = await oncall.modal(`Status of #${number}`);
    expect(form.value('New status')).toBe('identified');
    await form.fill({ 'New status': 'Monitoring', 'Why?': 'rotated by hand' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message(/Status Identified → Monitoring, by @omar: rotated by hand/).seen();
    await slack.settle();
    expect(await room.message(card).words()).toContain('SEV4 · Monitoring');
    expect(await room.topic()).toMatch(/^SEV4 · Monitoring/);
  });
});

describe.concurrent('the title', () => {
  test('changes by command and by form, everywhere but in the name of the channel', async () => {
    const { slack } = world;
    const liaison = slack.user('liaison');
    const { room, number } = await declared(world, 'Something is odd sev4');
    await liaison.command('/incident title Invoices are sent twice', room);
    await room.message('Title “Something is odd” → “Invoices are sent twice”, by @lin').seen();
    await pressMore(room.message(card), liaison, 'Change title');
    const form = await liaison.modal(`Title of #${number}`);
    expect(form.value('New title')).toBe('Invoices are sent twice');
    await form.fill({ 'New title': 'Invoices <b>& reminders</b> are sent twice' });
    expect(await form.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    const state = await room.state();
    expect(state.name).toBe(`inc-${number}-something-is-odd`);
    expect(state.topic).toContain('Invoices &lt;b&gt;&amp; reminders&lt;/b&gt; are sent twice');
    expect(state.purpose).toContain('are sent twice');
    expect(state.bookmarks).toMatchObject([
      { title: `#${number} Invoices <b>& reminders</b> are sent twice` },
    ]);
    const news = (await slack.channel('incidents')).message(`#${number} Invoices`);
    expect(await news.words()).toContain('Invoices <b>& reminders</b> are sent twice');
  });
});

describe.concurrent('a form that grew old', () => {
  test('is told what is so by now, keeps what was typed and can be sent again', async () => {
    const { slack } = world;
    const [dba, commander] = [slack.user('dba'), slack.user('commander')];
    const { room, number } = await declared(world, 'Maps are blank sev4');
    await room.message(card).button('Change severity').click(dba);
    const form = await dba.modal(`Severity of #${number}`);
    await form.fill({ 'New severity': 'SEV3', 'Why?': 'some customers see it' });
    await commander.command('/incident severity sev2 because most of them do', room);
    await form.submit();
    expect(form.words()).toContain('The severity changed meanwhile; it is now SEV2.');
    expect(form.value('New severity')).toBe('sev3');
    expect(form.value('Why?')).toBe('some customers see it');
    expect(await form.submit()).toMatchObject({ accepted: true, errors: {} });
    await slack.settle();
    expect(await room.message(card).words()).toContain('SEV3 · Investigating');
  });

  test('is not spoilt by what has nothing to do with it', async () => {
    const { slack } = world;
    const [engineer, commander] = [slack.user('engineer'), slack.user('commander')];
    const { room, number } = await declared(world, 'Fonts are ugly sev4');
    await room.message(card).button('Change status').click(engineer);
    const form = await engineer.modal(`Status of #${number}`);
    await form.fill({ 'New status': 'Identified', 'Why?': 'the wrong file' });
    await commander.command('/incident note I look at the fonts', room);
    await commander.command('/incident take', room);
    await commander.command('/incident title The fonts are broken', room);
    expect(await form.submit()).toMatchObject({ accepted: true });
    await room.message(/Status Investigating → Identified/).seen();
  });
});

test.concurrent('nothing changes once it is over', async () => {
  const { slack } = world;
  const dba = slack.user('dba');
  const { room } = await declared(world, 'It was nothing sev4');
  await dba.command('/incident cancel somebody tripped over a cable', room);
  for (const change of ['severity sev1 because', 'status fixing because', 'title Other']) {
    expect(await dba.ask(`/incident ${change} we can`, room)).toBe(
      'This incident is Cancelled. Reopen it first.',
    );
  }
});
