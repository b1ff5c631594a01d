import type { PromptCheck } from '../../../../contract/generator.js';
import { isModelled } from '../../../../contract/request/layers/layer.js';
import type { GenerateRequest } from '../../../../contract/request/request.js';

/**
 * The request with the things of its prompt as layers, where the prompt names several and the person arranged none. It is what is
 * made; what is kept is the request as it was asked, since the same words are read the same way again.
 *
 * @param check reads a prompt
 */
export function splitRequest(request: GenerateRequest, check: (prompt: string) => Pick<PromptCheck, 'things'>): GenerateRequest {
  const { subject, start, layers = [] } = request;
  if (subject.kind !== 'prompt' || start !== undefined || layers.some(isModelled)) return request;
  const { things } = check(subject.prompt);
  if (!things) return request;
  return {
    ...request,
    subject: { ...subject, prompt: things.background },
    ...(things.hideSubject && { hideSubject: true }),
    // Titles that a person added stay in front.
    ...((things.layers.length > 0 || layers.length > 0) && { layers: [...things.layers, ...layers] }),
  };
}
