import type { ErrorTexts } from '../describe.js';
import type { EmbedErrors } from '../error-params.js';

export const EMBED_ERRORS: ErrorTexts<keyof EmbedErrors> = {
  'embedding-not-allowed': ({ origin }) => [
    `${origin} may not embed this Kinora.`,
    'Ask its owner to add the origin to "embed" in embed-hosts.json, or host a Kinora of your own.',
  ],
  'driving-not-allowed': ({ origin, hidden }) => [
    `${origin} may not drive this Kinora ${hidden ? 'while its frame cannot be seen' : 'without its user interface'}.`,
    'Show it with ui "minimal" or "full", in view and at least 160 x 80 pixels, or ask its owner to add the origin to "drive" in embed-hosts.json.',
  ],
  'other-embed-version': ({ version }) => [
    `This Kinora speaks ${version}, and the host page another version.`,
    'Load embed.js from the same address as the frame, without a cached copy.',
  ],
  'too-many-films-waiting': ({ max }) => [`There are ${max} films waiting already.`, 'Wait for one of them, or abort one.'],
  'host-request-malformed': ({ field, unknown }) => [
    `${field === null ? 'The request' : `"${field}" of the request`}${unknown === null ? ' is not of the right type' : ` has the unknown field "${unknown}"`}.`,
    'Send the fields that embed.d.ts lists for GenerateRequest.',
  ],
};
