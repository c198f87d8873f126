import { beforeEach } from 'vitest';
import { type Rules, rules } from '../../src/engine/engine.ts';
import type { Page } from '../../src/incident/escalation/types.ts';
import type { Command, Effect, Incident } from '../../src/incident/types.ts';
import { deliveryScene, type Scene } from './delivery-scene.ts';

/** A delivery that is watched as it pages; the rules of pages are tried elsewhere. */
export interface PagedScene {
  scene: Scene;
  /** What incidents were told of their pages by delivery, in order. */
  told: Command[];
  /** An incident whose room is there. */
  ready(changes?: Parameters<Scene['declare']>[0]): Promise<Incident>;
  /** Leaves these effects behind, as if a page were decided with them. `pages` changes that page. */
  leave(incident: Incident, effects: Effect[], page?: Partial<Page>): Promise<void>;
  /** The same, and waits until they are delivered. */
  paged(incident: Incident, ...effects: Effect[]): Promise<void>;
}

export function pagedScene(options: Parameters<typeof deliveryScene>[0] = {}): PagedScene {
  const scene = deliveryScene(options);
  const told: Command[] = [];
  let effects: Effect[] = [];
  let changes: Partial<Page> = {};
  const decide: Rules['decide'] = (incident, command, policy, now) => {
    if (command.type.startsWith('page_')) {
      told.push(command);
      return { ok: true, incident, entry: null, effects: [] };
    }
    if (command.type !== 'page') return rules.decide(incident, command, policy, now);
    const page: Page = {
      ...{ id: 1, at: now, by: command.by, who: command.who, asked: command.who },
      ...{ reason: command.reason, ladder: null, instead: null, reached: [], failed: [] },
      ...{ quiet: [], acknowledged: [], cannot: [], movedOnAt: null, endedAt: null },
      ...changes,
    };
    const after = { ...incident, version: incident.version + 1, updatedAt: now };
    const state = { ...incident.state, pages: [page] };
    return { ok: true, incident: { ...after, state }, entry: null, effects };
  };
  beforeEach(() => {
    told.length = 0;
    scene.engine.rules = { ...rules, decide };
  });
  const page: Command = { type: 'page', by: 'U0ANA', who: ['x'], reason: 'the disk is full' };
  const leave: PagedScene['leave'] = async (incident, given, changed = {}) => {
    effects = given;
    changes = changed;
    await scene.run(incident, page);
  };
  return {
    scene,
    told,
    leave,
    async ready(declaration) {
      const incident = await scene.declare(declaration);
      await scene.deliver();
      return incident;
    },
    async paged(incident, ...given) {
      await leave(incident, given);
      await scene.settled(scene.delivery);
    },
  };
}
