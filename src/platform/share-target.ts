/** Receives pictures that other apps share to the installed app, and files that are opened with it. */
import {
  SHARED_CACHE,
  SHARED_NAME_HEADER,
  SHARED_PICTURE_PARAMETER,
  SHARED_PICTURE_PATH,
  SHARED_PICTURE_VALUE,
  SHARED_WORDS_PARAMETER,
} from '../../contract/offline.js';

export interface ShareTarget {
  readonly onFile: (file: File) => void;
  readonly onWords: (words: string) => void;
}

declare global {
  interface Window {
    /** Chromium's file handling for installed apps. */
    launchQueue?: { setConsumer(consumer: (launch: { readonly files?: readonly FileSystemFileHandle[] }) => void): void };
  }
}

export function receiveSharedFiles({ onFile, onWords }: ShareTarget): void {
  window.launchQueue?.setConsumer(({ files = [] }) => {
    for (const handle of files) void handle.getFile().then(onFile, () => undefined);
  });

  const address = new URL(window.location.href);
  const words = address.searchParams.get(SHARED_WORDS_PARAMETER);
  const shared = address.searchParams.get(SHARED_PICTURE_PARAMETER) === SHARED_PICTURE_VALUE;
  if (words === null && !shared) return;
  if (words !== null) onWords(words);
  if (shared) void takeShared().then((file) => file && onFile(file));
  // A reload must not take it again.
  address.searchParams.delete(SHARED_WORDS_PARAMETER);
  address.searchParams.delete(SHARED_PICTURE_PARAMETER);
  window.history.replaceState(window.history.state, '', address);
}

async function takeShared(): Promise<File | null> {
  try {
    const cache = await caches.open(SHARED_CACHE);
    const key = new URL(SHARED_PICTURE_PATH, document.baseURI).href;
    const response = await cache.match(key);
    if (response === undefined) return null;
    await cache.delete(key);
    const name = decodeURIComponent(response.headers.get(SHARED_NAME_HEADER) ?? 'picture');
    const blob = await response.blob();
    return new File([blob], name, { type: blob.type });
  } catch {
    return null;
  }
}
