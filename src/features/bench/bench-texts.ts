import type { Texts } from '../../i18n/language.js';

interface BenchTexts {
  readonly title: string;
  readonly intro: (films: number) => string;
  readonly start: string;
  readonly stop: string;
  readonly making: (film: number, films: number, kind: string) => string;
  readonly kinds: Readonly<Record<'webgpu' | 'wasm' | 'wasm, one thread', string>>;
  readonly noGpu: string;
  readonly softwareGpu: string;
  readonly notIsolated: string;
  readonly way: string;
  readonly device: string;
  readonly loading: string;
  readonly firstPicture: string;
  readonly firstPiece: string;
  readonly film: string;
  readonly factor: string;
  readonly spread: string;
  readonly explained: string;
  readonly differ: string;
  readonly copy: string;
  readonly copied: string;
  readonly refused: string;
  readonly save: string;
  readonly private: string;
  readonly back: string;
}

export const benchTexts: Texts<BenchTexts> = {
  en: {
    title: 'How fast is this device?',
    intro: (films) => `Kinora makes the same film of five seconds ${films} times, in every way that this browser offers, in turns. Close other programs first. It takes a few minutes.`,
    start: 'Measure',
    stop: 'Stop',
    making: (film, films, kind) => `Film ${film} of ${films}: ${kind}`,
    kinds: { webgpu: 'WebGPU', wasm: 'WebAssembly, all threads', 'wasm, one thread': 'WebAssembly, one thread' },
    noGpu: 'This browser offers no WebGPU adapter, so only the CPU is measured.',
    softwareGpu: 'The only WebGPU adapter here is played by the CPU, so it is left out.',
    notIsolated: 'This page is not cross-origin isolated, so WebAssembly has one thread. Open the studio once and come back: its service worker isolates the page.',
    way: 'Computed by',
    device: 'On',
    loading: 'Load (s)',
    firstPicture: 'First picture (s)',
    firstPiece: 'First moving piece (s)',
    film: 'Film (s)',
    factor: 'Real-time factor',
    spread: 'Slowest / fastest',
    explained: 'Medians. A real-time factor of 1 makes a second of film in a second.',
    differ: 'The films of one kind had other frames: please send this report.',
    copy: 'Copy as JSON',
    copied: 'Copied',
    refused: 'The browser refused',
    save: 'Save as JSON',
    private: 'Nothing is sent anywhere. The report holds the numbers, the browser, the number of cores and the name of the GPU.',
    back: 'To the studio',
  },
  de: {
    title: 'Wie schnell ist dieses Gerät?',
    intro: (films) => `Kinora macht denselben Film von fünf Sekunden ${films}-mal, auf jede Art, die dieser Browser bietet, im Wechsel. Schließ vorher andere Programme. Es dauert einige Minuten.`,
    start: 'Messen',
    stop: 'Anhalten',
    making: (film, films, kind) => `Film ${film} von ${films}: ${kind}`,
    kinds: { webgpu: 'WebGPU', wasm: 'WebAssembly, alle Threads', 'wasm, one thread': 'WebAssembly, ein Thread' },
    noGpu: 'Dieser Browser bietet keinen WebGPU-Adapter; gemessen wird nur der Prozessor.',
    softwareGpu: 'Der einzige WebGPU-Adapter hier wird vom Prozessor gespielt; er wird ausgelassen.',
    notIsolated: 'Diese Seite ist nicht „cross-origin isolated“, deshalb hat WebAssembly einen Thread. Öffne einmal das Studio und komm zurück: Sein Service Worker isoliert die Seite.',
    way: 'Gerechnet mit',
    device: 'Auf',
    loading: 'Laden (s)',
    firstPicture: 'Erstes Bild (s)',
    firstPiece: 'Erstes bewegtes Stück (s)',
    film: 'Film (s)',
    factor: 'Echtzeitfaktor',
    spread: 'Langsamster / schnellster',
    explained: 'Mediane. Bei einem Echtzeitfaktor von 1 entsteht eine Sekunde Film in einer Sekunde.',
    differ: 'Die Filme einer Art hatten verschiedene Bilder: Bitte schick diesen Bericht.',
    copy: 'Als JSON kopieren',
    copied: 'Kopiert',
    refused: 'Vom Browser verweigert',
    save: 'Als JSON speichern',
    private: 'Nichts wird verschickt. Der Bericht enthält die Zahlen, den Browser, die Zahl der Kerne und den Namen der GPU.',
    back: 'Zum Studio',
  },
};
