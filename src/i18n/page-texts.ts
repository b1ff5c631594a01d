import type { Texts } from './language.js';

interface PageTexts {
  readonly privacy: string;
  readonly shortcuts: string;
  readonly drop: string;
  readonly warnings: string;
  readonly detail: string;
  readonly tryAgain: string;
  readonly dismiss: string;
  readonly model: string;
  readonly size: string;
  readonly runsOn: string;
  readonly readingManifest: string;
  readonly inMemory: string;
  readonly fetchedFrom: (host: string | null) => string;
  readonly gpu: (adapter: string) => string;
  readonly softwareGpu: (adapter: string) => string;
  readonly noGpu: string;
  readonly cpu: (threads: number) => string;
  readonly capabilities: string;
  readonly lists: Readonly<Record<'objects' | 'animated' | 'motions' | 'backgrounds' | 'cameras', string>>;
  /** Of a model that draws the things of a list. */
  readonly limits: readonly string[];
  readonly facts: (width: number, height: number, fps: number, min: number, max: number) => readonly string[];
}

/** The frame of the page: notices, the model, what it can draw, the foot. */
export const pageTexts: Texts<PageTexts> = {
  en: {
    privacy: 'Nothing you type, drop or make is uploaded. The model runs in this tab, and films stay on this device.',
    shortcuts: 'shows all keyboard shortcuts',
    drop: 'Drop a picture to set it in motion, a Kinora film to get its settings back, or another video to go on from',
    warnings: 'Warnings',
    detail: 'Detail for a bug report',
    tryAgain: 'Try again',
    dismiss: 'Dismiss this message',
    model: 'Model',
    size: 'Size',
    runsOn: 'Runs on',
    readingManifest: 'Reading the manifest',
    inMemory: 'in memory',
    fetchedFrom: (host) => (host === null ? 'fetched from this site with the first film' : `fetched from ${host} with the first film`),
    gpu: (adapter) => `your GPU: ${adapter}`,
    softwareGpu: (adapter) => `a software GPU (${adapter}), which is slow`,
    noGpu: 'your GPU was asked for, but this browser offers none',
    cpu: (threads) => `your CPU (WebAssembly, ${threads} ${threads === 1 ? 'thread' : 'threads'})`,
    capabilities: 'What it can and cannot draw',
    lists: { objects: 'Things', animated: 'Move by themselves', motions: 'Motions', backgrounds: 'Backgrounds', cameras: 'Camera moves' },
    limits: [
      'It knows these words and some near ones, no others. Words it does not know are named under the prompt, with what is drawn in their place.',
      'It draws no real people, no writing and no photographs. A picture that you add becomes the first frame, and is set in motion.',
    ],
    facts: (width, height, fps, min, max) => [
      `Films are ${width} × ${height} at ${fps} frames a second, ${min} to ${max} seconds long, without sound.`,
      'Not every take succeeds. Another seed is another try.',
    ],
  },
  de: {
    privacy: 'Nichts, was du schreibst, ablegst oder machst, wird hochgeladen. Das Modell läuft in diesem Tab, und Filme bleiben auf diesem Gerät.',
    shortcuts: 'zeigt alle Tastenkürzel',
    drop: 'Leg ein Bild ab, das in Bewegung kommen soll, einen Kinora-Film wegen seiner Einstellungen, oder ein anderes Video, das weitergehen soll',
    warnings: 'Hinweise',
    detail: 'Einzelheiten für eine Fehlermeldung',
    tryAgain: 'Noch einmal versuchen',
    dismiss: 'Diese Meldung schließen',
    model: 'Modell',
    size: 'Größe',
    runsOn: 'Läuft auf',
    readingManifest: 'Das Verzeichnis wird gelesen',
    inMemory: 'im Speicher',
    fetchedFrom: (host) => (host === null ? 'kommt mit dem ersten Film von dieser Seite' : `kommt mit dem ersten Film von ${host}`),
    gpu: (adapter) => `deiner GPU: ${adapter}`,
    softwareGpu: (adapter) => `einer Software-GPU (${adapter}), und die ist langsam`,
    noGpu: 'einer GPU, wie gewünscht, aber dieser Browser bietet keine',
    cpu: (threads) => `deiner CPU (WebAssembly, ${threads} ${threads === 1 ? 'Thread' : 'Threads'})`,
    capabilities: 'Was es zeichnen kann und was nicht',
    lists: { objects: 'Dinge', animated: 'Bewegen sich von selbst', motions: 'Bewegungen', backgrounds: 'Hintergründe', cameras: 'Kamerafahrten' },
    limits: [
      'Es versteht Englisch: diese Wörter und einige verwandte, keine anderen. Was es nicht kennt, steht unter der Beschreibung, und was es stattdessen zeichnet.',
      'Es zeichnet keine echten Menschen, keine Schrift und keine Fotos. Ein Bild von dir wird zum ersten Bild und kommt in Bewegung.',
    ],
    facts: (width, height, fps, min, max) => [
      `Filme haben ${width} × ${height} Punkte und ${fps} Bilder je Sekunde, sind ${min.toLocaleString('de')} bis ${max} Sekunden lang und ohne Ton.`,
      'Nicht jeder Versuch gelingt. Ein anderer Startwert ist ein neuer Versuch.',
    ],
  },
};
