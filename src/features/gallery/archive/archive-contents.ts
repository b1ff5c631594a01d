import { readZip, readZipEntry, ZipDamage } from './zip/zip-reader.js';
import type { ZipEntry } from './zip/zip-entry.js';

/** A file in an archive, or in an archive inside it. */
export interface PackedFile {
  readonly path: string;
  readonly archive: Blob;
  readonly entry: ZipEntry;
}

/** Everything in an archive, as if archives in it were folders. */
export interface ArchiveContents {
  readonly files: readonly PackedFile[];
  /** Paths of what begins and does not end. */
  readonly cut: readonly string[];
  /** Whether the archive was cut short. */
  readonly isCut: boolean;
  /** Whether what else was in it before it was cut is not known. */
  readonly isUncertain: boolean;
  /** Archives inside that could not be opened. */
  readonly faults: readonly ZipDamage[];
}

/** Archives in archives in an archive; deeper ones are puzzles. */
const DEEPEST = 2;
const MOST_INNER_ARCHIVES = 100;

/** @throws ZipDamage when the archive itself cannot be opened */
export async function readContents(archive: Blob, folder = '', depth = 0): Promise<ArchiveContents> {
  const zip = await readZip(archive);
  const files: PackedFile[] = [];
  const cut = (zip.cut?.names ?? []).filter(isWanted).map((name) => folder + name);
  const faults: ZipDamage[] = [];
  let [isCut, isUncertain] = [zip.cut !== null, zip.cut?.isUncertain ?? false];
  let inner = 0;
  for (const entry of zip.entries) {
    if (!isWanted(entry.name)) continue;
    const path = folder + entry.name;
    if (!/\.zip$/i.test(path) || depth === DEEPEST || ++inner > MOST_INNER_ARCHIVES) {
      files.push({ path, archive, entry });
      continue;
    }
    try {
      const contents = await readContents(await readZipEntry(archive, entry, 'application/zip'), `${path}/`, depth + 1);
      files.push(...contents.files);
      cut.push(...contents.cut);
      faults.push(...contents.faults);
      isCut ||= contents.isCut;
      isUncertain ||= contents.isUncertain;
    } catch (thrown) {
      if (!(thrown instanceof ZipDamage)) throw thrown;
      faults.push(thrown);
    }
  }
  return { files, cut, isCut, isUncertain, faults };
}

export const unpack = ({ archive, entry }: PackedFile, type: string): Promise<Blob> => readZipEntry(archive, entry, type);

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** macOS packs notes of its own beside each file, under names like those of the files. */
const isWanted = (name: string): boolean => !name.endsWith('/') && !baseOf(name).startsWith('._') && !/(?:^|\/)__MACOSX\//.test(name);
