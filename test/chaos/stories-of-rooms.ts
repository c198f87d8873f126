import type { Form } from '../../sandbox/client/form.ts';
import type { Story, Teller } from './stories.ts';

/** Stories told by forms, buttons, events and the clock. */

const minutesPerDay = 1440;
const card = /Declared by .*, /;

/** The form stays before the person, and is sent again as it is: a second time finds what the first one did. */
function form(open: (teller: Teller) => Promise<Form>): Story {
  const opened = new WeakMap<Teller, Form>();
  return {
    async before(teller) {
      opened.set(teller, await open(teller));
    },
    async deed(teller) {
      const result = await opened.get(teller)?.submit();
      if (result?.accepted) teller.rig.acknowledged({ type: 'declared', title: teller.title });
      return result?.accepted === true;
    },
  };
}

const declareByForm = form(async (teller) => {
  const reporter = teller.person('reporter');
  await reporter.command('/incident declare', 'general');
  const opened = await reporter.modal('Declare an incident');
  return opened.fill({ 'What is wrong?': teller.title, Severity: 'SEV1' });
});

const takeByButton: Story = {
  before: (teller) => teller.begin(),
  async deed(teller) {
    const { room } = teller;
    if (!room) return false;
    try {
      await room.message(card).button('Take').click(teller.person('dba'));
      return true;
    } catch {
      return false;
    }
  },
  isDone: async (teller) => (await teller.lines('take_role')) > 0,
};

const join: Story = {
  before: (teller) => teller.begin(),
  async deed(teller) {
    const { room } = teller;
    if (room) await teller.person('observer').join(room);
    return true;
  },
};

const joinLate: Story = {
  async before(teller) {
    await teller.begin('sev4');
    await teller.rig.passMinutes(90);
  },
  async deed(teller) {
    const { room } = teller;
    if (room) await teller.person('observer').join(room);
    return true;
  },
};

/** Time passes until something is due. */
function clock(minutes: number, before: (teller: Teller) => Promise<void>): Story {
  return {
    before,
    async deed(teller) {
      await teller.rig.passMinutes(minutes);
      return true;
    },
  };
}

const merge: Story = {
  async before(teller) {
    teller.other = await teller.declared(`${teller.title} once more`, 'sev2');
    await teller.begin();
  },
  deed: (teller) =>
    teller.types(
      teller.person('engineer'),
      `/incident merge #${teller.other} because it is the same`,
    ),
  isDone: async (teller) => (await teller.lines('merge')) > 0,
};

/** A part of an incident ends, and the whole hears of it. */
const part: Story = {
  async before(teller) {
    await teller.begin();
    const title = `${teller.title} in part`;
    await teller.types(teller.person('engineer'), `/incident sub ${title}`);
    await teller.rig.atRest();
    teller.number = (await teller.numberOf(title)) ?? 0;
    teller.room = await teller.rig.slack.channel(new RegExp(`^inc-${teller.number}-`));
  },
  deed: (teller) => teller.types(teller.person('engineer'), '/incident resolve it was restarted'),
  isDone: async (teller) => (await teller.lines('resolve')) > 0,
};

const fromMessage = form(async (teller) => {
  const liaison = teller.person('liaison');
  await liaison.say('customers cannot pay', 'support');
  const support = await teller.rig.slack.channel('support');
  await support.message('customers cannot pay').shortcut(liaison, 'declare_from_message');
  const opened = await liaison.modal('Declare an incident');
  return opened.fill({ 'What is wrong?': teller.title, Severity: 'SEV2' });
});

const override: Story = {
  deed: (teller) =>
    teller.types(teller.person('engineer'), '/incident override @omar primary for 2h', 'general'),
};

export const slackStories = {
  declareByForm,
  takeByButton,
  join,
  joinLate,
  reminder: clock(31, (teller) => teller.begin()),
  archive: clock(8 * minutesPerDay, async (teller) => {
    await teller.begin('sev3');
    await teller.types(teller.person('engineer'), '/incident resolve it was restarted');
    await teller.types(teller.person('engineer'), '/incident close nothing to add');
    await teller.rig.atRest();
  }),
  turn: clock(minutesPerDay, async () => undefined),
  merge,
  part,
  fromMessage,
  override,
} satisfies Record<string, Story>;
