/** Formats numbers, sizes and times in the language of the page. */
import type { Capabilities } from '../../contract/capabilities.js';
import type { BackendName, VideoCodecName } from '../../contract/names.js';
import { languageStore, translate } from '../i18n/language.js';
import { pageTexts } from '../i18n/page-texts.js';

const BYTES_PER_MB = 1_000_000;

export const CODEC_NAMES: Readonly<Record<VideoCodecName, string>> = { h264: 'H.264', vp9: 'VP9', av1: 'AV1' };

/** `digits`: at most that many behind the point. */
export function formatNumber(value: number, digits = 2): string {
  return value.toLocaleString(languageStore.getState(), { maximumFractionDigits: digits, useGrouping: false });
}

export function formatBytes(bytes: number): string {
  if (bytes < BYTES_PER_MB) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  if (bytes < 1000 * BYTES_PER_MB) return `${formatNumber(bytes / BYTES_PER_MB, bytes < 100 * BYTES_PER_MB ? 1 : 0)} MB`;
  return `${formatNumber(bytes / 1e9, bytes < 10e9 ? 1 : 0)} GB`;
}

export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${formatNumber(seconds, 1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** A moment: "23 Nov, 02:10". `time` is in milliseconds since the epoch. */
export function formatDateTime(time: number): string {
  return new Date(time).toLocaleString(languageStore.getState(), { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

export function describeDevice(backend: BackendName, { webgpu, wasm }: Capabilities): string {
  const words = translate(pageTexts);
  if (backend === 'wasm') return words.cpu(wasm.threads);
  if (webgpu === null) return words.noGpu;
  return webgpu.software ? words.softwareGpu(webgpu.adapter) : words.gpu(webgpu.adapter);
}
