/**
 * Makes the pictures of docs/stickers.md: one film as each kind of sticker, by the command line. `node docs/make-sticker-images.mjs`.
 * Needs `ffmpeg` with libwebp and libvpx, which shows what a WebM holds as an animated WebP, since a page of Markdown plays no WebM.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../cli/prepare.mjs';

const IMAGES = path.join(PROJECT, 'docs/images/stickers');
const FILM = ['--prompt', 'a red heart pulsing', '--seconds', '1', '--seed', '7', '--transparent', '--loop'];
/** By the names of `--format`, with the endings of their files. */
const STICKERS = {
  'telegram-sticker': 'webm',
  'telegram-emoji': 'webm',
  'whatsapp-sticker': 'webp',
  'discord-sticker': 'png',
  'discord-emoji': 'webp',
  'discord-emoji-gif': 'gif',
  'slack-emoji': 'gif',
  'line-sticker': 'png',
  'imessage-sticker': 'png',
};

mkdirSync(IMAGES, { recursive: true });
for (const [format, ending] of Object.entries(STICKERS)) {
  const file = path.join(IMAGES, `${format}.${ending}`);
  execFileSync(process.execPath, [path.join(PROJECT, 'cli/generate.mjs'), ...FILM, '--format', format, '--out', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.stdout.write(`${format}: ${statSync(file).size} bytes\n`);
  if (ending !== 'webm') continue;
  execFileSync('ffmpeg', ['-y', '-v', 'error', '-c:v', 'libvpx-vp9', '-i', file, '-c:v', 'libwebp_anim', '-quality', '75', '-loop', '0', path.join(IMAGES, `${format}.webp`)]);
  rmSync(file);
}
