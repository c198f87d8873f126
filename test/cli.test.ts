import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
let elsewhere: string;

beforeAll(async () => {
  elsewhere = await mkdtemp(join(tmpdir(), 'muster-cli-'));
});

afterAll(() => rm(elsewhere, { recursive: true, force: true }));

/** Runs the command as people do, from a folder that is not the clone's. */
function muster(parameters: string[], env: Record<string, string> = {}, from = root) {
  const command = [join(from, 'bin/muster.js'), ...parameters];
  const options = { cwd: elsewhere, env: { PATH: process.env['PATH'] ?? '', ...env } };
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe('the muster command', () => {
  it('tells the version that package.json names', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    expect(await muster(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('lists what there is', async () => {
    const { code, stdout } = await muster(['--help']);
    expect(code).toBe(0);
    for (const word of ['start', 'migrate', 'manifest', 'policy', 'handbook', 'timers'])
      expect(stdout).toContain(word);
  });

  it('ends with 2 when asked for what there is not', async () => {
    const { code, stderr } = await muster(['stort']);
    expect(code).toBe(2);
    expect(stderr).toContain("unknown command 'stort'");
  });

  it('names what is missing to start, without a stack trace', async () => {
    const { code, stderr } = await muster(['start'], { NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(stderr).toContain('SLACK_BOT_TOKEN is missing');
    expect(stderr).toContain('DATABASE_URL is missing');
    expect(stderr).not.toContain('    at ');
  });

  it('prints a manifest for either way of delivery', async () => {
    const socket = await muster(['manifest']);
    expect(parse(socket.stdout)).toMatchObject({ settings: { socket_mode_enabled: true } });
    const http = await muster(['manifest', '--url', 'https://muster.acme.example']);
    expect(http.stdout).toContain('https://muster.acme.example/slack/events');
    const wrong = await muster(['manifest', '--url', 'muster.acme.example']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('https://') });
  });

  it('checks policy files, and fails when one has a fault', async () => {
    const fine = await muster(['policy', 'check', join(root, 'policies/default.yaml')]);
    expect(fine.stderr).toBe('');
    expect(fine.code).toBe(0);
    await writeFile(join(elsewhere, 'broken.yaml'), 'name: [\n');
    const broken = await muster(['policy', 'check', 'broken.yaml']);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^broken\.yaml:\d+:\d+/);
  });

  it('simulates a policy, and tells wrong questions from faulty files', async () => {
    const policy = join(root, 'policies/default.yaml');
    const asked = ['policy', 'simulate', policy, '--severity', 'sev1', '--for', '1h'];
    const text = await muster(asked);
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('Incident commander: nobody yet');
    const json = await muster([...asked, '--do', 'take commander at +1m', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ format: 1, declared: { severity: 'sev1' } });
    const wrong = await muster(['policy', 'simulate', policy, '--severity', 'purple']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('it must be one of sev1, sev2, sev3, sev4');
    await writeFile(join(elsewhere, 'faulty.yaml'), 'name: 3\n');
    const faulty = await muster(['policy', 'simulate', 'faulty.yaml']);
    expect(faulty).toMatchObject({ code: 1, stdout: '' });
    expect(faulty.stderr).toMatch(/^faulty\.yaml:1:7 name: /m);
  });

  it('writes a handbook into a folder that need not be there', async () => {
    const written = await muster(['handbook', join(root, 'policies/default.yaml'), '-o', 'a/book']);
    expect(written).toMatchObject({ code: 0, stderr: '' });
    expect(written.stdout).toContain('a/book/index.html');
    const page = await readFile(join(elsewhere, 'a/book/index.html'), 'utf8');
    expect(page).toContain('<h1>Default</h1>');
    expect(await readFile(join(elsewhere, 'a/book/handbook.md'), 'utf8')).toContain('# Default');
    const nowhere = await muster(['handbook', join(root, 'policies/default.yaml')]);
    expect(nowhere).toMatchObject({ code: 2 });
  });

  it('runs what was built, unless the sources are newer', async () => {
    const clone = join(elsewhere, 'clone');
    for (const folder of ['bin', 'dist', 'src/deep']) {
      await mkdir(join(clone, folder), { recursive: true });
    }
    await cp(join(root, 'bin/muster.js'), join(clone, 'bin/muster.js'));
    await writeFile(join(clone, 'package.json'), '{"type": "module"}');
    const program = "export const run = async () => { process.stdout.write('built'); return 0; };";
    await writeFile(join(clone, 'dist/cli.js'), program);
    const source = join(clone, 'src/deep/rule.ts');
    await writeFile(source, '');
    await utimes(source, new Date(), new Date(Date.now() - 60_000));
    expect(await muster([], {}, clone)).toEqual({ code: 0, stdout: 'built', stderr: '' });
    await utimes(source, new Date(), new Date(Date.now() + 60_000));
    expect(await muster([], {}, clone)).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Muster is built from older sources: run "npm ci && npm run build" first.\n',
    });
  });
});
