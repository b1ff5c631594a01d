/** The page behind bench/stages.mjs: it hands orders to a worker of its own, which does with a pack what the generator's worker does. */
import type { StageOrder, StageReport, WorkerMessage } from './stages.worker.js';

declare global {
  interface Window {
    runStages(order: StageOrder): Promise<StageReport>;
    /** Whoever drives the page hears what is being done. */
    tellStage?: (doing: string) => Promise<void>;
  }
}

window.runStages = (order) => {
  const worker = new Worker(new URL('./stages.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<StageReport>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => {
      if ('doing' in data) void Promise.resolve(window.tellStage?.(data.doing)).then(() => worker.postMessage('heard'));
      else if ('report' in data) resolve(data.report);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
};
