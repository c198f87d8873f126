import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Act, OneChannel } from '../protocol.ts';
import type {
  AppConnection,
  ClockState,
  ControlError,
  Fault,
  JournalState,
  QuietState,
} from '../protocol-operate.ts';
import { act } from './acts.ts';
import { isObject } from './arguments.ts';
import type { Core } from './core.ts';
import { memberView } from './member-view.ts';
import type { Json } from './model.ts';
import { readJson } from './read-request.ts';
import type { Settings } from './settings.ts';
import type { Stream } from './stream.ts';
import { changeSettings } from './strictness.ts';
import { channelList, channelState, ephemeralsOf, workspaceState } from './workspace-state.ts';

/** A control request that cannot be done. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ControlParts {
  core: Core;
  stream: Stream;
  /** Resolves when no call, delivery or event is under way. */
  quiet: () => Promise<void>;
  /** Makes the workspace new, as it was at first. */
  reset: () => void;
}

/** `/_control/…`: see protocol.ts for what goes in and out. */
export class Control {
  readonly #parts: ControlParts;

  constructor(parts: ControlParts) {
    this.#parts = parts;
  }

  /** Answers one request for `/_control/<name>`. */
  async handle(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '/', 'http://local').searchParams;
    if (name === 'stream') return this.#parts.stream.attach(response);
    try {
      if (request.method === 'POST') {
        const body = await readJson(request);
        if (!isObject(body)) throw new Refused(400, 'The body must be a JSON object.');
        sendJson(response, 200, await this.#post(name, body));
      } else {
        sendJson(response, 200, await this.#get(name, query));
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const body: ControlError = { ok: false, error: 'bad_request', message: error.message };
      sendJson(response, error.status, body);
    }
  }

  async #get(name: string, query: URLSearchParams): Promise<unknown> {
    const { core } = this.#parts;
    switch (name) {
      case 'state':
        return workspaceState(core);
      case 'view':
        return this.#view(query);
      case 'channels':
        return { channels: channelList(core.workspace) };
      case 'channel':
        return this.#channel(query);
      case 'ephemerals':
        return { messages: ephemeralsOf(core.workspace, query.get('user') ?? '') };
      case 'clock':
        return this.#clock();
      case 'faults':
        return core.faults.state();
      case 'journal':
        return this.#journal(query);
      case 'settings':
        return core.settings;
      case 'quiet':
        await this.#parts.quiet();
        return { ...this.#clock(), sequence: core.journal.sequence } satisfies QuietState;
      default:
        throw new Refused(404, `There is no /_control/${name} to read.`);
    }
  }

  async #post(name: string, body: Json): Promise<unknown> {
    const { core } = this.#parts;
    switch (name) {
      case 'act':
        return act(core, body as unknown as Act);
      case 'clock':
        return this.#advance(body);
      case 'faults':
        return this.#setFaults(body);
      case 'settings':
        changeSettings(core, body as Partial<Settings>);
        return core.settings;
      case 'apps':
        return this.#connect(body as unknown as AppConnection);
      case 'reset':
        this.#parts.reset();
        return this.#clock();
      default:
        throw new Refused(404, `There is no /_control/${name} to write.`);
    }
  }

  #view(query: URLSearchParams): unknown {
    const { core } = this.#parts;
    const user = core.workspace.findUser(query.get('user') ?? '');
    if (user === undefined) throw new Refused(404, `Nobody is called ${query.get('user')}.`);
    const channel = core.workspace.findChannel(query.get('channel') ?? '');
    const thread = query.get('thread');
    return memberView(core, user, {
      ...(channel === undefined ? {} : { channel }),
      ...(thread === null ? {} : { thread }),
    });
  }

  #channel(query: URLSearchParams): OneChannel {
    const { workspace } = this.#parts.core;
    const channel = workspace.findChannel(query.get('channel') ?? '');
    return { channel: channel === undefined ? null : channelState(workspace, channel) };
  }

  #clock(): ClockState {
    const { clock } = this.#parts.core.workspace;
    return { now: clock.now(), offset_ms: clock.offset };
  }

  #advance(body: Json): ClockState {
    const ms = body['advance_ms'];
    if (typeof ms !== 'number' || !(ms >= 0) || !Number.isFinite(ms))
      throw new Refused(400, '`advance_ms` must be a number of milliseconds, 0 or more.');
    const { workspace } = this.#parts.core;
    workspace.clock.advance(ms);
    workspace.announce({ kind: 'clock_moved', now: workspace.clock.now() });
    return this.#clock();
  }

  #setFaults(body: Json): unknown {
    const { core } = this.#parts;
    if (Array.isArray(body['faults'])) core.faults.set(body['faults'] as Fault[]);
    if (isObject(body['add'])) core.faults.add(body['add'] as unknown as Fault);
    return core.faults.state();
  }

  #journal(query: URLSearchParams): JournalState {
    const direction = query.get('direction');
    const name = query.get('name');
    return this.#parts.core.journal.read({
      since: Number(query.get('since') ?? 0),
      limit: Number(query.get('limit') ?? 200),
      ...(direction === null ? {} : { direction }),
      ...(name === null ? {} : { name }),
    });
  }

  #connect(connection: AppConnection): unknown {
    const { core } = this.#parts;
    const [first] = core.workspace.apps.values();
    const app = connection.app_id === undefined ? first : core.workspace.findApp(connection.app_id);
    if (app === undefined) throw new Refused(404, `There is no app ${connection.app_id}.`);
    if (connection.request_url === null) delete app.request_url;
    else if (URL.canParse(connection.request_url)) app.request_url = connection.request_url;
    else throw new Refused(400, `${connection.request_url} is no address.`);
    core.workspace.announce({ kind: 'app_changed', app });
    return workspaceState(core).apps;
  }
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
