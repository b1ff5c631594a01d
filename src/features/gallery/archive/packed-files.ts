import type { ArchivedFilm } from './archive.js';
import { baseOf, type PackedFile } from './archive-contents.js';

/** Finds files in an archive that other programs may have moved or whose names they may have changed. */
export class PackedFiles {
  readonly #byPath: ReadonlyMap<string, PackedFile>;
  readonly #byBase = new Map<string, PackedFile[]>();
  readonly #claimed = new Set<PackedFile>();

  constructor(files: readonly PackedFile[]) {
    this.#byPath = new Map(files.map((file) => [file.path, file]));
    for (const file of this.#byPath.values()) {
      const base = baseOf(file.path);
      this.#byBase.set(base, [...(this.#byBase.get(base) ?? []), file]);
    }
  }

  /** All files of this name, in whatever folder. */
  named(base: string): readonly PackedFile[] {
    return this.#byBase.get(base) ?? [];
  }

  /** The file that a list in `folder` calls `name`: where it says, or else in another folder. */
  find(folder: string, name: string): PackedFile | null {
    const clean = name.normalize('NFC');
    const here = this.#byPath.get(folder + clean);
    if (here !== undefined) return here;
    const elsewhere = this.named(baseOf(clean));
    return elsewhere.find(({ path }) => path.startsWith(folder)) ?? elsewhere[0] ?? null;
  }

  /** The video of a film in a list in `folder`. Its name may have come through a code page, which spares its end. */
  claim(folder: string, { file }: ArchivedFilm): PackedFile | null {
    return this.#claim(this.find(folder, file) ?? this.#only(({ path }) => baseOf(path).endsWith(asciiEnd(file))));
  }

  /** The video of a film whose name is no longer there, by its size; for when every film has claimed what it can. */
  claimBySize({ film }: ArchivedFilm): PackedFile | null {
    return this.#claim(this.#only(({ entry }) => entry.bytes === film.bytes));
  }

  /** Videos that no list told of. */
  unclaimedVideos(): readonly PackedFile[] {
    return [...this.#byPath.values()].filter((file) => isVideo(file) && !this.#claimed.has(file));
  }

  #claim(file: PackedFile | null): PackedFile | null {
    if (file !== null) this.#claimed.add(file);
    return file;
  }

  #only(isIt: (file: PackedFile) => boolean): PackedFile | null {
    const [only, another] = this.unclaimedVideos().filter(isIt);
    return another === undefined ? (only ?? null) : null;
  }
}

const isVideo = ({ path }: PackedFile): boolean => /\.(?:mp4|m4v)$/i.test(path);

/** The seed and the mark of the film, which every code page has. */
const asciiEnd = (name: string): string => /[\x20-\x7e]*$/.exec(baseOf(name))?.[0] ?? '';
