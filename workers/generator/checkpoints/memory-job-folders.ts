import { MemoryFile } from '../../lib/random-file.js';
import type { JobFolder, JobFolders } from './job-folder.js';

/** Folders in memory, for browsers without file storage: jobs do not outlive the worker. */
export function memoryFolders(): JobFolders {
  const folders = new Map<string, Map<string, MemoryFile>>();
  const hold = (id: string, files: Map<string, MemoryFile>): JobFolder => ({
    id,
    open: (name) => {
      const file = files.get(name) ?? new MemoryFile();
      files.set(name, file);
      return Promise.resolve(file);
    },
    blob: (name, type) => Promise.resolve(blobOf(files.get(name), type)),
    delete: (name) => {
      files.delete(name);
      return Promise.resolve();
    },
    remove: () => {
      folders.delete(id);
      return Promise.resolve();
    },
    release: () => undefined,
  });
  return {
    persistent: false,
    create: (id) => {
      const files = new Map<string, MemoryFile>();
      folders.set(id, files);
      return Promise.resolve(hold(id, files));
    },
    take: (id) => {
      const files = folders.get(id);
      return Promise.resolve(files ? hold(id, files) : null);
    },
    list: (name) =>
      Promise.resolve(
        [...folders]
          .filter(([, files]) => files.has(name))
          .map(([id, files]) => ({ id, read: (file) => Promise.resolve(blobOf(files.get(file), '')) })),
      ),
    freeBytes: () => Promise.resolve(null),
  };
}

function blobOf(file: MemoryFile | undefined, type: string): Blob | null {
  return file ? new Blob([file.content], { type }) : null;
}
