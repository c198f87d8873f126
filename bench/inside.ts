import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * What the bench puts into Muster's process with `--import`: told `measure`, it answers with its memory.
 * It imports nothing but Node's own, and must not keep the process alive.
 */
export interface Inside {
  /** Resident, before the collection; MB (10^6 bytes). */
  residentMb: number;
  /** Live objects after a full collection; MB. */
  heapMb: number;
  /** Of them machine code and bytecode, which grow while the program is new; MB. */
  codeMb: number;
  /** Buffers and the like, outside the heap; MB. */
  externalMb: number;
  /** How late timers were since the last time; ms. */
  loopP99Ms: number;
  loopMaxMs: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();

process.on('message', (told) => {
  if (told !== 'measure') return;
  const loopP99Ms = delay.percentile(99) / 1e6;
  const loopMaxMs = delay.max / 1e6;
  const residentMb = process.memoryUsage.rss() / 1e6;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  const code = getHeapCodeStatistics();
  // What the collection stopped is the bench's own.
  delay.reset();
  process.send?.({
    residentMb,
    heapMb: heapUsed / 1e6,
    codeMb: (code.code_and_metadata_size + code.bytecode_and_metadata_size) / 1e6,
    externalMb: external / 1e6,
    loopP99Ms,
    loopMaxMs,
  } satisfies Inside);
});
process.channel?.unref();
