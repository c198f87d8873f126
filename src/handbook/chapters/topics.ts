import { catalogue, isSentenceKey } from '../../policy/catalogue.ts';
import { type Book, outside } from '../book.ts';
import { type Block, blocks, heading, type Item, list, type Page, paragraph } from '../page.ts';

/** Topics in the organisation's own words, the index of questions, and the words that Muster knows. */

/** The policy's help topics, grouped by whom they are for. */
export function topics(book: Book): Page | null {
  const { topics: all } = book.policy.help;
  if (all.length === 0) return null;
  const groups = new Map<string, typeof all>();
  for (const topic of all) {
    const group = topic.for ?? book.say('handbook.everyone');
    groups.set(group, [...(groups.get(group) ?? []), topic]);
  }
  return {
    slug: 'topics',
    title: book.say('handbook.topics'),
    blocks: blocks(
      [...groups].flatMap(([group, members], index) => [
        heading(2, `for-${index + 1}`, group),
        ...members.flatMap((topic) => [
          heading(3, `topic-${topic.key}`, topic.name),
          ...paragraphs(topic.text),
        ]),
      ]),
    ),
  };
}

/** A text of several paragraphs, as they are. */
export function paragraphs(text: string | undefined): (Block | null)[] {
  return (text ?? '').split(/\n{2,}/).map((each) => paragraph(each.trim()));
}

/** "How do I …": every thing that has a page, by the words people use for it. */
export function howDoI(book: Book, pages: readonly Page[]): Page {
  const { policy } = book;
  const entries: { words: string; to: string; text: string }[] = [
    ...policy.help.topics.flatMap((topic) =>
      [topic.name, ...topic.words].map((words) => ({
        words,
        to: `topics#topic-${topic.key}`,
        text: topic.name,
      })),
    ),
    ...policy.runbooks.flatMap((runbook) =>
      [runbook.name, ...runbook.words].map((words) => ({
        words,
        to: `runbook-${runbook.key}`,
        text: runbook.name,
      })),
    ),
    ...pages.map((page) => ({ words: page.title, to: page.slug, text: page.title })),
  ];
  const known = new Map(entries.map((each) => [`${each.words} ${each.to}`, each]));
  const sorted = [...known.values()].sort((a, b) => compare(a.words, b.words));
  return {
    slug: 'how-do-i',
    title: book.say('handbook.how_do_i'),
    blocks: blocks(
      paragraph(book.say('handbook.how_do_i_lead')),
      ...questions(book),
      heading(2, 'words', book.say('handbook.by_word')),
      list(
        sorted.map(({ words, to, text }): Item => {
          if (words === text) return { line: [{ text, to }] };
          return { line: [`${words} → `, { text, to }] };
        }),
      ),
    ),
  };
}

/** The questions that every process has, where this one answers them. */
function questions(book: Book): (Block | null)[] {
  const { policy } = book;
  const has = (list: readonly unknown[]) => list.length > 0;
  const all: [boolean, string, string][] = [
    [true, book.say('handbook.how_declare'), 'index#declare'],
    [has(policy.severities), book.say('handbook.how_severity'), 'severities'],
    [has(policy.kinds), book.say('handbook.how_kind'), 'kinds'],
    [has(policy.triage.criteria), book.say('handbook.how_criteria'), 'criteria'],
    [true, book.say('handbook.how_roles'), 'roles'],
    [has(policy.directory.teams), book.say('handbook.how_team'), 'teams'],
    [has(policy.directory.contacts), book.say('handbook.how_contact'), 'contacts'],
    [true, book.say('handbook.how_move_on'), 'course'],
    [has(policy.runbooks), book.say('handbook.how_runbook'), 'runbooks'],
    [true, book.say('handbook.how_update'), 'telling'],
    [has(policy.public_states), book.say('handbook.how_status_page'), 'status-page'],
    [has(policy.obligations), book.say('handbook.how_obligation'), 'obligations'],
    [has(policy.escalation), book.say('handbook.how_escalate'), 'escalation'],
    [has(policy.sources.tickets), book.say('handbook.how_tickets'), 'figures#tickets'],
    [policy.postmortem !== undefined, book.say('handbook.how_postmortem'), 'postmortem'],
    [true, book.say('handbook.how_commands'), 'commands'],
  ];
  return [
    list(all.filter(([there]) => there).map(([, text, to]): Item => ({ line: [{ text, to }] }))),
  ];
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { sensitivity: 'base' });
}

/** What can be typed after /incident, from the same sentences as `/incident help <word>`. */
export function commands(book: Book): Page {
  const start = 'help.word.';
  const words = Object.keys(catalogue)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length))
    .sort(compare);
  return {
    slug: 'commands',
    title: book.say('handbook.commands'),
    blocks: blocks(
      paragraph(book.say('handbook.commands_lead')),
      list(
        words.flatMap((word): Item[] => {
          const key = `${start}${word}`;
          if (!isSentenceKey(key)) return [];
          const text = book.say(key as 'handbook.commands_lead');
          return [
            {
              id: `word-${word}`,
              line: [{ code: `/incident ${word}` }],
              blocks: blocks(paragraph(text)),
            },
          ];
        }),
      ),
    ),
  };
}

/** What the process leaves open, and the documents it refers to. */
export function open(book: Book): Page | null {
  const { undecided, documents } = book.policy;
  if (undecided.length + documents.length === 0) return null;
  return {
    slug: 'open',
    title: book.say('handbook.open'),
    blocks: blocks(
      undecided.length > 0 && heading(2, 'undecided', book.say('handbook.undecided')),
      undecided.length > 0 && paragraph(book.say('handbook.undecided_lead')),
      list(
        undecided.map(
          ({ about, question }): Item => ({
            line: [{ strong: about }, ` – ${question}`],
          }),
        ),
      ),
      documents.length > 0 && heading(2, 'documents', book.say('handbook.documents')),
      list(
        documents.map(({ name, link, about }): Item => {
          const isWeb = /^(https?:\/\/|mailto:)/.test(link);
          return {
            line: isWeb ? [outside(name, link)] : [name, ' – ', { code: link }],
            blocks: blocks(...paragraphs(about)),
          };
        }),
      ),
    ),
  };
}
