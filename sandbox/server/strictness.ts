import type { Core } from './core.ts';
import type { Settings } from './settings.ts';
import type { Workspace } from './workspace.ts';

/** Makes the workspace as strict as its settings say: scopes that tokens keep, the plan. */
export function applyStrictness(workspace: Workspace): void {
  const { strict } = workspace.settings;
  for (const app of workspace.apps.values()) {
    const granted = strict?.scopes;
    app.scopes = new Set(
      granted === undefined
        ? app.requested_scopes
        : app.requested_scopes.filter((scope) => granted.includes(scope)),
    );
  }
  workspace.team.plan = strict?.noUserGroups === true ? 'free' : 'paid';
}

/** Changes some of the settings, in place, so that everybody sees it at once. */
export function changeSettings(core: Core, change: Partial<Settings>): void {
  Object.assign(core.settings, change);
  if (change.seed !== undefined) {
    core.random.reseed(change.seed);
    core.faults.reseed(change.seed + 1);
  }
  applyStrictness(core.workspace);
}
