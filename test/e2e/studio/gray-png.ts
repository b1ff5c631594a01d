import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/**
 * A grey PNG with a black square in its middle, one bit a pixel, so that even 12,000 pixels a side stay a small file.
 *
 * @param width pixels
 * @param height pixels
 */
export function grayPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1; // bits a pixel
  header[9] = 0; // greyscale
  const rowBytes = 1 + Math.ceil(width / 8); // each row starts with its filter, 0 for none
  const rows = Buffer.alloc(rowBytes * height, 0xff);
  for (let y = 0; y < height; y++) {
    rows[y * rowBytes] = 0;
    if (Math.abs(y - height / 2) < height / 4) {
      rows.fill(0, y * rowBytes + 1 + Math.ceil(width / 32), y * rowBytes + 1 + Math.floor((width * 3) / 32));
    }
  }
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}
