/** Read from a file at once. */
const PART_BYTES = 1 << 24;

/**
 * The bytes of a file for ONNX Runtime, which copies one tensor after the other out of an array: each is read from the file when it is asked
 * for, into memory that the next one is given again. Its builds for browsers without JavaScript Promise Integration would hold all bytes of
 * all files of a graph otherwise (as its `loadFile` does in 1.30). They ask an array for its `byteLength` and
 * for `subarray`, and nothing else.
 *
 * Where a file cannot be read at once, which is outside of workers, the file is returned.
 */
export function fileBytes(file: Blob): Uint8Array | Blob {
  if (typeof FileReaderSync === 'undefined') return file;
  const reader = new FileReaderSync();
  let tensor = new Uint8Array(0);
  const subarray = (start: number, end: number): Uint8Array => {
    const length = end - start;
    if (tensor.length < length) tensor = new Uint8Array(length);
    for (let done = 0; done < length; done += PART_BYTES) {
      const part = file.slice(start + done, Math.min(start + done + PART_BYTES, end));
      tensor.set(new Uint8Array(reader.readAsArrayBuffer(part)), done);
    }
    return tensor.subarray(0, length);
  };
  return Object.defineProperties(new Uint8Array(0), { byteLength: { value: file.size }, subarray: { value: subarray } });
}
