import type { Texts } from '../../../i18n/language.js';

interface AdvancedTexts {
  readonly steps: string;
  readonly stepsHint: string;
  readonly stepsUsual: string;
  readonly format: string;
  readonly formatAny: string;
  readonly backend: string;
  readonly backendAny: (name: string) => string;
  readonly gpu: string;
  readonly cpu: string;
}

/** What few people decide about a film. */
export const advancedTexts: Texts<AdvancedTexts> = {
  en: {
    steps: 'Steps',
    stepsHint: 'More steps take longer; empty is what the model was made for',
    stepsUsual: 'usual',
    format: 'Format',
    formatAny: 'the best there is',
    backend: 'Runs on',
    backendAny: (name) => `fastest: ${name}`,
    gpu: 'GPU (WebGPU)',
    cpu: 'CPU (WebAssembly)',
  },
  de: {
    steps: 'Schritte',
    stepsHint: 'Mehr Schritte dauern länger; leer ist, wofür das Modell gemacht ist',
    stepsUsual: 'üblich',
    format: 'Format',
    formatAny: 'das beste',
    backend: 'Rechnet auf',
    backendAny: (name) => `am schnellsten: ${name}`,
    gpu: 'GPU (WebGPU)',
    cpu: 'CPU (WebAssembly)',
  },
};
