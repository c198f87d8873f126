import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import type { IncidentView, TimelineRow } from '../../src/incident/places.ts';
import type { Incident } from '../../src/incident/types.ts';
import { decideOrganisation } from '../../src/organisation/decide.ts';
import type { Organisation } from '../../src/organisation/types.ts';
import type { Policy } from '../../src/policy/schema.ts';
import type { Outcome, Ports } from '../../src/slack/ports.ts';
import { noon } from '../incident/story.ts';
import type { Stage } from './stage.ts';

export type Memory = Pick<
  Stage,
  | 'incidents'
  | 'rows'
  | 'commands'
  | 'declared'
  | 'directory'
  | 'gone'
  | 'rejected'
  | 'trouble'
  | 'messages'
  | 'guests'
  | 'refs'
> & { organisation: Organisation; ports: Ports };

/** Ports that carry out the real rules on incidents in memory. */
export function remember(policy: Policy): Memory {
  const memory: Omit<Memory, 'ports'> = {
    incidents: [],
    rows: new Map(),
    commands: [],
    declared: [],
    directory: [],
    gone: [],
    rejected: [],
    trouble: {},
    messages: new Map(),
    guests: new Set(),
    refs: new Map(),
    organisation: {
      teamId: 'T1',
      updatedAt: noon,
      version: 0,
      state: { overrides: [], shifts: {}, recurring: {}, leftToDo: 0 },
    },
  };
  const keys = new Map<string, number>();
  const reach = async <T>(value: () => T): Promise<T> => {
    if (memory.trouble.database) return memory.trouble.database();
    await memory.trouble.slowReads;
    return value();
  };
  const seen = (viewer: string, view: IncidentView) =>
    !view.incident.isPrivate || view.incident.declaredBy === viewer;
  const first = (viewer: string, test: (view: IncidentView) => boolean) =>
    memory.incidents.find((view) => test(view) && seen(viewer, view)) ?? null;
  const open = (viewer: string) =>
    memory.incidents.filter((view) => seen(viewer, view) && view.incident.closedAt === null);

  const ports: Ports = {
    canMail: false,
    recentChanges: async () => ({ output: 'deploy 7', errors: '', failed: null }),
    async run(incidentId, command, gesture): Promise<Outcome> {
      if (memory.trouble.database) return memory.trouble.database();
      const view = memory.incidents.find((each) => each.incident.id === incidentId);
      if (!view) return { ok: false, refusal: { code: 'not_found' }, incident: null };
      if (gesture.key !== null && keys.has(gesture.key)) {
        return { ok: true, repeated: true, incident: view.incident };
      }
      const decision = decide(view.incident, command, policy, noon);
      if (!decision.ok) return { ok: false, refusal: decision.refusal, incident: view.incident };
      memory.commands.push({ incidentId, command, gesture });
      if (gesture.key !== null) keys.set(gesture.key, incidentId);
      view.incident = decision.incident;
      record(memory, view.incident, decision.entry);
      return { ok: true, decision, repeated: false };
    },
    doctor: {
      look: async () => ({ findings: [{ check: 'room', is: 'fine' }], armed: null }),
      resume: async () => undefined,
      settled: async () => undefined,
    },
    outbox: { resend: async () => 'again', settle: async () => 'done' },
    organisation: {
      read: async () => {
        if (memory.trouble.database) return memory.trouble.database();
        return memory.organisation;
      },
      peopleBehind: async () => new Map(),
      run: async (command) => {
        if (memory.trouble.database) return memory.trouble.database();
        const decision = decideOrganisation(memory.organisation, command, policy, noon);
        if (!decision.ok) return decision;
        memory.organisation = decision.organisation;
        return { ok: true, organisation: memory.organisation, repeated: false };
      },
    },
    async declare(input, gesture) {
      if (memory.trouble.database) return memory.trouble.database();
      const before = gesture.key === null ? undefined : keys.get(gesture.key);
      const known = memory.incidents.find((each) => each.incident.id === before);
      if (known) return { ok: true, incident: known.incident, repeated: true };
      const decision = declare(input, policy, noon);
      if (!decision.ok) return { ok: false, refusal: decision.refusal };
      const id = memory.incidents.length + 1;
      const incident: Incident = {
        ...decision.incident,
        id,
        teamId: 'T1',
        number: id,
        policyHash: 'hash',
      };
      memory.declared.push({ declare: input, gesture });
      if (gesture.key !== null) keys.set(gesture.key, id);
      memory.incidents.push({ incident, places: { ...nowhere, roomId: `CROOM${id}` } });
      record(memory, incident, decision.entry);
      return { ok: true, incident, repeated: false };
    },
    read: {
      byNumber: (number, viewer) =>
        reach(() => first(viewer, ({ incident }) => incident.number === number)),
      byId: (id, viewer) => reach(() => first(viewer, ({ incident }) => incident.id === id)),
      byRoom: (channelId, viewer) =>
        reach(() => first(viewer, ({ places }) => places.roomId === channelId)),
      open: (viewer) => reach(() => open(viewer)),
      mine: (viewer) =>
        reach(() => open(viewer).filter(({ incident }) => incident.declaredBy === viewer)),
      others: (viewer) =>
        reach(() => open(viewer).filter(({ incident }) => incident.declaredBy !== viewer)),
      owed: () => reach(() => []),
      reviews: () => reach(() => []),
      find: (text, viewer) =>
        reach(() => open(viewer).filter(({ incident }) => incident.title.includes(text))),
      declaredSince: (_minutes, viewer) => reach(() => open(viewer)),
      countedSince: () => reach(() => []),
      similarTo: () => reach(() => []),
      pastOf: () => reach(() => ({ similar: [], again: [] })),
      timeline: (id, { before, limit }) =>
        reach(() =>
          (memory.rows.get(id) ?? [])
            .filter((row) => before === undefined || row.seq < before)
            .slice(-limit),
        ),
      undecided: (viewer) => reach(() => open(viewer).slice(0, 0)),
      toHold: (viewer) => reach(() => open(viewer).slice(0, 0)),
      entriesOf: (id, types) =>
        reach(() => (memory.rows.get(id) ?? []).filter(({ type }) => types.includes(type))),
      place: async () => null,
      recordedIn: (channelId, ts) =>
        reach(() =>
          [...memory.rows].flatMap(([id, rows]) =>
            rows.some((row) => holds(row, channelId, ts)) ? [id] : [],
          ),
        ),
    },
    activePolicy: () => policy,
    policyOf: () => Promise.resolve(policy),
    policyChange: async (was) => ({ was, hash: was, name: policy.name, lines: [], more: 0 }),
    roomOf: (channelId) =>
      reach(
        () =>
          memory.incidents.find((view) => view.places.roomId === channelId)?.incident.id ?? null,
      ),
    lostRoomOf: (channelId) =>
      reach(() => {
        const found = memory.incidents.find((view) => view.places.roomId === channelId);
        return found?.incident.state.failedSteps.room ? found.incident.id : null;
      }),
    now: () => noon,
    mayAct: (userId, teamId) =>
      Promise.resolve(!memory.guests.has(userId) && (teamId === undefined || teamId === 'T1')),
    isApp: (userId) => Promise.resolve(userId === 'UROBOT'),
    refsOf: (userId) => Promise.resolve(memory.refs.get(userId) ?? []),
    timeZoneOf: (userId) => (userId === 'UADA' ? 'Asia/Bangkok' : null),
    nameOf: (userId) => (userId === 'UADA' ? 'ada' : null),
    directoryChanged: async (change) => void memory.directory.push(change),
    memberGone: async (userId) => void memory.gone.push(userId),
  };
  return { ...memory, ports };
}

const nowhere = {
  roomId: null,
  roomThreadTs: null,
  cardTs: null,
  newsChannelId: null,
  newsTs: null,
};

function record(
  memory: Pick<Memory, 'rows'>,
  incident: Incident,
  entry: { type: string; actor: TimelineRow['actor']; data: Record<string, unknown> } | null,
): void {
  if (!entry) return;
  const rows = memory.rows.get(incident.id) ?? [];
  const row = { ...entry, seq: rows.length + 1, at: noon };
  memory.rows.set(incident.id, [...rows, JSON.parse(JSON.stringify(row), dates)]);
}

/** As a row comes back: `at` is an instant, and the data are JSON. */
function dates(key: string, value: unknown): unknown {
  return key === 'at' && typeof value === 'string' ? new Date(value) : value;
}

function holds(row: TimelineRow, channelId: string, ts: string): boolean {
  const source = row.data['source'] as { channelId: string; ts: string } | null | undefined;
  return row.type === 'add_note' && source?.channelId === channelId && source.ts === ts;
}
