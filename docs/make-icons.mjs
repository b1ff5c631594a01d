/** Draws the icons of the installed app from public/favicon.svg: `node docs/make-icons.mjs`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../cli/find-browser.mjs';
import { PROJECT } from '../cli/prepare.mjs';

const PAPER = '#141b19';
/** Platforms cut a maskable icon to a circle or a drop: what matters stays inside the middle 80%. */
const ICONS = [
  { file: 'icon-192.png', side: 192, mark: 0.74, round: 0.22 },
  { file: 'icon-512.png', side: 512, mark: 0.74, round: 0.22 },
  { file: 'icon-maskable-512.png', side: 512, mark: 0.54, round: 0 },
  { file: 'apple-touch-icon.png', side: 180, mark: 0.7, round: 0 },
];

const svg = readFileSync(path.join(PROJECT, 'public/favicon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: findBrowser() });
try {
  // The mark has a light variant for dark surroundings, which these are.
  const page = await browser.newPage({ colorScheme: 'dark' });
  for (const { file, side, mark, round } of ICONS) {
    await page.setViewportSize({ width: side, height: side });
    await page.setContent(
      `<style>body{margin:0;background:transparent}div{display:grid;place-items:center;width:${side}px;height:${side}px;background:${PAPER};border-radius:${round * side}px}svg{width:${mark * side}px;height:${mark * side}px}</style><div>${svg}</div>`,
    );
    await page.screenshot({ path: path.join(PROJECT, 'public/icons', file), omitBackground: true });
  }
} finally {
  await browser.close();
}
