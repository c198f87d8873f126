import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { documentHtml } from '../src/document/html.ts';
import { documentMarkdown } from '../src/document/markdown.ts';
import { documentPdf } from '../src/document/pdf.ts';
import { postmortemDocument } from '../src/document/postmortem.ts';
import { documentWords } from '../src/document/words.ts';
import type { Engine } from '../src/engine/engine.ts';
import { createReads } from '../src/engine/ports.ts';
import { transact } from '../src/engine/transact.ts';
import type { Command, Incident } from '../src/incident/types.ts';
import { documentFonts } from '../src/integrations/fonts.ts';
import { readHome } from '../src/slack/home-content.ts';
import { incidentsLike } from '../src/store/queries-of-similar.ts';
import { homeView } from '../src/views/home.ts';
import { round } from './load.ts';
import { declareOne, withEngine } from './transactions.ts';

/** What comes after incidents, at the sizes of an organisation that has had many, beside the plain SQL. */

/** The document of an incident with 2,000 lines, beside reading these lines. */
export function benchDocuments(databaseUrl: string, quick: boolean) {
  return withEngine(databaseUrl, async (engine) => {
    const lines = 2_000;
    const { id } = await declareOne(engine, 'Cards are refused');
    for (let n = 1; n < lines; n += 1) await run(engine, id, noteOf(n));
    const reads = createReads(engine, engine.database.work);
    const found = await reads.byId(id, by);
    if (!found) throw new Error('it is not there');
    const { incident } = found;
    const policy = engine.policies.active();
    const rows = () => reads.timeline(id, { limit: 10_000 });
    const made = async () =>
      postmortemDocument({
        ...{ incident, policy, timeline: await rows(), nameOf: () => 'Ann' },
        past: { similar: [], again: [] },
        ...{ zone: 'Asia/Bangkok', now: incident.updatedAt },
      });
    const words = documentWords(policy, await made());
    const times = await inTurns(quick ? 5 : 15, {
      plain: () =>
        engine.database.work.use(
          ({ sql }) => sql`select * from timeline where incident_id = ${id} order by seq`,
        ),
      document: made,
      markdown: async () => documentMarkdown(await made(), words),
      html: async () => documentHtml(await made(), words),
      pdf: async () => documentPdf(await made(), words, await documentFonts()),
    });
    return { lines: (await rows()).length, ...times };
  });
}

/** Home with 500 open action items of one's own and of others, beside reading the incidents they are in. */
export function benchHome(databaseUrl: string, quick: boolean) {
  return withEngine(databaseUrl, async (engine) => {
    const incidents = 50;
    for (let n = 0; n < incidents; n += 1) {
      const { id } = await declareOne(engine, `Trouble ${n}`);
      for (let item = 0; item < 10; item += 1) await run(engine, id, itemOf(item));
    }
    const reads = createReads(engine, engine.database.work);
    const policy = engine.policies.active();
    const times = await inTurns(quick ? 10 : 50, {
      plain: () =>
        engine.database.work.use(
          ({ sql }) => sql`
            select * from incidents where team_id = ${engine.teamId}
              and phase not in ('closed', 'declined', 'cancelled', 'merged')`,
        ),
      home: async () => {
        const found = await readHome(reads, by);
        return homeView(policy, { ...found, viewer: by, now: engine.clock.now() });
      },
    });
    return { items: incidents * 10, ...times };
  });
}

