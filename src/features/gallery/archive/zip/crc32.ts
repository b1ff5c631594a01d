import { crc32 } from '../../../../../contract/lib/crc32.js';

/** The checksum of zip archives, read chunk by chunk. */
export async function crc32Of(file: Blob): Promise<number> {
  let crc = 0;
  const reader = file.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) crc = crc32(read.value, crc);
  return crc;
}
