import type { Platform } from './platform.js';
import { chooseCodec, listCodecs } from './media/encode/choose-codec.js';
import { canWriteFiles } from '../lib/opfs.js';
import { drawPreview } from './media/encode/preview-sender.js';
import { openPackStorage } from '../model-store/browser-pack-storage.js';
import { PackReader } from '../model-store/pack-reader.js';
import { probeDevice } from './runtime/probe-device.js';
import { opfsFolders } from './checkpoints/opfs-job-folders.js';

/** A frame as most packs make them, for the probe of codecs before a pack is known. */
const PROBE_FRAME = { width: 128, height: 128, fps: 12 };

/** Of previews, before a pack is known. */
const USUAL_FRAME = { width: 256, height: 256, fps: 12 };

/** The generator's parts in a real browser. */
export function browserPlatform(): Platform {
  const store = openPackStorage();
  return {
    probe: async () => {
      const [device, codecs, fileStorage] = await Promise.all([probeDevice(), listCodecs(PROBE_FRAME), canWriteFiles()]);
      return { ...device, codecs, fileStorage };
    },
    openPack: async (packUrl, options) => PackReader.open(packUrl, await store, options),
    // Of no use before a pack's words are read, and large.
    loadTokenizer: async (texts, manifest) => new (await import('./tokenizer/pack-tokenizer.js')).PackTokenizer(texts, manifest),
    startRuntime: async (backend, capabilities, ledger, threads) => {
      const gpu = backend === 'webgpu' ? await (await import('./runtime/gpu-device.js')).requestDevice() : null;
      try {
        const [{ OrtGraphRunner }, { loadOrt }] = await Promise.all([import('./runtime/ort-graph-runner.js'), import('./runtime/ort-build.js')]);
        return new OrtGraphRunner(await loadOrt(backend, capabilities, threads), ledger, gpu);
      } catch (error) {
        gpu?.destroy();
        throw error;
      }
    },
    // The readers of pictures and of containers are fetched only when one is given.
    decodePicture: async (picture, frame, background, fit) => (await import('./media/decode/decode-picture.js')).decodePicture(picture, frame, background, fit),
    openVideo: async (...asked) => (await import('./media/decode/read-video.js')).openVideo(...asked),
    inspect: async (role, file, frame = USUAL_FRAME) =>
      role === 'picture'
        ? (await import('./media/decode/decode-picture.js')).inspectPicture(file, frame)
        : (await import('./media/decode/read-video.js')).inspectVideo(file, frame),
    startEncoder: async (frame, preferred, ledger, start, hashesPainted) => {
      const { WebCodecsFilmEncoder } = await import('./media/encode/film-encoder.js');
      return new WebCodecsFilmEncoder(await chooseCodec(frame, preferred), frame.fps, ledger, start, hashesPainted);
    },
    openFolders: async () => ('locks' in navigator && (await canWriteFiles()) ? opfsFolders() : (await import('./checkpoints/memory-job-folders.js')).memoryFolders()),
    openTitles: async (composition, loops) => (await import('./titles/draw-titles.js')).openTitles(composition, loops),
    drawPreview,
    encodePng: async (frame) => (await import('./media/encode/encode-png.js')).encodePng(frame),
    yieldToMessages: messageTurn(),
    now: () => performance.now(),
  };
}

/**
 * Resolves one turn of the event loop later. A message to oneself queues behind the messages that wait already;
 * `setTimeout` would cost four milliseconds each time.
 */
function messageTurn(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
