import { findRequestFault } from '../check-request.js';
import type { KinoraError } from '../errors.js';
import { generateRequestSchema } from './request-schema.js';
import type { GenerateRequest } from './request.js';

/** The first fault of a request that came through a message: of its values, told by name, or else of its shape. */
export function findSentFault(request: GenerateRequest): KinoraError | null {
  const fault = findRequestFault(request);
  if (fault !== null) return fault;
  const parsed = generateRequestSchema.safeParse(request);
  if (parsed.success) return null;
  const place = parsed.error.issues[0]?.path.join('.') ?? '';
  return {
    code: 'bad-request',
    message: place === '' ? 'The request is not of the right type.' : `"${place}" of the request is not of the right type.`,
    remedy: 'Send the fields that GenerateRequest lists.',
  };
}
