import * as z from 'zod/mini';
import type { EmbedUi } from '../../../../contract/embed.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import { jsonEncodingOf } from '../../../../contract/text-encoding.js';

/**
 * Who may embed this Kinora, as its deployer wrote it into `embed-hosts.json` beside `embed.html`:
 * `{ "embed": "*", "drive": ["https://example.com", "https://*.example.org"] }`.
 */
export interface AllowList {
  /** Origins that may show it in a frame; `*` is everyone. */
  readonly embed: '*' | readonly string[];
  /** Origins that may also have it make films that nobody sees being made. */
  readonly drive: readonly string[];
}

export const DEFAULT_ALLOW_LIST: AllowList = { embed: '*', drive: [] };
/** What holds when the file is there and cannot be understood: a slip must not open what was meant to be closed. */
export const CLOSED_ALLOW_LIST: AllowList = { embed: [], drive: [] };

/** Scheme, host and port, nothing behind it; the host may begin with `*.` for every subdomain. */
const ORIGIN = /^https?:\/\/(\[[0-9a-f:]+\]|(\*\.)?[a-z0-9.-]+)(:\d{1,5})?$/;
const origins = z.array(z.string().check(z.regex(ORIGIN, 'must be an origin, such as "https://example.com"')));

const allowList = z.strictObject({
  embed: z._default(z.union([z.literal('*'), origins]), '*'),
  drive: z._default(origins, []),
});

/** @throws {SyntaxError} with the reason when `text` is not an allow-list */
export function parseAllowList(text: string): AllowList {
  const parsed = allowList.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SyntaxError(`embed-hosts.json: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not an allow-list'}`);
}

/**
 * Reads the list of this deployment. Without a list every site may embed; with a broken list none may, and the console
 * says why. Never throws.
 */
export async function fetchAllowList(url: URL): Promise<AllowList> {
  try {
    const response = await fetch(url, { cache: 'no-cache' });
    if (response.status === 404) return DEFAULT_ALLOW_LIST;
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return parseAllowList(new TextDecoder(jsonEncodingOf(bytes)).decode(bytes));
  } catch (error) {
    console.error('Kinora: the list of who may embed it cannot be read, so nobody may.', error);
    return CLOSED_ALLOW_LIST;
  }
}

/** Why `origin` may not have Kinora in a frame with this much user interface, or null when it may. */
export function findEmbedError(list: AllowList, origin: string, ui: EmbedUi): KinoraError | null {
  const mayDrive = isListed(list.drive, origin);
  if (list.embed !== '*' && !mayDrive && !isListed(list.embed, origin)) {
    return kinoraError('embedding-not-allowed', { origin });
  }
  return ui === 'none' && !mayDrive ? kinoraError('driving-not-allowed', { origin, hidden: false }) : null;
}

export function mayDriveUnseen(list: AllowList, origin: string): boolean {
  return isListed(list.drive, origin);
}

function isListed(list: readonly string[], origin: string): boolean {
  return list.some((entry) => {
    const [scheme, host] = entry.split('//*.');
    if (host === undefined) return entry === origin;
    // At least one label and a dot before the host: "evilexample.org" is not a subdomain of "example.org".
    return origin.startsWith(`${scheme}//`) && origin.endsWith(`.${host}`) && origin.length > `${scheme}//.${host}`.length;
  });
}
