import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepBytes, mostBytes, safeName } from '../../src/engine/keep-bytes.ts';

async function* bytes(...chunks: string[]) {
  for (const chunk of chunks) yield new TextEncoder().encode(chunk);
}

const folder = () => mkdtempSync(join(tmpdir(), 'muster-keep-'));
const hash = createHash('sha256').update('ab').digest('hex');
const where = { folder: null, number: 7, name: 'a.txt', rowId: 1 };

describe('keeping bytes', () => {
  it('names the copy by what is in it, and is done twice with one result', async () => {
    const at = { ...where, folder: folder() };
    const made = await keepBytes(bytes('a', 'b'), at);
    expect(made).toEqual({ sha256: hash, copiedTo: join(at.folder, '7', `${hash}-a.txt`) });
    expect(readFileSync(made.copiedTo ?? '', 'utf8')).toBe('ab');
    await keepBytes(bytes('ab'), at);
    expect(readdirSync(join(at.folder, '7'))).toEqual([`${hash}-a.txt`]);
  });

  it('only counts where nothing is to be copied', async () => {
    expect(await keepBytes(bytes('ab'), where)).toEqual({ sha256: hash, copiedTo: null });
  });

  it('leaves nothing half done when the source ends early', async () => {
    const at = { ...where, folder: folder() };
    async function* broken() {
      yield new Uint8Array([1]);
      throw new Error('cut');
    }
    await expect(keepBytes(broken(), at)).rejects.toThrow('cut');
    expect(readdirSync(join(at.folder, '7'))).toEqual([]);
  });

  it('gives up on a file that is too large', async () => {
    const chunk = new Uint8Array(50_000_000);
    async function* large() {
      for (let sent = 0; sent <= mostBytes; sent += chunk.byteLength) yield chunk;
    }
    await expect(keepBytes(large(), where)).rejects.toMatchObject({ code: 'too_large' });
  });

  it("says the disk's own word when it refuses", async () => {
    const at = { ...where, folder: join(folder(), 'a.txt') };
    await keepBytes(bytes('ab'), at);
    const inFile = join(at.folder, '7', `${hash}-a.txt`);
    await expect(keepBytes(bytes('x'), { ...at, folder: inFile })).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });
});

describe('the name of a copy', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'etc_passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['.ssh', 'ssh'],
    ['a/b\u0000c.txt', 'a_b_c.txt'],
    ['ภาพหน้าจอ 1.png', 'ภาพหน้าจอ_1.png'],
    ['', 'file'],
    ['...', 'file'],
    [`${'x'.repeat(300)}.tar`, `${'x'.repeat(76)}.tar`],
    // One sign that becomes four letters of three bytes each; no disk takes more than 255 bytes.
    [`${'㌀'.repeat(60)}.png`, `${'アパート'.repeat(15)}.png`],
  ])('%j is %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
