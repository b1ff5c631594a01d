import * as z from 'zod/mini';
import { EMBED_PROTOCOL, EMBED_THEMES, type ConnectMessage, type HostMessage } from '../../../../contract/embed.js';
import { kinoraError, type KinoraError } from '../../../../contract/errors.js';
import type { GenerateRequest } from '../../../../contract/generator.js';
import { isSafeToRead } from './structured-clone-guard.js';

const protocol = z.literal(EMBED_PROTOCOL);
const id = z.int().check(z.gte(1));
const blob = z.instanceof(Blob);

/** What the request of a host may hold, by type; whether a film can be made of it is for `findRequestFault` to say. */
const request = z.strictObject({
  prompt: z.optional(z.string()),
  scenes: z.optional(z.array(z.strictObject({ prompt: z.string(), seconds: z.number(), start: z.optional(z.enum(['cut', 'continue'])) }))),
  seconds: z.optional(z.number()),
  seed: z.optional(z.number()),
  image: z.optional(blob),
  endImage: z.optional(blob),
  extend: z.optional(blob),
  background: z.optional(z.string()),
  endBackground: z.optional(z.string()),
  loop: z.optional(z.boolean()),
  motion: z.optional(z.number()),
  steps: z.optional(z.number()),
  format: z.optional(z.enum(['h264', 'vp9', 'av1'])),
});

const connect = z.strictObject({ protocol, type: z.literal('connect') });
const anyVersion = z.strictObject({ protocol: z.string().check(z.regex(/^kinora-embed\/\d{1,6}$/)), type: z.literal('connect') });

const message = z.discriminatedUnion('type', [
  z.strictObject({ protocol, type: z.literal('generate'), id, request: z.unknown() }),
  z.strictObject({ protocol, type: z.literal('cancel'), id }),
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

/** A message through the port: as itself, as a request that cannot be understood, or null when it is none of ours. */
export type ParsedMessage = HostMessage | { readonly type: 'faulty'; readonly id: number; readonly error: KinoraError } | null;

/** `randomSeed` is asked when the host leaves the seed to chance. */
export function parseHostMessage(data: unknown, randomSeed: () => number): ParsedMessage {
  if (!isSafeToRead(data)) return null;
  const parsed = message.safeParse(data);
  if (!parsed.success) return null;
  if (parsed.data.type !== 'generate') return parsed.data;

  const wanted = request.safeParse(parsed.data.request);
  if (!wanted.success) return { type: 'faulty', id: parsed.data.id, error: notUnderstood(wanted.error.issues[0]) };
  // Exact optional types: a field that is undefined is a field that is absent.
  const given = Object.fromEntries(Object.entries(wanted.data).filter(([, value]) => value !== undefined));
  const complete = { seconds: USUAL_SECONDS, seed: randomSeed(), ...given } as GenerateRequest;
  return { ...parsed.data, request: complete };
}

function notUnderstood(issue: z.core.$ZodIssue | undefined): KinoraError {
  const field = issue === undefined || issue.path.length === 0 ? null : issue.path.join('.');
  const unknown = issue?.code === 'unrecognized_keys' ? String(issue.keys[0]).slice(0, 40) : null;
  return kinoraError('host-request-malformed', { field, unknown });
}
