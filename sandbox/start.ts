import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { castWorkspace } from './cast.ts';
import { type AppManifest, installApp, sampleManifest } from './manifest.ts';
import type { Act, ActResult } from './protocol.ts';
import { act } from './server/acts.ts';
import { Control } from './server/control.ts';
import { type Core, createCore } from './server/core.ts';
import type { App } from './server/model.ts';
import { route, type ServePage } from './server/router.ts';
import { ordinary, type Settings } from './server/settings.ts';
import { Stream } from './server/stream.ts';
import { applyStrictness } from './server/strictness.ts';
import { WebApi } from './server/web-api.ts';
import { Workspace } from './server/workspace.ts';

export interface SandboxOptions {
  /** 0, the default: the operating system chooses. */
  port?: number;
  host?: string;
  /** What differs from an ordinary day (`ordinary` in server/settings.ts). */
  settings?: Partial<Settings>;
  /** The apps that are installed; one sample app unless said. */
  manifests?: readonly AppManifest[];
  /** Where the first app takes its signed requests, when known already. */
  requestUrl?: string;
  /** What `hook` faults call, by name. */
  hooks?: Readonly<Record<string, (whom: string) => void>>;
}

/** A running local Slack. */
export interface Sandbox {
  /** Of the page and of all paths, without a slash at the end. */
  readonly url: string;
  /** What goes into SLACK_API_URL, with a slash at the end. */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly core: Core;
  /** The first app, with its tokens and signing secret. */
  readonly app: App;
  /** Says where the first app takes its signed requests. */
  connect(requestUrl: string): void;
  act(done: Act): Promise<ActResult>;
  /** Moves the story forward, in milliseconds. */
  advance(ms: number): void;
  /** Resolves when no call, delivery or event is under way. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** How long nothing must happen before the workspace counts as quiet. */
const quietForMs = 25;

/** Starts a local Slack and resolves when it listens. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings: Settings = { ...ordinary, ...options.settings };
  const team = { id: 'T0LOCAL', name: 'Local workspace', domain: 'local', plan: 'paid' } as const;
  const workspace = new Workspace({ ...team }, settings);
  castWorkspace(workspace);
  const apps = (options.manifests ?? [sampleManifest]).map((each) => installApp(workspace, each));
  const [app] = apps;
  if (app === undefined) throw new Error('a sandbox needs at least one app');
  applyStrictness(workspace);
  const core = createCore(workspace, (name, whom) => options.hooks?.[name]?.(whom));
  const api = new WebApi(core);
  const stream = new Stream(workspace);
  const quiet = (): Promise<void> => untilQuiet(core, api);
  const control = new Control({ core, stream, quiet, reset: () => startOver(core) });
  const page = await findPage();
  const server = createServer((request, response) => {
    void route({ core, api, control, page }, request, response);
  });
  server.on('upgrade', (request, socket, head) => core.sockets.upgrade(request, socket, head));
  core.journal.onFinished(() => stream.send({ kind: 'journal' }));
  workspace.url = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const connect = (requestUrl: string): void => {
    app.request_url = requestUrl;
    workspace.announce({ kind: 'app_changed', app });
  };
  if (options.requestUrl !== undefined) connect(options.requestUrl);
  return {
    url: workspace.url,
    apiUrl: `${workspace.url}/api/`,
    workspace,
    core,
    app,
    connect,
    quiet,
    act: (done) => act(core, done),
    advance: (ms) => {
      workspace.clock.advance(ms);
      workspace.announce({ kind: 'clock_moved', now: workspace.clock.now() });
    },
    close: () => close(server, core, stream),
  };
}

async function close(server: Server, core: Core, stream: Stream): Promise<void> {
  core.workspace.clock.stop();
  core.events.close();
  core.sockets.close();
  stream.close();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await core.courier.close();
  await closed;
}

/** Everything that happened is gone; people, first channels and apps are as at the start. */
function startOver(core: Core): void {
  const { workspace } = core;
  for (const each of [workspace.channels, workspace.groups, workspace.files, workspace.modals])
    each.clear();
  workspace.homes.clear();
  const bots = [...workspace.users.values()].filter((user) => user.is_bot);
  workspace.users.clear();
  castWorkspace(workspace);
  for (const bot of bots) workspace.users.set(bot.id, bot);
  core.faults.set([]);
  core.rates.clear();
  core.journal.clear();
  applyStrictness(workspace);
  workspace.announce({ kind: 'clock_moved', now: workspace.clock.now() });
}

async function untilQuiet(core: Core, api: WebApi): Promise<void> {
  for (let calm = 0; calm < 2; ) {
    const busy = api.underWay + core.courier.underWay + core.events.waiting > 0;
    calm = busy ? 0 : calm + 1;
    await wait(quietForMs);
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return `http://${host}:${address.port}`;
}

/** The page, when it is there: `page/serve.ts` exports `servePage`. */
async function findPage(): Promise<ServePage> {
  const place = new URL('./page/serve.ts', import.meta.url);
  if (!existsSync(place)) return placeholder;
  const module = (await import(place.href)) as { servePage?: ServePage };
  return module.servePage ?? placeholder;
}

const placeholder: ServePage = async (request, response) => {
  if (request.url !== '/') return false;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>Local Slack</title><p>The page is not here yet.');
  return true;
};
