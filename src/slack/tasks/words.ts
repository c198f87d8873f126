/** Words of `/incident` with their aliases. */
export const tasksAliases = {
  tasks: ['task', 'todo', 'todos', 'checklist', 'checklists', 'list-tasks'],
  runbook: ['runbooks', 'rb', 'playbook', 'playbooks'],
  measures: ['measure', 'in-force'],
} as const satisfies Record<string, readonly string[]>;

/** Those whose text is free: a number inside it belongs to the text. */
export const tasksFree: readonly (keyof typeof tasksAliases)[] = ['tasks', 'runbook'];
