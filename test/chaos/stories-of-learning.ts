import { Mailboxes } from '../support/mailbox.ts';
import { policyWith } from '../support/story.ts';
import type { OpenRig } from './rig.ts';
import type { Story, Teller } from './stories.ts';

/** Stories of what comes after an incident: its postmortem, its meeting, and who is handed the record. */

let path: string | undefined;

/** A policy of their own, so that nothing of this happens in the other stories. */
function learningPolicy(): string {
  path ??= policyWith({
    'messages: {}': `messages: {}

postmortem:
  required: { severity: [sev1] }
  within_days: 5
  attendees: ["@support"]
  agenda:
    - { key: happened, name: What happened, minutes: 20 }
    - { key: lessons, name: What we learn, minutes: 20 }
  review_every: week
  review_channel: "#ops"

audiences:
  - { key: managers, name: Managers, channels: ["#general"], people: ["otis@example.com"] }
  - key: law
    name: Counsel
    outside: true
    emails: [law@example.com, court@example.com, notary@example.com]
`,
  });
  return path;
}

/** A server that takes e-mail, for replicas that write some. */
async function withMail(rig: OpenRig): Promise<Record<string, string>> {
  const boxes = await new Mailboxes().open();
  rig.mailboxes = boxes;
  rig.onEnd(() => boxes.close());
  return { SMTP_URL: boxes.url, MAIL_FROM: 'muster@example.com' };
}

async function resolved(teller: Teller): Promise<void> {
  await teller.begin();
  await teller.types(teller.person('engineer'), '/incident take commander');
  await teller.types(teller.person('engineer'), '/incident resolve it was restarted');
  await teller.rig.atRest();
}

/** What somebody does by a command once it is over; done when there is a line of this type. */
function afterwards(text: string, line: string): Story {
  return {
    policy: learningPolicy,
    before: resolved,
    deed: (teller) => teller.types(teller.person('engineer'), text),
    isDone: async (teller) => (await teller.lines(line)) > 0,
  };
}

/** Sends the record to an audience, by the form that shows whom it reaches. */
function sends(audience: string): Story {
  return {
    policy: learningPolicy,
    before: resolved,
    deed: (teller) => sendsRecord(teller, audience),
    isDone: async (teller) => (await teller.lines('send_record')) > 0,
  };
}

async function sendsRecord(teller: Teller, audience: string): Promise<boolean> {
  const engineer = teller.person('engineer');
  await teller.types(engineer, `/incident postmortem send ${audience}`);
  const form = await engineer.modal('Send as PDF');
  return (await form.submit()).accepted;
}

const minutesPerWeek = 7 * 1440;

/**
 * What somebody heard directly, what stands in their calendar, and the record that an audience was shown
 * are taken back when it becomes private.
 */
const hide: Story = {
  policy: learningPolicy,
  async before(teller) {
    const engineer = teller.person('engineer');
    await teller.begin();
    // They are not in the room: they follow it from outside, and are invited as one of their group.
    await teller.types(teller.person('liaison'), `/incident #${teller.number} follow`, 'general');
    await teller.types(engineer, '/incident take commander');
    await teller.types(engineer, '/incident resolve it was restarted');
    await teller.types(engineer, '/incident meeting book in 3d for 60m');
    await sendsRecord(teller, 'managers');
    await teller.rig.atRest();
  },
  deed: (teller) => teller.types(teller.person('engineer'), '/incident private somebody got in'),
  isDone: async (teller) => (await teller.lines('make_private')) > 0,
};

/** There is a review of open work, which shows what is left of this one. */
async function reviewed(teller: Teller): Promise<void> {
  await teller.begin();
  await teller.types(teller.person('engineer'), '/incident take commander');
  await teller.types(teller.person('engineer'), '/incident action Add an index');
  await teller.types(teller.person('engineer'), '/incident resolve it was restarted');
  await teller.rig.atRest();
  await teller.rig.passMinutes(minutesPerWeek);
  await teller.rig.atRest();
}

const leftToDo: Story = {
  policy: learningPolicy,
  before: reviewed,
  deed: (teller) => teller.types(teller.person('engineer'), '/incident action Write a test'),
  isDone: async (teller) => (await teller.lines('add_action_item')) > 1,
};

/** The next review takes the place of the one before it. */
const nextReview: Story = {
  policy: learningPolicy,
  before: reviewed,
  async deed(teller) {
    await teller.rig.passMinutes(minutesPerWeek);
    return true;
  },
};

/** A meeting goes on to its next part: the message of the one before is changed, and another one posted. */
const meet: Story = {
  policy: learningPolicy,
  async before(teller) {
    await resolved(teller);
    await teller.types(teller.person('engineer'), '/incident agenda start without the clock');
    await teller.rig.atRest();
  },
  deed: (teller) => teller.types(teller.person('engineer'), '/incident agenda next'),
  async isDone({ rig, number }) {
    const [row] = await rig.sql<{ step: number }[]>`
      select (state->'meeting'->'run'->>'step')::int as step from incidents where number = ${number}`;
    return row?.step === 1;
  },
};

const book = afterwards('/incident meeting book in 3d for 60m', 'book_meeting');

export const learningStories = {
  review: {
    policy: learningPolicy,
    before: (teller: Teller) => teller.begin(),
    deed: (teller: Teller) =>
      teller.types(teller.person('engineer'), '/incident resolve it was restarted'),
    isDone: async (teller: Teller) => (await teller.lines('resolve')) > 0,
  },
  propose: afterwards('/incident meeting propose 30m', 'propose_slots'),
  author: afterwards('/incident postmortem take', 'take_postmortem'),
  export: afterwards('/incident postmortem export pdf', 'ask_document'),
  book,
  hide,
  meet,
  leftToDo,
  nextReview,
  bookByMail: { ...book, env: withMail },
  send: sends('managers'),
  sendByMail: { ...sends('law'), env: withMail },
} satisfies Record<string, Story>;
