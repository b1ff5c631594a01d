import type { Sentences } from '../describe.js';
import { BROWSER_ERRORS, MISSING } from './browser-texts.js';
import { EMBED_ERRORS } from './embed-texts.js';
import { INPUT_ERRORS } from './input-texts.js';
import { JOB_ERRORS } from './job-texts.js';
import { MODEL_ERRORS } from './model-texts.js';
import { PAGE_ERRORS } from './page-texts.js';
import { REQUEST_ERRORS } from './request-texts.js';
import { WARNINGS } from './warning-texts.js';

export const ENGLISH: Sentences = {
  errors: { ...REQUEST_ERRORS, ...INPUT_ERRORS, ...MODEL_ERRORS, ...JOB_ERRORS, ...BROWSER_ERRORS, ...PAGE_ERRORS, ...EMBED_ERRORS },
  warnings: WARNINGS,
  missing: MISSING,
  place: (place) => ('scene' in place ? `Scene ${place.scene}: ` : 'layer' in place ? `Layer ${place.layer}: ` : `${place.file}: `),
};
