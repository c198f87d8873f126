import { expect, test } from 'vitest';
import { peopled } from '../support/process-policy.ts';
import { declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld({ policyPath: peopled('003-customer-portal.yaml') });
const card = /Declared by @\w+, /;

test('orders that stay pending are brought through by the runbook, from declaration to close', async () => {
  const { slack } = world;
  const [oncall, liaison] = [slack.user('oncall'), slack.user('liaison')];
  const { room, number } = await declared(world, 'Orders stuck in Pending Review p2', oncall);
  const shown = room.message(card);
  expect(await room.people()).toContain('oncall');
  await oncall.command('/incident take', room);
  await liaison.command('/incident take communications', room);

  // Assess: severity, systems, impact.
  await oncall.command('/incident tasks done assess.severity', room);
  await oncall.command('/incident module salesforce', room);
  await oncall.command('/incident field impact new orders are not activated', room);
  await oncall.command('/incident field affected_systems salesforce, bff', room);
  await oncall.command('/incident tasks done assess.systems', room);
  await oncall.command('/incident tasks done assess.impact', room);

  // Respond: the runbook of the scenario, with its commands.
  expect(await oncall.ask('/incident runbook orders stuck', room)).toMatch(
    /Salesforce Platform Events do not arrive/,
  );
  await oncall.command('/incident runbook start platform_events', room);
  for (const step of ['enabled', 'jwt', 'permissions', 'replay', 'restart']) {
    await oncall.command(`/incident tasks done platform_events.${step}`, room);
  }
  await slack.settle();
  expect(await shown.words()).toContain('In force: SF_EVENTS_REPLAY=ALL');

  // Customers of a P2 are written to, and promised news every 30 minutes or every hour.
  await liaison.command('/incident field service order activation', room);
  await liaison.command('/incident field what_happens orders are activated late', room);
  await slack.settle();
  await liaison.command('/incident tell customers', room);
  const form = await liaison.modal('To Customers');
  expect(form.value('Message')).toMatch(
    /We have trouble with order activation at the moment\.\nWhat is happening: orders are activated late/,
  );
  expect(form.words()).toMatch(/Next news promised in\s+30 min\s+1 h/);
  await form.fill({ 'And then?': 'I sent it' });
  expect(await form.submit()).toMatchObject({ accepted: true });

  // The company reads the internal update.
  await oncall.command('/incident update Events are replayed', room);
  await slack.settle();
  const internal = (await slack.channel('incidents')).message(/INCIDENT UPDATE - P2/);
  expect(await internal.words()).toMatch(
    /Orders stuck in Pending Review\nStatus: Investigating\nImpact: new orders are not activated\nStarted: [\s\S]*Last update: [\s\S]*Current actions:\n[\s\S]*Next update: /,
  );
  await oncall.command('/incident tasks done respond.playbook', room);
  await oncall.command('/incident tasks done respond.communicate', room);

  // Resolve: fix, verify, watch. What is temporary is undone before it is closed.
  await oncall.command('/incident status monitoring because orders move', room);
  for (const item of ['fix', 'verify']) {
    await oncall.command(`/incident tasks done resolve.${item}`, room);
  }
  expect(await oncall.ask('/incident resolve events are replayed', room)).toMatch(
    /yet:\n• Resolve: Watch whether it comes back\nDone: Watch/,
  );
  await oncall
    .ephemeral(/is not met yet/)
    .button('Done: Watch whether it comes back')
    .click(oncall);
  await oncall.command('/incident resolve events are replayed', room);
  await room.message(/Resolved by @omar/).seen();
  expect(await oncall.ask('/incident close nothing is left', room)).toMatch(/SF_EVENTS_REPLAY=ALL/);
  await oncall.command('/incident tasks done platform_events.replay_back', room);

  // The review's document answers what the review asks: nobody ticks anything besides.
  await slack.settle();
  const review = room.message(/Postmortem of #/);
  await review.field('Write …').choose(oncall, 'Root cause');
  const section = await oncall.modal('Postmortem');
  await section.fill({ 'What is written here': 'The subscription ended without an alert' });
  expect(await section.submit()).toMatchObject({ accepted: true });
  expect(await oncall.ask('/incident close nothing is left', room)).toMatch(
    /is not met yet:\n• Review: Create action items\n/,
  );
  await oncall.command('/incident action Alert on a lost subscription in 3 days monitoring', room);
  await oncall.command('/incident close nothing is left', room);
  await room.message(/Closed by @omar/).seen();
  expect(await oncall.ask('/incident timeline', room)).toContain('SF_EVENTS_REPLAY=ALL');
  expect(number).toBe(1);
});

test('security is always a P1, and lead, management and the security team know at once', async () => {
  const { slack } = world;
  const reporter = slack.user('reporter');
  const { room } = await declared(world, 'Odd logins at night p4', reporter);
  await reporter.command('/incident kind security because of exfiltration', room);
  await slack.settle();
  expect(await room.message(card).words()).toMatch(/P1/);
  expect(await room.people()).toEqual(expect.arrayContaining(['dba', 'engineer', 'manager']));
  for (const key of ['dba', 'engineer', 'manager']) {
    await (await slack.user(key).dm()).message(/Odd logins at night/).seen();
  }
  await reporter.command('/incident runbook start security', room);
  const tasks = await reporter.ask('/incident tasks', room);
  expect(tasks).toContain('Do not: Change logs or evidence');

  // Refused on a phone: in few words, with the buttons that do what is missing.
  expect(await reporter.ask('/incident resolve the keys are exchanged', room)).toBe(
    [
      'Fixed, verified, watched is not met yet:',
      '• Resolve: Bring in the fix and 2 more',
      ...['• not given: Impact on customers', 'Tasks', 'Impact on customers', 'Go on anyway'],
    ].join('\n'),
  );
  await reporter
    .ephemeral(/is not met yet/)
    .button('Impact on customers')
    .click(reporter);
  const impact = await reporter.modal('Details of #2');
  expect(impact.labels()).toEqual(['Impact on customers']);
});

test('customers are not written to of a P3', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Pages are slow p3');
  await slack.settle();
  expect(await room.message(card).words()).not.toContain('Customers');
});

test.each([
  ['orders stuck in pending review', 'Salesforce Platform Events do not arrive', /sf:pe:replay/],
  ['billing page says service unavailable', 'WHMCS API unavailable', /GetClients/],
  [
    'cache misses, rate limit does not work',
    'Redis connection failures',
    /Careful|clears the whole cache/,
  ],
  [
    'prisma connection errors, all api requests 500',
    'Database connection issues',
    /database-operations/,
  ],
  [
    'answers are slow, error rate above 1 %',
    'High error rate or degraded performance',
    /tail -100/,
  ],
  [
    'data exfiltration alert, suspicious logins',
    'Security incident',
    /Do not|Change logs or evidence/,
  ],
])('“%s” finds %s, with what it says', async (complaint, name, says) => {
  const engineer = world.slack.user('engineer');
  const found = await engineer.ask(`/incident runbook ${complaint}`, 'general');
  expect(found).toContain(name);
  expect(await engineer.ask(`/incident runbook ${name}`, 'general')).toMatch(says);
});
