import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { DIST, PROJECT } from '../../../cli/prepare.mjs';
import { serve } from '../../../cli/serve.mjs';
import type { Clip, Kinora, KinoraOptions } from '../../../public/embed.js';

declare global {
  interface Window {
    /** embed.js, loaded by test/fixtures/hosts/host.html from another origin. */
    kinoraModule: Promise<{ createKinora: (element: HTMLElement, options?: KinoraOptions) => Promise<Kinora> }>;
    kinora?: Kinora;
    clip?: Clip;
  }
}

const TINY_PACK = path.join(PROJECT, 'test/fixtures/tiny-pack');

export interface Sites {
  /** Kinora as it comes, with the headers of `npm start`. */
  readonly kinora: string;
  /** Kinora on a host that sends no isolation headers. */
  readonly plain: string;
  /** Kinora whose owner lets {@link host} drive it without a user interface. */
  readonly listed: string;
  /** Someone else's site: another origin and, being "localhost", another site than 127.0.0.1. */
  readonly host: string;
  /** A third party, that the host has an advertisement of. */
  readonly stranger: string;
  readonly close: () => Promise<void>;
}

/** Serves Kinora and the sites around it, each on a port of its own. */
export async function openSites(): Promise<Sites> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kinora-hosts-'));
  const fixtures = path.join(PROJECT, 'test/fixtures/hosts');
  const host = await serve({ root: fixtures, isolated: false });
  const stranger = await serve({ root: fixtures, isolated: false });
  const hostUrl = host.url.replace('127.0.0.1', 'localhost');

  const list = path.join(folder, 'embed-hosts.json');
  await writeFile(list, JSON.stringify({ embed: '*', drive: [new URL(hostUrl).origin] }));
  const mounts = { '/packs/starter/': TINY_PACK };
  const kinora = await serve({ root: DIST, mounts });
  const plain = await serve({ root: DIST, mounts, isolated: false });
  const listed = await serve({ root: DIST, mounts: { ...mounts, '/embed-hosts.json': list } });
  const all = [host, stranger, kinora, plain, listed];
  return {
    kinora: kinora.url,
    plain: plain.url,
    listed: listed.url,
    host: hostUrl,
    stranger: stranger.url,
    close: async () => {
      await Promise.all(all.map((site) => site.close()));
      await rm(folder, { recursive: true });
    },
  };
}

export interface HostVisit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors that the host page or a frame in it let go. */
  readonly errors: string[];
}

/** Opens the host's page, which has loaded `embed.js` from `kinora` and not called it yet. */
export async function visitHost(browser: Browser | BrowserContext, host: string, kinora: string): Promise<HostVisit> {
  const context = 'newContext' in browser ? await browser.newContext({ acceptDownloads: true }) : browser;
  const errors: string[] = [];
  context.on('weberror', (error) => errors.push(error.error().message));
  const page = await context.newPage();
  await page.goto(`${host}host.html?kinora=${kinora}`);
  await page.waitForFunction(() => 'kinoraModule' in window);
  return { context, page, errors };
}

/** What `createKinora` rejected with, or null when it made one; it stays on the host's window. */
export function create(page: Page, options: KinoraOptions): Promise<{ code: string; message: string } | null> {
  return page.evaluate(async (wanted) => {
    const { createKinora } = await window.kinoraModule;
    try {
      window.kinora = await createKinora(document.getElementById('film')!, wanted);
      return null;
    } catch (error) {
      return { code: (error as { code: string }).code, message: (error as Error).message };
    }
  }, options);
}

/** The frame of Kinora in the host's page. */
export function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('/embed.html'));
  if (frame === undefined) throw new Error('The host page has no frame of Kinora.');
  return frame;
}
