import { expect, it } from 'vitest';
import { sendFiles } from '../../src/engine/send-files.ts';
import type { Sending } from '../../src/engine/sending.ts';
import type { KeptFile } from '../../src/incident/links/types.ts';
import { SlackCallError } from '../../src/slack/client.ts';
import { defaultPolicy, Story } from '../incident/story.ts';

/** Sending the files F1, F2 …, of which some cannot be had now. */
function sending(count: number, faulty: Record<string, SlackCallError>, attempts = 1) {
  const story = new Story();
  const files = Array.from(
    { length: count },
    (_, index): KeptFile => ({
      id: `F${index + 1}`,
      name: `${index + 1}.txt`,
      by: 'UADA',
      at: story.now,
      ...{ field: null, permalink: null, sha256: null, copiedTo: null },
    }),
  );
  story.incident = { ...story.incident, state: { ...story.incident.state, files } };
  const asked: string[] = [];
  let held = 0;
  const given = {
    row: { id: 1, attempts, correlationId: 'x' },
    incident: story.incident,
    policy: defaultPolicy,
    call: async (_method: string, { file: id }: { file: string }) => {
      asked.push(id);
      return { file: { size: 1, url_private: `https://files.slack.com/${id}` } };
    },
    means: {
      holdOn: async () => {
        held += 1;
      },
      slack: {
        download: async (address: string) => {
          expect(held, 'the row is held on to before anything is waited for').toBe(asked.length);
          const fault = faulty[address.split('/').at(-1) ?? ''];
          if (fault) throw fault;
          return { bytes: [new Uint8Array([1])], mimeType: 'text/plain' };
        },
      },
    },
  };
  return { sent: () => sendFiles(given as unknown as Sending), asked };
}

const lost = new SlackCallError('files.download', { kind: 'not_sent', code: 'http_503' });

it('a file that cannot be had now does not keep the others waiting', async () => {
  const { sent } = sending(3, { F1: lost });
  const { reports, follow } = await sent();
  expect(reports).toMatchObject([{ type: 'files_kept', files: [{ id: 'F2' }, { id: 'F3' }] }]);
  expect(follow).toMatchObject([{ type: 'sync_files' }]);
});

it('each attempt begins with another file', async () => {
  const { sent, asked } = sending(3, { F1: lost, F2: lost, F3: lost }, 3);
  await expect(sent()).rejects.toBe(lost);
  expect(asked[0]).toBe('F3');
});

it('nothing more is asked for once Slack wants peace', async () => {
  const limited = new SlackCallError('files.info', { kind: 'rate_limited', retryAfterSeconds: 5 });
  const { sent, asked } = sending(3, { F1: limited });
  await expect(sent()).rejects.toBe(limited);
  expect(asked).toEqual(['F1']);
});
