/** Long enough for any browser to have opened the file; until then its address must stand. */
const ADDRESS_LIVES_MS = 60_000;

/** Gives a file to the browser's downloads. */
export function saveBlob(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), ADDRESS_LIVES_MS);
}
