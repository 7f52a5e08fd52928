import { parentPort, workerData } from 'node:worker_threads';
import { livePart, Share } from './part.ts';

/** A thread that lives one part, tells how far it is, and gives it. */
const part = await livePart(Share.parse(workerData), (progress) => parentPort?.postMessage({ progress }));
parentPort?.postMessage({ part });
