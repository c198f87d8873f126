import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyFiles } from '../../src/audit/export.ts';
import { verifyExport } from '../../src/audit/verify-export.ts';
import type { Incident } from '../../src/incident/types.ts';

/** What somebody who can write the database, or who hands an export on, could put in. */

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('an export follows no link, and hands out no file that was not attached', async ({
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kept = join(folder, `${sha256('kept')}-notes.txt`);
  await writeFile(kept, 'kept');
  const file = { name: 'notes.txt', sha256: sha256('kept'), copiedTo: kept };
  // A row of the database that names a file of the operator's in the place of a copy.
  const forged = { name: 'passwd', sha256: sha256('x'), copiedTo: '/etc/passwd' };
  const state = { files: [file, forged] } as unknown as Incident['state'];
  const to = join(folder, 'export');
  expect(await copyFiles({ state }, to)).toEqual([
    'passwd was left out: what is at /etc/passwd is not what was attached.',
  ]);
  expect(await readdir(join(to, 'files'))).toEqual([`${sha256('kept')}-notes.txt`]);

  const sums = [
    `${sha256('kept')}  files/${sha256('kept')}-notes.txt`,
    `${sha256('')}  timeline.json`,
  ];
  await writeFile(join(to, 'SHA256SUMS'), `${sums.join('\n')}\n`);
  // Without an end, for who reads it.
  await symlink('/dev/zero', join(to, 'timeline.json'));
  expect(await verifyExport(to)).toEqual({
    told: [
      'timeline.json is missing',
      'timeline.json leads out of the export',
      `${to} was not read further.`,
    ],
    isWhole: false,
  });
});
