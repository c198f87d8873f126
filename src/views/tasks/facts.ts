import type { TasksFact } from '../../incident/tasks/types.ts';
import { button, shortMessage } from '../blocks.ts';
import type { FactViews } from '../facts.ts';
import { join, mention, oneLine, toPlain } from '../mrkdwn.ts';
import { say, sayPlain } from '../say.ts';
import { taskText } from './names.ts';
import { whereText } from './where.ts';

/** Slack shows a few buttons side by side; the rest is on the list. */
const MOST_BUTTONS = 5;

export const tasksFacts: FactViews<TasksFact> = {
  waits_over: ({ incident, policy }, { paths }) => {
    const steps = paths.map((path) => taskText(incident, policy, path));
    const text = say(policy, 'fact.waits_over', { steps: join(steps, ', ') });
    return shortMessage(
      text,
      paths.slice(0, MOST_BUTTONS).map((path, index) => {
        const label =
          paths.length === 1
            ? sayPlain(policy, 'button.tick')
            : toPlain(steps[index] ?? oneLine(path));
        const arg = whereText({ path, was: 'waiting' });
        return button('tick_task', label, { incident: incident.id, arg }, { suffix: path });
      }),
    );
  },
  task_assigned: ({ incident, policy }, { path, by }) =>
    shortMessage(
      say(policy, 'fact.task_assigned', {
        by: mention(by),
        number: incident.number,
        title: incident.isPrivate ? say(policy, 'fact.private') : oneLine(incident.title),
        step: taskText(incident, policy, path),
      }),
      [
        button('task', sayPlain(policy, 'button.task'), { incident: incident.id, arg: path }),
        button('tick_task', sayPlain(policy, 'button.tick'), {
          incident: incident.id,
          arg: whereText({ path, was: incident.state.tasks[path]?.status ?? 'open' }),
        }),
      ],
    ),
};
