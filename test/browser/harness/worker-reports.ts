import type { Breakage, CaptureOrder, CaptureReport } from './capture.worker.js';
import type { ComposedWindowOrder, ComposedWindowReport } from './composed-window.worker.js';
import type { ComposingReport } from './composing.worker.js';
import type { GoldenOrder, GoldenReport } from './golden.worker.js';
import type { HalfFloatsOrder, HalfFloatsReport } from './half-floats.worker.js';
import type { PaintingReport } from './painting.worker.js';
import type { SamplingOrder, SamplingReport } from './sampling.worker.js';
import type { WindowOrder, WindowReport } from './window.worker.js';

export const packUrl = (name: string): string => new URL(`packs/${name}/`, location.href).href;
const goldensUrl = (name: string): string => new URL(`goldens/${name}/`, location.href).href;

/** What a worker answers to an order with. */
function reportOf<Report>(worker: Worker, order: unknown): Promise<Report> {
  return new Promise<Report>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<{ report: Report } | { error: string }>) => {
      if ('report' in data) resolve(data.report);
      else reject(new Error(data.error));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(order);
  }).finally(() => worker.terminate());
}

/** What the harness does in workers of its own. */
export const workerReports = {
  runGoldens: (pack: 'tiny' | 'layers' | 'starter', order: Omit<GoldenOrder, 'packUrl' | 'goldensUrl'>): Promise<GoldenReport> =>
    reportOf<GoldenReport>(new Worker(new URL('./golden.worker.ts', import.meta.url), { type: 'module' }), { ...order, packUrl: packUrl(pack), goldensUrl: goldensUrl(pack) }),

  /** The variants with half floats beside their goldens, on a backend that need not choose them. */
  runHalfFloats: (pack: 'starter', backend: HalfFloatsOrder['backend']): Promise<HalfFloatsReport> =>
    reportOf<HalfFloatsReport>(new Worker(new URL('./half-floats.worker.ts', import.meta.url), { type: 'module' }), { packUrl: packUrl(pack), backend } satisfies HalfFloatsOrder),

  /** A window of a pack, sampled on the GPU and in ordinary memory. */
  sampleWindow: (pack: 'layers' | 'starter', steps: number): Promise<SamplingReport> =>
    reportOf<SamplingReport>(new Worker(new URL('./sampling.worker.ts', import.meta.url), { type: 'module' }), { packUrl: packUrl(pack), steps } satisfies SamplingOrder),

  /** Windows of a pack, made and painted on the GPU, beside those of ordinary memory. */
  makeWindows: (pack: 'layers' | 'starter', windows: number, motion = 1): Promise<WindowReport> =>
    reportOf<WindowReport>(new Worker(new URL('./window.worker.ts', import.meta.url), { type: 'module' }), { packUrl: packUrl(pack), windows, motion } satisfies WindowOrder),

  /** The same of a film of two things and a title. @param rate frames of the film for each of the model's */
  composeWindows: (pack: 'layers' | 'starter', windows: number, rate: 1 | 2): Promise<ComposedWindowReport> =>
    reportOf<ComposedWindowReport>(new Worker(new URL('./composed-window.worker.ts', import.meta.url), { type: 'module' }), { packUrl: packUrl(pack), windows, rate } satisfies ComposedWindowOrder),

  /** Films of a pack before and after its runs are captured. */
  captureRuns: (pack: 'layers' | 'starter', breaks?: Breakage): Promise<CaptureReport> =>
    reportOf<CaptureReport>(new Worker(new URL('./capture.worker.ts', import.meta.url), { type: 'module' }), { packUrl: packUrl(pack), windows: 1, ...(breaks && { breaks }) } satisfies CaptureOrder),

  /** Frames that are painted on the GPU beside those of ordinary memory. */
  paintScenes: (): Promise<PaintingReport> => reportOf<PaintingReport>(new Worker(new URL('./painting.worker.ts', import.meta.url), { type: 'module' }), goldensUrl('layers')),

  /** The same of frames that are put together. */
  composeScenes: (): Promise<ComposingReport> => reportOf<ComposingReport>(new Worker(new URL('./composing.worker.ts', import.meta.url), { type: 'module' }), goldensUrl('layers')),
};
