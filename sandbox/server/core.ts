import { Courier } from './courier.ts';
import { Events } from './events.ts';
import { Faults, type Hook } from './faults.ts';
import { Journal } from './journal.ts';
import type { Services } from './method.ts';
import { Random } from './random.ts';
import { Rates } from './rates.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketHub } from './socket-hub.ts';
import { Triggers } from './triggers.ts';
import { Uploads } from './uploads.ts';
import { ViewDesk } from './views.ts';
import type { Workspace } from './workspace.ts';

/** A workspace with everything that serves it. */
export interface Core extends Services {
  readonly workspace: Workspace;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly random: Random;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly courier: Courier;
  readonly events: Events;
  readonly sockets: SocketHub;
  /** Called by `hook` faults: a test kills its app here. */
  readonly hook: Hook;
}

/** Puts the parts around a workspace. `hook` is called when a `hook` fault strikes. */
export function createCore(workspace: Workspace, hook: Hook): Core {
  const { settings, clock } = workspace;
  const random = new Random(settings.seed);
  const journal = new Journal(clock);
  const faults = new Faults(settings.seed + 1);
  const triggers = new Triggers(clock, settings);
  const sockets = new SocketHub(workspace, random);
  const courier = new Courier({ workspace, journal, faults, sockets, hook });
  return {
    workspace,
    settings,
    random,
    journal,
    faults,
    triggers,
    sockets,
    courier,
    hook,
    rates: new Rates(clock),
    views: new ViewDesk(workspace, triggers),
    uploads: new Uploads(workspace),
    responseUrls: new ResponseUrls(workspace),
    events: new Events(workspace, courier, faults, random),
    socketUrl: (app) => sockets.url(app),
  };
}
