/** What is needed of a `FileSystemSyncAccessHandle`. */
interface Writable {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
}

/**
 * Writes all of `bytes` at `position`. A full disk shows as an exception, as a short count, or, in Chromium, as an error
 * number in the place of the count, which as an unsigned one is huge: https://crbug.com/541725401.
 *
 * @throws DOMException `QuotaExceededError`; what is then at and behind `position` is undefined
 */
export function writeFully(handle: Writable, bytes: Uint8Array<ArrayBuffer>, position: number): void {
  if (handle.write(bytes, { at: position }) === bytes.length) return;
  throw new DOMException('The file could not be written to its end.', 'QuotaExceededError');
}
