import { expect, test } from 'vitest';
import { logFailure } from '../../src/slack/socket.ts';

test.each([
  [
    'an answer whose connection ended is only worth a warning',
    'slack_socket_mode_send_while_not_ready_error',
    'warn',
  ],
  ['whatever else kept an envelope from being acknowledged is an error', 'something_else', 'error'],
])('%s', (_, code, level) => {
  const levels: string[] = [];
  const log = { warn: () => levels.push('warn'), error: () => levels.push('error') };
  logFailure(Object.assign(new Error('not sent'), { code }), log);
  expect(levels).toEqual([level]);
});
