export { createReaders } from './create-readers.js';
export { parseInWorker, WORKER_LIMITS, type WorkerLimits } from './parse-in-worker.js';
