import { describe, expect, it } from 'vitest';
import { counted } from '../views/organisation/pictures.ts';
import { areaOf, inNumbers, keysOf, one, policyOf, step, topic, undecided } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('004-denomas.yaml');

describe('004-denomas.yaml says what its document asks for', () => {
  it("004-01 The group's dates, document, channel and label are kept", () => {
    expect(p.documents[0]).toMatchObject({
      link: 'Google Doc (internal)',
      about: expect.stringMatching(/2022-02-01.*2022-04-30.*WG-IRM/),
    });
    expect(p.documents[1]?.link).toBe('wg-incident-respose-management-framework');
  });
  it('004-02 One way of responding, analysing, documenting and reporting', () => {
    expect(p.about).toMatch(/responding, analysing, documenting and reporting/);
    expect(keysOf(p.checklists)).toEqual([
      'identification',
      'mitigation',
      'remediation',
      'post_incident',
    ]);
  });
  it('004-03 The business and the executives see incidents', () => {
    expect(one(p.audiences, 'management')).toMatchObject({
      people: ['team:management'],
      told: { declared: 'for_management', resolved: 'for_management' },
    });
    expect(p.announce.channel).toBe('#incidents');
  });
  it('004-04 Clients keep their confidence because they are told', () => {
    expect(one(p.audiences, 'status_page')).toMatchObject({
      outside: true,
      told: { declared: 'public', update: 'public', mitigated: 'public', resolved: 'public_over' },
    });
  });
  it('004-05 Priorities are those of the business: levels are chosen by what clients feel', () => {
    expect(one(p.severities, 's1').meaning).toMatch(/business/);
    expect(topic(p, 'levels').text).toMatch(/what clients feel/);
  });
  it('004-06 There is material for training', () => {
    expect(one(p.action_items.kinds, 'training').name).toBe('Training');
    expect(p.help.topics.length).toBeGreaterThan(20);
  });
  it('004-07 One source of truth for all areas', () => {
    expect(topic(p, 'this_page').text).toMatch(/only place/);
  });
  it('004-08 Each area adds its own requirements in a file that includes this one', async () => {
    expect(
      (
        await areaOf(
          'kinds: [{ key: outage, name: Service outage, meaning: Ours, examples: [Our queue stands still] }]',
        )
      ).kinds.map(({ key }) => key),
    ).toEqual(['outage', 'security']);
    undecided(p, 'directory.requirements');
  });
  it('004-09 A knowledge base tells how teams respond', () => {
    expect(new Set(p.help.topics.map((each) => each.for))).toEqual(
      new Set([
        'Everybody',
        'SIRT',
        'SIRT and reliability',
        'Reliability',
        'Leaders of development',
        'Support',
        'Leads',
      ]),
    );
  });
  it('004-10 The time to resolve gets shorter, and is measured', () => {
    expect(p.metrics.track).toContain('mttr');
    expect(inNumbers(p, counted({ severity: null, kind: null }))).toMatch(/MTTR\* 1 h /);
  });
  it('004-11 Feedback and learnings are collected, for resilience', () => {
    expect(step(p, 'post_incident.learn').asks_field).toBe('learnings');
    expect(one(p.gates, 'can_close').needs).toEqual([{ checklist: 'post_incident' }]);
  });
  it('004-12 There is a service catalogue (its services are left open)', () => {
    expect(one(p.modules, 'saas')).toMatchObject({ name: 'Denomas SaaS', owner: 'reliability' });
    undecided(p, 'modules');
  });
  it('004-13 The communications manager on call knows the duties', () => {
    expect(one(p.roles, 'cmoc')).toMatchObject({ may_hold: ['team:support'] });
    expect(one(p.roles, 'cmoc').duties).toHaveLength(4);
  });
  it('004-14 A notice can go to a small number of users', () => {
    expect(one(p.audiences, 'few_users')).toMatchObject({
      outside: true,
      recipients_field: 'notice_recipients',
    });
  });
  it('004-15 The parts in the working group', () => {
    expect(
      p.directory.bodies.filter(({ under }) => under === 'working_group').map(({ does }) => does),
    ).toEqual([
      'Manager Reliability',
      'VP Infrastructure',
      'Manager Reliability',
      'Senior Engineering Manager, Ops',
      'Director of Engineering, Ops',
      'Support team',
      'Group Manager of Product, Monitor',
    ]);
  });
  it('004-16 Five teams take part', () => {
    expect(keysOf(p.directory.teams).slice(0, 5)).toEqual([
      'reliability',
      'sirt',
      'development',
      'quality',
      'support',
    ]);
  });
  it('004-17 Anyone knows how an incident is raised', () => {
    expect(topic(p, 'initiate')).toMatchObject({
      for: 'Everybody',
      text: expect.stringMatching(/\/incident declare/),
    });
    expect(p.permissions.declare).toEqual(['anyone']);
  });
  it('004-18 Anyone knows the severity levels (their meanings are our reading)', () => {
    expect(topic(p, 'levels').for).toBe('Everybody');
    expect(p.severities).toHaveLength(4);
    undecided(p, 'severities');
  });
  it('004-19 Anyone knows the process and why it matters', () => {
    expect(topic(p, 'process').text).toMatch(
      /Identification.*mitigation.*remediation.*post-incident.*matters/s,
    );
  });
  it('004-20 Anyone reaches the right team by its channel', () => {
    for (const team of p.directory.teams.slice(0, 5)) expect(team.channel).toMatch(/^#/);
    expect(topic(p, 'reach').text).toMatch(/\/incident contact/);
  });
  it('004-21 Anyone finds the page easily', () => {
    expect(topic(p, 'this_page').text).toMatch(/\/incident help/);
  });
  it('004-22 SIRT pulls in people of other teams', () => {
    expect(topic(p, 'pull_people')).toMatchObject({
      for: 'SIRT',
      text: expect.stringMatching(/assign @person responder/),
    });
    expect(one(p.roles, 'responder').max).toBe(10);
  });
  it('004-23 SIRT categorises easily', () => {
    expect(one(p.kinds, 'security').forces.private).toBe(true);
    expect(topic(p, 'categorise').text).toMatch(/\/incident kind/);
  });
  it('004-24 SIRT identifies triggers and indicators', () => {
    expect(step(p, 'identification.indicators')).toMatchObject({
      asks_field: 'indicators',
      role: 'sirt_engineer',
    });
    expect(topic(p, 'indicators').for).toBe('SIRT');
  });
  it('004-25 SIRT knows where to document', () => {
    expect(topic(p, 'document').text).toMatch(/\/incident note/);
  });
  it('004-26 SIRT knows when to move on', () => {
    expect(p.statuses.map(({ key, phase }) => [key, phase])).toEqual([
      ['identification', 'triage'],
      ['mitigation', 'active'],
      ['remediation', 'mitigated'],
    ]);
    expect(p.ended.resolved).toBe('Post-incident');
    expect(topic(p, 'moving_on').for).toMatch(/SIRT/);
  });
  it('004-27 SIRT hands over and keeps management up to date', () => {
    expect(topic(p, 'handing_over').text).toMatch(/\/incident handover/);
    expect(one(p.audiences, 'management').told.update).toBe('for_management');
  });
  it('004-28 Reliability levels as everybody does', () => {
    expect(step(p, 'identification.level').role).toBe('eoc');
    expect(topic(p, 'level_consistently').for).toBe('Reliability');
  });
  it('004-29 Reliability engages the other roles', () => {
    expect(step(p, 'identification.engage').reaches).toBe('team_assembled');
    expect(topic(p, 'engage_roles').text).toMatch(/assign @person incident_manager/);
  });
  it('004-30 Reliability knows when to move on', () => {
    expect(topic(p, 'moving_on').for).toMatch(/reliability/);
    expect(p.stages.map(({ enters_on: on }) => on?.phase)).toEqual([
      'triage',
      'active',
      'mitigated',
      'resolved',
    ]);
  });
  it('004-31 A leader of development knows the duties before the shift', () => {
    expect(topic(p, 'incident_manager')).toMatchObject({
      for: 'Leaders of development',
      text: expect.stringMatching(/before your shift/),
    });
    expect(one(p.roles, 'incident_manager').may_hold).toContain('team:development');
  });
  it('004-32 Support creates an entry on the status page', () => {
    expect(p.status_page.how).toMatch(/Copy it, make the entry/);
    expect(step(p, 'mitigation.status_page').tells).toBe('status_page');
  });
  it('004-33 Support knows what its states mean (the meanings are our reading)', () => {
    expect(keysOf(p.public_states)).toEqual([
      'investigating',
      'identified',
      'monitoring',
      'resolved',
    ]);
    undecided(p, 'public_states');
  });
  it('004-34 Support knows how often to update (the interval is our reading; each post names the next)', () => {
    undecided(p, 'status_page.update_every_minutes');
    expect(p.status_page.update_every_minutes).toBe(30);
    expect(p.status_page.when).toMatchObject({ severity_at_least: 's2', is_private: false });
    expect(topic(p, 'cadence').text).toContain('every 30 minutes');
    expect(one(p.templates, 'public').text).toContain('{next_update}');
  });
  it('004-35 Support asks the incident manager or the engineer on call about a draft', () => {
    expect(one(p.audiences, 'status_page').feedback).toEqual(['role:incident_manager', 'role:eoc']);
  });
  it('004-36 Support tells stakeholders', () => {
    expect(one(p.audiences, 'stakeholders').sender).toBe('cmoc');
    expect(step(p, 'mitigation.stakeholders').tells).toBe('stakeholders');
  });
  it('004-37 Support finds related tickets in Zendesk and the tracker, to judge the impact', () => {
    expect(p.sources.tickets.map(({ key, search }) => [key, search.includes('{title}')])).toEqual([
      ['zendesk', true],
      ['tracker', true],
    ]);
    expect(step(p, 'identification.tickets').asks_field).toBe('tickets');
  });
  it('004-38 Support writes to users whose use was restricted', () => {
    expect(one(p.audiences, 'restricted_users')).toMatchObject({
      outside: true,
      recipients_field: 'restricted_users',
    });
    expect(step(p, 'post_incident.restricted').tells).toBe('restricted_users');
  });
});
