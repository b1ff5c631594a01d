import * as z from 'zod/mini';
import { EMBED_PROTOCOL, type ConnectMessage, type HostMessage, type HostModels } from '../../../../contract/embed.js';
import { EMBED_THEMES } from '../../../../contract/names.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import type { GenerateRequest } from '../../../../contract/request/request.js';
import { findFlatFault } from '../../../../contract/check-request.js';
import { requestFromFlat } from '../../../../contract/request/flat-request.js';
import { hostRequestSchema, withoutUndefined } from '../../../../contract/request/request-schema.js';
import { isSafeToRead } from './structured-clone-guard.js';

const protocol = z.literal(EMBED_PROTOCOL);
const jobId = z.int().check(z.gte(1));

const connect = z.strictObject({ protocol, type: z.literal('connect') });
const anyVersion = z.strictObject({ protocol: z.string().check(z.regex(/^kinora-embed\/\d{1,6}$/)), type: z.literal('connect') });

const message = z.discriminatedUnion('type', [
  z.strictObject({ protocol, type: z.literal('generate'), id: jobId, request: z.unknown() }),
  z.strictObject({ protocol, type: z.literal('cancel'), id: jobId }),
  z.strictObject({ protocol, type: z.literal('previews'), wanted: z.boolean() }),
  z.strictObject({ protocol, type: z.literal('theme'), theme: z.enum(EMBED_THEMES) }),
  z.strictObject({ protocol, type: z.literal('focus') }),
]);

/** The message that opens the talk; `other-version` when a host of another version of the protocol sent it. */
export function parseConnect(data: unknown): ConnectMessage | 'other-version' | null {
  if (!isSafeToRead(data)) return null;
  const parsed = connect.safeParse(data);
  if (parsed.success) return parsed.data;
  return anyVersion.safeParse(data).success ? 'other-version' : null;
}

/** Films of a host that does not say how long. */
const USUAL_SECONDS = 4;

/** A message through the port: as itself, with the request that a film is made of, or why none can be; null when it is none of ours. */
export type ParsedMessage =
  | Exclude<HostMessage, { type: 'generate' }>
  | { readonly type: 'generate'; readonly id: number; readonly request: GenerateRequest; readonly models?: HostModels }
  | { readonly type: 'faulty'; readonly id: number; readonly error: KinoraError }
  | null;

/** `randomSeed` is asked when the host leaves the seed to chance. */
export function parseHostMessage(data: unknown, randomSeed: () => number): ParsedMessage {
  if (!isSafeToRead(data)) return null;
  const parsed = message.safeParse(data);
  if (!parsed.success) return null;
  if (parsed.data.type !== 'generate') return parsed.data;

  const { id } = parsed.data;
  const wanted = hostRequestSchema.safeParse(withoutUndefined(parsed.data.request));
  if (!wanted.success) return { type: 'faulty', id, error: notUnderstood(wanted.error.issues[0]) };
  const { models, ...fields } = wanted.data;
  const flat = { seconds: USUAL_SECONDS, seed: randomSeed(), ...fields };
  const error = findFlatFault(flat);
  return error === null ? { type: 'generate', id, request: requestFromFlat(flat), ...(models && { models }) } : { type: 'faulty', id, error };
}

function notUnderstood(issue: z.core.$ZodIssue | undefined): KinoraError {
  const field = issue === undefined || issue.path.length === 0 ? null : issue.path.join('.');
  const unknown = issue?.code === 'unrecognized_keys' ? String(issue.keys[0]).slice(0, 40) : null;
  return kinoraError('host-request-malformed', { field, unknown });
}
