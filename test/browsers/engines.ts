import { inject } from 'vitest';
import type { BrowserPage, LaunchOptions } from './drivers/browser-page.js';
import { openChromium } from './drivers/chromium-page.js';
import { openFirefox, type FirefoxOptions } from './drivers/firefox-page.js';
import { openWebKit } from './drivers/webkit-page.js';

export type EngineName = 'chromium' | 'firefox' | 'firefoxH264' | 'webkit';

export interface Engine {
  readonly title: string;
  /** Whether it is installed here; test/browsers/global-setup.ts says how to get it. */
  readonly present: boolean;
  readonly open: (options?: LaunchOptions) => Promise<BrowserPage>;
  /** How often a test that failed is tried again. */
  readonly retry: number;
}

const { firefox, webkit, ffprobe } = inject('browsers');

/** Firefox takes H.264 from the FFmpeg of the system, whose x264 orders frames as it likes. Without, it encodes VP9 and AV1. */
const OWN_CODECS = { 'media.ffmpeg.enabled': false };

export function openFirefoxWith(options: FirefoxOptions): Promise<BrowserPage> {
  if (firefox === null) throw new Error('Firefox is not installed.');
  return openFirefox(firefox.program, { ...options, preferences: { ...OWN_CODECS, ...options.preferences } });
}

export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  chromium: { title: 'Chromium', retry: 1, present: true, open: openChromium },
  firefox: { title: 'Firefox with its own codecs', retry: 1, present: firefox !== null, open: (options = {}) => openFirefoxWith(options) },
  firefoxH264: {
    title: 'Firefox with H.264 of the system',
    retry: 1,
    present: firefox !== null && ffprobe,
    open: (options = {}) => openFirefoxWith({ ...options, preferences: { 'media.ffmpeg.enabled': true } }),
  },
  webkit: {
    title: 'WebKitGTK',
    // 2.50 at times crashes in GStreamer, loses its session, or computes out of bounds in WebAssembly, on a busy machine; another one does not.
    retry: 2,
    present: webkit !== null,
    open: (options) => {
      if (webkit === null) throw new Error('WebKitGTK is not installed.');
      return openWebKit(webkit, options);
    },
  },
};