/** Similar incidents among 100,000, beside the plain full-text search of the same words. */
export function benchSimilar(databaseUrl: string, quick: boolean) {
  return withEngine(databaseUrl, async (engine) => {
    const incident = await declareOne(engine, 'Checkout refuses cards after the deploy of gateway');
    const among = quick ? 20_000 : 100_000;
    const { work } = engine.database;
    // Nobody waits for this, so nothing limits it.
    const sql = postgres(databaseUrl, { max: 1 });
    await fill(sql, incident, among).finally(() => sql.end());
    const words = incident.title.toLowerCase().split(' ');
    const search = (query: string) =>
      work.use(
        ({ sql }) => sql<{ title: string }[]>`
          select i.number, i.title, ts_rank(l.words, ${query}::tsquery) as rank
          from likenesses l join incidents i on i.id = l.incident_id
          where l.words @@ ${query}::tsquery and i.id <> ${incident.id} and not i.is_private
          order by rank desc limit 3`,
      );
    const plain = () => search(words.join(' | '));
    // By somebody who knows which words of it a third of all have, or all.
    const known = words.filter((word) => word !== 'checkout' && word !== 'refuses').join(' | ');
    const plainOfRareWords = () => search(known);
    const similar = () => work.use(({ sql }) => incidentsLike(sql, incident, true));
    const times = await inTurns(quick ? 10 : 30, { plain, plainOfRareWords, similar });
    const titles = (found: readonly { title: string }[]) => found.map((each) => each.title);
    return {
      among,
      found: titles(await similar()),
      foundPlainly: titles(await plain()),
      ...times,
    };
  });
}

const by = 'U0BENCH';

function noteOf(n: number): Command {
  const text = `Looked at node ${n}: nothing but what was there before, and *one* odd line`;
  const kind = n % 5 === 0 ? 'tried' : 'note';
  return { type: 'add_note', by, kind, text };
}

function itemOf(n: number): Command {
  return {
    ...{ type: 'add_action_item', by, kind: null, text: `Replace pool ${n} by one that grows` },
    ...{ owner: by, due: { days: 30 + n } },
  };
}

async function run(engine: Engine, incidentId: number, command: Command): Promise<void> {
  const gesture = { key: randomUUID(), correlationId: randomUUID() };
  const outcome = await transact(engine, { incidentId, command, gesture });
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}`);
}

/**
 * A year of a big organisation: words as unevenly common as people's are, most of them in few titles,
 * some in a third of all. Every incident has a row, as each that Muster takes has.
 */
async function fill(sql: postgres.Sql, { id, teamId }: Incident, count: number): Promise<void> {
  await sql`
    insert into incidents overriding system value select (i).* from (
      select jsonb_populate_record(i, jsonb_build_object('id', n, 'number', n + 1000,
        'declare_key', 'bench ' || n, 'phase', 'closed', 'title', t.title)) as i
      from incidents i, (
        select n, concat_ws(' ', (array['checkout', 'search', 'login'])[1 + n % 3], 'refuses',
          'w' || (power(random(), 3) * 20000)::int, 'w' || (power(random(), 3) * 20000)::int,
          case when n % 20 = 0 then 'after the deploy' end, case when n % 5000 = 0 then 'gateway' end
        ) as title from generate_series(1, ${count}::int) n) t
      where i.id = ${id}) made`;
  await sql`
    insert into likenesses (incident_id, team_id, title, words)
    select id, ${teamId}, title, array_to_tsvector(string_to_array(title, ' '))
    from incidents where id <= ${count} on conflict do nothing`;
  await sql`vacuum analyze likenesses`;
  await sql`vacuum analyze incidents`;
}

/** Medians in milliseconds, all measured in turns, and each as so many times the plain one. */
async function inTurns<K extends string>(
  rounds: number,
  asked: Record<'plain' | K, () => unknown>,
) {
  const took = Object.keys(asked).map((name) => ({ name, ms: [] as number[] }));
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const { name, ms } of took) {
      const began = performance.now();
      await asked[name as K]();
      // The first turn warms up.
      if (turn > 0) ms.push(performance.now() - began);
    }
  }
  const median = (ms: number[]) => ms.toSorted((a, b) => a - b)[ms.length >> 1] ?? 0;
  const plain = median(took.find(({ name }) => name === 'plain')?.ms ?? []);
  return Object.fromEntries(
    took.map(({ name, ms }) => [
      name,
      { ms: round(median(ms)), timesPlain: round(median(ms) / plain) },
    ]),
  );
}
