import type { GeneratorParts } from './generator-parts.js';
import { decodePicture } from './input/decode-picture.js';
import { chooseCodec, listCodecs } from './output/choose-codec.js';
import { ClipWriter } from './output/clip-writer.js';
import { encodePng } from './output/encode-png.js';
import { drawPreview } from './output/preview-sender.js';
import { openBrowserStore } from './packs/browser-store.js';
import { PackReader } from './packs/pack-reader.js';
import { requestDevice } from './runtime/gpu-device.js';
import { loadOrt } from './runtime/ort-build.js';
import { OrtGraphRunner } from './runtime/ort-graph-runner.js';
import { probeDevice } from './runtime/probe-device.js';
import { memoryFolders } from './storage/memory-folders.js';
import { hasFiles, opfsFolders } from './storage/opfs-folders.js';

/** A frame as most packs make them, for the probe of codecs before a pack is known. */
const PROBE_FRAME = { width: 128, height: 128, fps: 12 };

/** The generator's parts in a real browser. */
export function browserParts(): GeneratorParts {
  const store = openBrowserStore();
  return {
    probe: async () => {
      const [device, codecs, fileStorage] = await Promise.all([probeDevice(), listCodecs(PROBE_FRAME), hasFiles()]);
      return { ...device, codecs, fileStorage };
    },
    openPack: async (packUrl, signal, keep) => PackReader.open(packUrl, await store, signal, keep),
    // Of no use before a pack's words are read, and large.
    readTokenizer: async (texts, manifest) => new (await import('./packs/prompt-tokenizer.js')).PromptTokenizer(texts, manifest),
    startRuntime: async (backend, capabilities, ledger) => {
      const gpu = backend === 'webgpu' ? await requestDevice() : null;
      try {
        return new OrtGraphRunner(await loadOrt(backend, capabilities), ledger, gpu);
      } catch (error) {
        gpu?.destroy();
        throw error;
      }
    },
    decodePicture,
    // The reader of containers is fetched only when a video is given.
    openVideo: async (video, frame) => (await import('./input/read-video.js')).openVideo(video, frame),
    startClip: async (frame, preferred, ledger, start) => new ClipWriter(await chooseCodec(frame, preferred), frame.fps, ledger, start),
    openFolders: async () => ('locks' in navigator && (await hasFiles()) ? opfsFolders() : memoryFolders()),
    drawPreview,
    encodePng,
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
