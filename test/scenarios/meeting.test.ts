import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { type Declared, declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({
  policyPath: peopled('001-small-team.yaml', {
    '@engineers': ['engineer', 'dba'],
    '@business': ['liaison'],
    '@manager': ['manager'],
  }),
});

/** An incident whose first aid is finished, with the message about its postmortem in the room. */
async function mitigated(title: string): Promise<Declared> {
  const { slack } = world;
  const dba = slack.user('dba');
  const one = await declared(world, title, dba);
  await dba.command('/incident isincident half_of_users yes', one.room);
  await dba.command('/incident status first aid finished because logins work', one.room);
  await slack.settle();
  return one;
}

test('the meeting of a small team', async () => {
  const { slack } = world;
  const [engineer, dba, liaison] = ['engineer', 'dba', 'liaison'].map((key) => slack.user(key));
  if (!engineer || !dba || !liaison) throw new Error('nobody there');
  const { room } = await mitigated('Nobody can log in');
  const about = room.message(/Postmortem of #\d+ Nobody can log in/);

  // Four roles, by button; who leads may keep the time, who leads may not write.
  expect(await about.words()).toMatch(/Facilitator: nobody yet/);
  await about.button('I am Facilitator').click(dba);
  await about.button('I am Writer').click(engineer);
  await slack.settle();
  expect(await about.words()).toMatch(
    /Facilitator: @dita\nTimekeeper: @dita, as Facilitator\nWriter: @enzo\nRulekeeper: @enzo, as Writer/,
  );

  await about.button('Start the meeting').click(dba);
  const first = room.message(/1 of 5 · Starting/);
  const words = await first.words();
  expect(words).toMatch(/We look for no culprit/);
  await first.button('End the meeting').click(dba);
  await slack.settle();
  expect(await about.words()).toMatch(/The meeting was held/);
});
