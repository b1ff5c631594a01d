import type { FileKind } from '../../../../contract/input/file-kind.js';

/** What a file is, whatever its name and type say. Rejects when it cannot be opened. */
export async function readFileKind(file: Blob): Promise<FileKind | null> {
  // Shown once a file is chosen.
  const { FILE_HEAD_BYTES, fileKindOf } = await import('../../../../contract/input/file-kind.js');
  return fileKindOf(new Uint8Array(await file.slice(0, FILE_HEAD_BYTES).arrayBuffer()));
}
