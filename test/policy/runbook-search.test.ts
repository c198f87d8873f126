import { describe, expect, test } from 'vitest';
import { searchRunbooks } from '../../src/incident/tasks/search.ts';
import { standsOut } from '../../src/incident/tasks/suggest.ts';
import { termsOf } from '../../src/incident/tasks/terms.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { tasksPolicy } from '../support/tasks-policy.ts';

async function policyIn(file: string): Promise<Policy> {
  const loaded = await loadPolicyFile(`policies/${file}`);
  if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
  return loaded.policy;
}

const escrow = await policyIn('002-rekberkan.yaml');
const portal = await policyIn('003-customer-portal.yaml');

/** What people write who see something and have not read the runbooks, and which one they need. */
const complaints: [policy: Policy, complaint: string, runbook: string][] = [
  [escrow, 'the nightly reconciliation job failed again', 'ledger_mismatch'],
  [escrow, 'wallet balances dont add up with the ledger', 'ledger_mismatch'],
  [escrow, 'sum of debits and credits differs by 2 million', 'ledger_mismatch'],
  [escrow, 'saldo user beda dengan ledger, ada selisih', 'ledger_mismatch'],
  [escrow, 'Rekonsiliasi harian gagal, ada selisih saldo', 'ledger_mismatch'],
  [escrow, 'audit:verify says the hash chain is broken', 'audit_tamper'],
  [escrow, 'someone deleted rows from audit_log', 'audit_tamper'],
  [escrow, 'audit records missing since yesterday, integrity check red', 'audit_tamper'],
  [escrow, 'log audit diubah orang, hash tidak cocok', 'audit_tamper'],
  [escrow, 'my account was hacked and money was withdrawn', 'account_takeover'],
  [escrow, 'user reports logins from another country', 'account_takeover'],
  [escrow, 'akun saya diretas, password berubah sendiri', 'account_takeover'],
  [escrow, 'unauthorised withdrawal, user says it wasnt her', 'account_takeover'],
  [portal, 'orders stuck in pending review for an hour', 'platform_events'],
  [portal, 'salesforce isnt sending us anything', 'platform_events'],
  [
    portal,
    'customer paid but the service was never activated, order is still pending',
    'platform_events',
  ],
  [portal, 'no platform events since the deploy', 'platform_events'],
  [portal, 'customers cannot see their invoices', 'whmcs_down'],
  [portal, 'billing page says service unavailable', 'whmcs_down'],
  [portal, 'adding a credit card gives an error, billing', 'whmcs_down'],
  [portal, 'nobody can log in, sessions drop all the time', 'redis_down'],
  [portal, 'ECONNREFUSED from redis', 'redis_down'],
  [portal, 'live updates stopped, the SSE stream disconnects', 'redis_down'],
  [portal, 'all api calls return 500', 'database_connection'],
  [portal, 'prisma cant reach postgres', 'database_connection'],
  [portal, 'too many connections to the databse', 'database_connection'],
  [portal, 'site is super slow, pages take 10 seconds', 'degraded'],
  [portal, 'spike of timeouts, error rate at 4 %', 'degraded'],
  [portal, 'strange logins at night, maybe we were breached', 'security'],
  [portal, 'customer data was leaked on a forum', 'security'],
];

test('of thirty complaints nearly all find the runbook they need first', () => {
  expect(complaints).toHaveLength(30);
  const missed = complaints.flatMap(([policy, complaint, wanted]) => {
    const first = searchRunbooks(policy, complaint)[0]?.runbook.key;
    return first === wanted ? [] : [`${complaint}: ${first ?? 'nothing'}, not ${wanted}`];
  });
  expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(3);
});

test('what a card would offer for one of them unasked is never wrong', () => {
  const offered = complaints.flatMap(([policy, complaint, wanted]) => {
    const found = searchRunbooks(policy, complaint);
    return standsOut(found) ? [{ complaint, runbook: found[0]?.runbook.key, wanted }] : [];
  });
  expect(offered.filter(({ runbook, wanted }) => runbook !== wanted)).toEqual([]);
  expect(offered.length).toBeGreaterThan(10);
});

/** Both processes' runbooks in one list, where each has more to be confused with. */
const together: Policy = { ...portal, runbooks: [...escrow.runbooks, ...portal.runbooks] };

