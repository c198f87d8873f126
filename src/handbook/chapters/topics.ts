import { catalogue, isSentenceKey } from '../../policy/catalogue.ts';
import { type Book, outside } from '../book.ts';
import { type Block, blocks, heading, type Item, list, type Page, paragraph } from '../page.ts';

/** Topics in the organisation's own words, the index of questions, and the words that Muster knows. */

/** The policy's help topics by whom they are for, in the order of the file. */
export function topicGroups(book: Book) {
  const names = book.policy.help.topics.map((topic) => topic.for ?? book.say('handbook.everyone'));
  return [...new Set(names)].map((name, index) => ({
    name,
    id: `for-${index + 1}`,
    topics: book.policy.help.topics.filter((_, at) => names[at] === name),
  }));
}

export function topics(book: Book): Page | null {
  const groups = topicGroups(book);
  if (groups.length === 0) return null;
  return {
    slug: 'topics',
    title: book.say('handbook.topics'),
    blocks: blocks(
      groups.map((group) => [
        heading(2, group.id, group.name),
        group.topics.map((topic) => [
          heading(3, `topic-${topic.key}`, topic.name),
          paragraphs(topic.text),
        ]),
      ]),
    ),
  };
}

/** A text of several paragraphs, as they are. */
export function paragraphs(text: string | undefined): (Block | null)[] {
  return (text ?? '').split(/\n{2,}/).map((each) => paragraph(each.trim()));
}

/** "How do I …": the questions everyone has, then each thing with the words people use for it. */
export function howDoI(book: Book, pages: readonly Page[]): Page {
  const { policy } = book;
  const entries: { text: string; to: string; words: readonly string[] }[] = [
    ...policy.help.topics.map(({ key, name, words }) => ({
      text: name,
      to: `topics#topic-${key}`,
      words,
    })),
    ...policy.runbooks.map(({ key, name, words }) => ({ text: name, to: `runbook-${key}`, words })),
    ...pages.map(({ slug, title }) => ({ text: title, to: slug, words: [] })),
  ];
  return {
    slug: 'how-do-i',
    title: book.say('handbook.how_do_i'),
    blocks: blocks(
      paragraph(book.say('handbook.how_do_i_lead')),
      questions(book),
      heading(2, 'words', book.say('handbook.by_word')),
      list(
        entries
          .sort((a, b) => compare(a.text, b.text))
          .map(({ text, to, words }) => [
            { text, to },
            ...(words.length > 0 ? [` – ${words.join(', ')}`] : []),
          ]),
      ),
    ),
  };
}

/** The questions that every process has, where this one answers them. */
function questions(book: Book): (Block | null)[] {
  const { policy } = book;
  const has = (list: readonly unknown[]) => list.length > 0;
  const isPaging = has(policy.escalation) || has(policy.on_call);
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
    [isPaging, book.say('handbook.how_paged'), 'escalation#paged'],
    [has(policy.escalation), book.say('handbook.how_escalate'), 'escalation'],
    [has(policy.on_call), book.say('handbook.how_on_call'), 'escalation#on-call'],
    [has(policy.drills), book.say('handbook.how_drill'), 'readiness#drills'],
    [has(policy.sources.tickets), book.say('handbook.how_tickets'), 'figures#tickets'],
    [policy.postmortem !== undefined, book.say('handbook.how_postmortem'), 'postmortem'],
    [true, book.say('handbook.how_commands'), 'commands'],
  ];
  return [
    list(all.filter(([there]) => there).map(([, text, to]): Item => ({ line: [{ text, to }] }))),
  ];
}

/** One order on every machine, whatever its locale. */
const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

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
