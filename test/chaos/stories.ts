import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import type { OpenRig } from './rig.ts';
import { learningStories } from './stories-of-learning.ts';
import { slackStories } from './stories-of-rooms.ts';

/** How often people try what a slow machine did not take. */
export const triesAtMost = 5;

/** What somebody does while a process ends itself, and does again where nobody said that it was done. */
export interface Story {
  /** Path of the policy it is told under; that of all crash stories unless given. */
  policy?(): string;
  /** What its replicas find in their environment. */
  env?(rig: OpenRig): Promise<Record<string, string>>;
  /** Brings about what the deed needs; nobody ends meanwhile. */
  before?(teller: Teller): Promise<void>;
  /** The deed; true when it was acknowledged. Called again, with another process, while it was not. */
  deed(teller: Teller): Promise<boolean>;
  /** Whether the deed was done although nobody said so: people look before they repeat. */
  isDone?(teller: Teller): Promise<boolean>;
}

/** What people read where the database was too slow for the act: it was not recorded, and they know. */
const notRecorded = 'The database did not answer in time';

/** One telling of a story. */
export class Teller {
  readonly rig: OpenRig;
  /** Distinct in each run. */
  readonly title: string;
  /** The incident that the story is about; 0 before there is one. */
  number = 0;
  room: Room | undefined;
  /** What Slack said when the last command was not taken. */
  trouble = '';
  /** A second one, for what is about two. */
  other = 0;
  #notes = 0;

  constructor(rig: OpenRig) {
    this.rig = rig;
    const { random } = rig;
    const what = ['API', 'Mail', 'Search', 'Checkout', 'Login', 'The queue'] as const;
    const how = ['is down', 'is slow', 'loses data', 'answers 500', 'hangs'] as const;
    this.title = `${random.pick(what)} ${random.pick(how)} ${random.between(100, 999)}`;
  }

  person(key: string): Person {
    return this.rig.slack.user(key);
  }

  /** Somebody of those who may do anything, chosen by the seed. */
  anybody(): Person {
    return this.person(this.rig.random.pick(['reporter', 'engineer', 'dba', 'scribe', 'manager']));
  }

  /** Types a command; true when the app answered. */
  async types(
    person: Person,
    text: string,
    channel = this.room?.id ?? 'general',
  ): Promise<boolean> {
    const seen = await person.attempt({ type: 'run_command', channel, text });
    const isRecorded = !JSON.stringify(seen.ephemerals ?? []).includes(notRecorded);
    this.trouble = isRecorded ? (seen.message ?? '') : notRecorded;
    return seen.ok && isRecorded;
  }

  /** Declares and waits until all is there. */
  async declared(title: string, severity: string): Promise<number> {
    const { rig } = this;
    let number: number | null = null;
    for (let tries = 0; number === null; tries += 1) {
      if (tries === triesAtMost) throw new Error(`${title} was not declared: ${this.trouble}`);
      await this.types(
        this.person('reporter'),
        `/incident declare ${title} ${severity}`,
        'general',
      );
      await rig.atRest();
      number = await this.numberOf(title);
    }
    this.rig.acknowledged({ type: 'declared', title });
    return number;
  }

  /** Declares the incident of the story, in its room. */
  async begin(severity = 'sev1'): Promise<void> {
    this.number = await this.declared(this.title, severity);
    this.room = await this.rig.slack.channel(new RegExp(`^inc-${this.number}-`));
  }

  async numberOf(title: string): Promise<number | null> {
    const [row] = await this.rig.sql<{ number: number }[]>`
      select number from incidents where title = ${title}`;
    return row?.number ?? null;
  }

  /** How many lines of this type the story's incident has. */
  async lines(type: string): Promise<number> {
    const [row] = await this.rig.sql<{ count: number }[]>`
      select count(*)::int as count from timeline t join incidents i on i.id = t.incident_id
      where i.number = ${this.number} and t.type = ${type}`;
    return row?.count ?? 0;
  }

  /** Something that has nothing to do with the deed, so that no two runs are alike. */
  async something(): Promise<void> {
    const { random } = this.rig;
    const person = this.anybody();
    for (let count = random.between(0, 2); count > 0; count -= 1) {
      this.#notes += 1;
      // Told apart, or two that are drawn alike would be one that is there twice.
      const text = `looked at shard ${random.between(1, 99)}, note ${this.#notes}`;
      const what = random.pick([`note ${text}`, 'take responder', `title ${this.title} again`]);
      const said = await this.types(person, `/incident ${what}`);
      if (said && what.startsWith('note')) {
        this.rig.acknowledged({ type: 'noted', incident: this.number, text });
      }
    }
    await this.rig.atRest();
  }
}

/** A command in the room of an incident that is there; done when there is a line of this type. */
function command(text: string, line: string, by = 'engineer', severity = 'sev1'): Story {
  return {
    before: async (teller) => {
      await teller.begin(severity);
      await teller.something();
    },
    deed: (teller) => teller.types(teller.person(by), text),
    isDone: async (teller) => (await teller.lines(line)) > 0,
  };
}

const declare: Story = {
  async deed(teller) {
    const said = await teller.types(
      teller.person('reporter'),
      `/incident declare ${teller.title} sev1`,
      'general',
    );
    if (said) teller.rig.acknowledged({ type: 'declared', title: teller.title });
    return said;
  },
  isDone: async (teller) => (await teller.numberOf(teller.title)) !== null,
};

const note: Story = {
  before: (teller) => teller.begin(),
  async deed(teller) {
    const text = `the pool is full ${teller.title}`;
    const said = await teller.types(teller.anybody(), `/incident note ${text}`);
    if (said) teller.rig.acknowledged({ type: 'noted', incident: teller.number, text });
    return said;
  },
  isDone: async (teller) => (await teller.lines('add_note')) > 0,
};

const take: Story = {
  before: (teller) => teller.begin(),
  async deed(teller) {
    const person = teller.anybody();
    const said = await teller.types(person, '/incident take commander');
    const role = 'commander';
    if (said) {
      teller.rig.acknowledged({
        type: 'role_taken',
        incident: teller.number,
        role,
        userId: person.id,
      });
    }
    return said;
  },
  isDone: async (teller) => (await teller.lines('take_role')) > 0,
};

export const stories = {
  declare,
  note,
  take,
  update: command('/incident update We found the query', 'post_update'),
  severity: command('/incident severity sev2 fewer people', 'change_severity'),
  resolve: command('/incident resolve it was restarted', 'resolve'),
  page: command('/incident page primary the disk is full', 'page'),
  pageOver: {
    ...command('/incident resolve it was restarted', 'resolve'),
    before: async (teller) => {
      await teller.begin();
      await teller.types(teller.person('engineer'), '/incident page primary the disk is full');
      await teller.rig.atRest();
    },
  },
  private: command('/incident private somebody got in', 'make_private'),
  timeline: command('/incident timeline file', 'nothing'),
  ...slackStories,
  ...learningStories,
} satisfies Record<string, Story>;

export type StoryName = keyof typeof stories;