/** As they are typed at night, by customers, support and engineers; written from the symptoms alone. */
const atNight: [complaint: string, runbook: string][] = [
  ['the nightly recon job failed again, credits and debits dont add up', 'ledger_mismatch'],
  ['sum of all wallets is 4.2m IDR off from what the bank statement says', 'ledger_mismatch'],
  [
    'a user got paid out twice for the same escrow, same idempotency key in the tables',
    'ledger_mismatch',
  ],
  ['saldo wallet tidak cocok sama total transaksi hari ini', 'ledger_mismatch'],
  ['rekonsiliasi gagal, ada selisih 3 juta', 'ledger_mismatch'],
  ['hash of record 88123 doesnt match the previous one, verification exits 1', 'audit_tamper'],
  ['somebody with DBA rights deleted rows from our audit_log i think', 'audit_tamper'],
  ['log auditnya diubah orang, verifikasi rantainya gagal', 'audit_tamper'],
  ['history entries were edited after the fact, chain is brokn', 'audit_tamper'],
  [
    'customer says she never made that withdrawl and her password doesnt work anymore',
    'account_takeover',
  ],
  ['someone in another country logged in as my user and emptied the wallet', 'account_takeover'],
  ['akun saya dihack, uang di dompet hilang', 'account_takeover'],
  ['ada login dari perangkat yang bukan punya saya, tolong bekukan akun', 'account_takeover'],
  ['orders just sit in pending review since midnight, nothing gets provisioned', 'platform_events'],
  ['SF events stopped comming in, replay id has not moved for 2h', 'platform_events'],
  ['we approved 40 orders in sales force and the portal does not react', 'platform_events'],
  ['new sim activations not starting, order status never changes', 'platform_events'],
  ['customers cant see their invoices, page just says service unavailable', 'whmcs_down'],
  ['adding a credit card fails, billing backend is down??', 'whmcs_down'],
  ['whcms times out on GetClients', 'whmcs_down'],
  ['everybody gets logged out every few seconds and nothing seems cached', 'redis_down'],
  ['live updates keep disconnecting, rate limiter lets everything thru', 'redis_down'],
  ['OOM command not allowed when used memory > maxmemory', 'redis_down'],
  ['Prisma: cant reach db server, every endpoint returns 500', 'database_connection'],
  ['too many connections, postgress wont accept any more clients', 'database_connection'],
  ['health says database fail, one query running since 3 hours', 'database_connection'],
  ['portal is sooo slow, pages take 10 sec to load, ppl are complaining', 'degraded'],
  ['error rate jumped to 4% after the traffic spike, cpu at 100', 'degraded'],
  ['someone is downloading our whole customer list from an ip we dont know', 'security'],
  ['weird admin logins at 3am from russia, i think we got hacked', 'security'],
];

test('of thirty complaints as typed at night nearly all find theirs first among all runbooks', () => {
  expect(atNight).toHaveLength(30);
  const found = atNight.map(([complaint, wanted]) => {
    const results = searchRunbooks(together, complaint);
    return { complaint, wanted, first: results[0]?.runbook.key, offered: standsOut(results) };
  });
  const missed = found.filter(({ first, wanted }) => first !== wanted);
  expect(missed.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(3);
  expect(missed.filter(({ offered }) => offered)).toEqual([]);
});

describe('a search', () => {
  const first = (text: string) => searchRunbooks(tasksPolicy, text)[0]?.runbook.key;

  test('reads Thai, where no spaces are written, and Indonesian with its prefixes', () => {
    expect(first('ลูกค้าแจ้งว่าบัญชีถูกแฮกเมื่อคืนครับ')).toBe('takeover');
    expect(first('tolong, akunnya dibajak orang')).toBe('takeover');
  });

  test('forgives case, accents, endings and one slip of the finger', () => {
    for (const text of ['REDIS', 'rédis', 'my acount was hackd', 'session is lost', 'reids']) {
      expect(searchRunbooks(tasksPolicy, text), text).not.toEqual([]);
    }
    expect(first('HACKED')).toBe('takeover');
    expect(first('reids is gone')).toBe('redis');
  });

  test('takes what was said in two words, stretched or misspelt for the one that is meant', () => {
    const same: [string, string][] = [
      ['sloooow', 'slow'],
      ['it timed out', 'timeout'],
      ['nobody can log in', 'login'],
      ['he was logged in', 'login'],
      ['acces', 'access'],
      ['500s', '500'],
    ];
    for (const [typed, meant] of same)
      expect(termsOf(typed), typed).toEqual(expect.arrayContaining(termsOf(meant)));
    expect(termsOf('the audit log in Kibana')).toContain('log');
  });

  test('does not take a short word for the beginning of another', () => {
    const posted = searchRunbooks(together, 'somebody posted our customers data');
    expect(posted[0]?.runbook.key).toBe('security');
  });

  test('finds nothing in words that say nothing, or in none', () => {
    for (const text of ['', '   ', 'it does not work please help us', '🔥🔥', '*.*', '__proto__']) {
      expect(searchRunbooks(tasksPolicy, text), text).toEqual([]);
    }
  });

  test('does not put forward what only may fit', () => {
    const clear = (text: string) => standsOut(searchRunbooks(tasksPolicy, text));
    expect(clear('redis cache down, sessions lost')).toBe(true);
    expect(clear('customers report a failure')).toBe(false);
    expect(clear('login is slow')).toBe(false);
  });
});
