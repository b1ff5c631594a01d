import type { PackFiles } from '../platform.js';
import type { PipelineContext } from '../pipelines/pipeline-context.js';
import type { HostTensor } from '../pipelines/tensors/tensor.js';

/** Reads tensors that are files of a pack: their numbers, little-endian, one after another. */
export function tensorReader(files: PackFiles): PipelineContext['readTensor'] {
  return async (entry) => {
    const { type, shape } = entry;
    const { buffer } = await files.read(entry, new AbortController().signal);
    switch (type) {
      case 'float32':
        return { dtype: type, shape, data: new Float32Array(buffer) };
      case 'float16':
        return { dtype: type, shape, data: new Uint16Array(buffer) };
      case 'int32':
        return { dtype: type, shape, data: new Int32Array(buffer) };
      case 'int64':
        return { dtype: type, shape, data: new BigInt64Array(buffer) } satisfies HostTensor;
    }
  };
}

/** Reads rows of tables of a pack. Most packs have none, so the reader comes with the first. */
export function rowReader(files: PackFiles): PipelineContext['readRows'] {
  return async (table, rows) => (await import('./row-reader.js')).readRows(files, table, rows);
}
