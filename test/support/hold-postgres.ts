import { startEmbedded } from '../../src/store/embedded.ts';

// Run by test/store/embedded.test.ts as a process of its own, to be killed: starts a server, says
// where it is, and stays.
const keepIn = process.argv[2];
const server = await startEmbedded(keepIn === undefined ? {} : { keepIn });
process.stdout.write(`${JSON.stringify({ url: server.url, directory: server.directory })}\n`);
setInterval(() => undefined, 1_000);
