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
  /** For tests: what is tried again, because the browser itself went down. */
  readonly retry?: { readonly count: number; readonly condition: RegExp };
}

const { firefox, webkit, ffprobe } = inject('browsers');

/** Firefox takes H.264 from the FFmpeg of the system, whose x264 orders frames as it likes. Without, it encodes VP9 and AV1. */
const OWN_CODECS = { 'media.ffmpeg.enabled': false };

export function openFirefoxWith(options: FirefoxOptions): Promise<BrowserPage> {
  if (firefox === null) throw new Error('Firefox is not installed.');
  return openFirefox(firefox.program, { ...options, preferences: { ...OWN_CODECS, ...options.preferences } });
}

export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  chromium: { title: 'Chromium', present: true, open: openChromium },
  firefox: { title: 'Firefox with its own codecs', present: firefox !== null, open: (options = {}) => openFirefoxWith(options) },
  firefoxH264: {
    title: 'Firefox with H.264 of the system',
    present: firefox !== null && ffprobe,
    open: (options = {}) => openFirefoxWith({ ...options, preferences: { 'media.ffmpeg.enabled': true } }),
  },
  webkit: {
    title: 'WebKitGTK',
    // 2.50 at times crashes in GStreamer, or computes out of bounds in WebAssembly, on a busy machine; another one does not.
    retry: { count: 2, condition: /invalid session id|page crash|fetch failed|aborted due to timeout|out of bounds/i },
    present: webkit !== null,
    open: (options) => {
      if (webkit === null) throw new Error('WebKitGTK is not installed.');
      return openWebKit(webkit, options);
    },
  },
};
