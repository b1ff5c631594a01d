import { findRequestFault } from '../check-request.js';
import { kinoraError, type KinoraError } from '../errors.js';
import { generateRequestSchema } from './request-schema.js';
import type { GenerateRequest } from './request.js';

/** The first fault of a request that came through a message: of its values, told by name, or else of its shape. */
export function findSentFault(request: GenerateRequest): KinoraError | null {
  const fault = findRequestFault(request);
  if (fault !== null) return fault;
  const parsed = generateRequestSchema.safeParse(request);
  if (parsed.success) return null;
  const path = parsed.error.issues[0]?.path ?? [];
  return kinoraError('request-malformed', { field: path.length === 0 ? null : path.join('.') });
}
