import type { BackendName } from '../../../../contract/names.js';
import type { Texts } from '../../../i18n/language.js';
import type { FilmShape } from './size-fields.js';

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
  /** @param times how many times faster, as it is written */
  readonly measured: (faster: BackendName, times: string) => string;
  readonly measuredEqual: string;
  readonly notMeasured: string;
  readonly measuringFailed: string;
  readonly measure: string;
  readonly measureAgain: string;
  readonly measuring: string;
  readonly size: string;
  readonly sizeUsual: string;
  readonly sizeOwn: string;
  readonly sizeHint: (min: number, max: number) => string;
  readonly shapes: Readonly<Record<FilmShape, string>>;
  readonly width: string;
  readonly height: string;
  readonly rate: string;
  readonly shadows: string;
  readonly shadowsHint: string;
  readonly presets: string;
  readonly preset: string;
  readonly presetNone: string;
  readonly presetName: string;
  readonly presetExample: string;
  readonly presetSave: string;
  readonly presetSaved: (name: string) => string;
  readonly presetDelete: (name: string) => string;
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
    measured: (faster, times) => `Measured on this device: the ${faster === 'wasm' ? 'CPU' : 'GPU'} is ${times} times as fast as the ${faster === 'wasm' ? 'GPU' : 'CPU'}.`,
    measuredEqual: 'Measured on this device: GPU and CPU are about equally fast.',
    notMeasured: 'GPU and CPU are compared after a film, when there is nothing else to do.',
    measuringFailed: 'GPU and CPU could not both be measured here.',
    measure: 'Measure now',
    measureAgain: 'Measure again',
    measuring: 'Measuring …',
    size: 'Size',
    sizeUsual: 'usual',
    sizeOwn: 'another size …',
    sizeHint: (min, max) => `Even numbers of pixels, from ${min} to ${max}`,
    shapes: { square: 'square', large: 'square, large', landscape: 'landscape', wide: 'landscape, large', portrait: 'portrait', tall: 'portrait, large', photo: 'photograph, 4:3', post: 'post, 4:5' },
    width: 'Width',
    height: 'Height',
    rate: 'Frames a second',
    shadows: 'Shadows on the ground',
    shadowsHint: 'What stands in a place that is drawn casts a soft shadow on its ground',
    presets: 'Named options',
    preset: 'Use options',
    presetNone: 'those of the form',
    presetName: 'Keep length and options as',
    presetExample: 'a name',
    presetSave: 'Keep',
    presetSaved: (name) => `Options kept as ${name}.`,
    presetDelete: (name) => `Delete the options ${name}`,
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
    measured: (faster, times) => `Auf diesem Gerät gemessen: Die ${faster === 'wasm' ? 'CPU' : 'GPU'} ist ${times}-mal so schnell wie die ${faster === 'wasm' ? 'GPU' : 'CPU'}.`,
    measuredEqual: 'Auf diesem Gerät gemessen: GPU und CPU sind etwa gleich schnell.',
    notMeasured: 'GPU und CPU werden nach einem Film verglichen, wenn sonst nichts zu tun ist.',
    measuringFailed: 'GPU und CPU konnten hier nicht beide gemessen werden.',
    measure: 'Jetzt messen',
    measureAgain: 'Neu messen',
    measuring: 'Wird gemessen …',
    size: 'Größe',
    sizeUsual: 'üblich',
    sizeOwn: 'eine andere Größe …',
    sizeHint: (min, max) => `Gerade Zahlen von Punkten, von ${min} bis ${max}`,
    shapes: { square: 'Quadrat', large: 'Quadrat, groß', landscape: 'Querformat', wide: 'Querformat, groß', portrait: 'Hochformat', tall: 'Hochformat, groß', photo: 'Foto, 4:3', post: 'Beitrag, 4:5' },
    width: 'Breite',
    height: 'Höhe',
    rate: 'Bilder je Sekunde',
    shadows: 'Schatten am Boden',
    shadowsHint: 'Was an einem gezeichneten Ort steht, wirft einen weichen Schatten auf den Boden',
    presets: 'Benannte Optionen',
    preset: 'Optionen nehmen',
    presetNone: 'die im Formular',
    presetName: 'Länge und Optionen merken als',
    presetExample: 'ein Name',
    presetSave: 'Merken',
    presetSaved: (name) => `Optionen gemerkt als ${name}.`,
    presetDelete: (name) => `Optionen ${name} löschen`,
  },
};
