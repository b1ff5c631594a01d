/** Long enough for any browser to have opened the file, and for a person in a frame to find another way. */
export const ADDRESS_LIVES_MS = 10 * 60_000;

/** Gives a file to the browser's downloads, by a click that the document hears of as of any other. */
export function saveBlob(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), ADDRESS_LIVES_MS);
}
