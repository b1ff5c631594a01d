import type { MemoryStage } from '../../../../contract/pack/memory-stages.js';
import type { Texts } from '../../../i18n/language.js';

interface DialogTexts {
  readonly close: string;
  readonly intro: string;
  /** Stands for a title that is not known yet. */
  readonly siteModel: string;
  readonly kept: string;
  readonly partly: (done: string, total: string) => string;
  readonly fetch: string;
  readonly goOn: string;
  readonly pause: string;
  readonly remove: string;
  readonly removeOf: (title: string) => string;
  readonly addTitle: string;
  readonly address: string;
  readonly addressHint: string;
  readonly look: string;
  readonly folder: string;
  readonly untrusted: (host: string) => string;
  readonly untrustedWhy: string;
  readonly linkAsks: (host: string) => string;
  readonly showMe: string;
  readonly refuse: string;
  readonly fetchAndUse: (size: string) => string;
  readonly useIt: string;
  readonly licence: string;
  /** Before the name of a licence. */
  readonly acceptsTerms: string;
  readonly noRoom: (needed: string) => string;
  readonly deviceTitle: string;
  readonly used: (size: string) => string;
  readonly free: (size: string) => string;
  readonly persisted: string;
  readonly notPersisted: string;
  readonly install: string;
  readonly noBrowserStorage: string;
  readonly drawTitle: string;
  readonly drawHint: string;
  readonly moveTitle: string;
  readonly moveHint: string;
  readonly inUse: string;
  readonly about: (size: string) => string;
  readonly here: string;
  readonly from: (host: string) => string;
  readonly needsGpu: (features: string) => string;
  readonly needsMemory: (size: string, stages: string) => string;
  readonly stages: Readonly<Record<MemoryStage, string>>;
  readonly tight: string;
  readonly instead: (title: string) => string;
  readonly choose: (title: string) => string;
  readonly get: string;
  readonly notForBoth: string;
  readonly pinned: (revision: string) => string;
  readonly ask: (host: string) => string;
  readonly hubWhy: string;
  readonly linkAsksHub: string;
  readonly purpose: string;
  readonly draws: string;
  readonly moves: string;
  readonly things: (count: number) => string;
  readonly motions: (count: number) => string;
  readonly fromSite: string;
  readonly fromHost: (host: string) => string;
  readonly fromFolder: string;
  readonly fromHub: string;
  readonly storedTitle: string;
  readonly recipesTitle: string;
  readonly recipesHint: string;
  readonly copy: string;
  readonly copied: string;
  readonly notCopied: string;
  readonly notFetched: (size: string) => string;
  readonly listing: string;
}

export const dialogTexts: Texts<DialogTexts> = {
  en: {
    close: 'Close',
    intro: 'A model is data: it draws, and it cannot run code. Every file is checked against its fingerprint before it is used.',
    siteModel: 'The model of this site',
    kept: 'On this device',
    partly: (done, total) => `${done} of ${total} fetched`,
    fetch: 'Fetch',
    goOn: 'Go on',
    pause: 'Pause',
    remove: 'Delete',
    removeOf: (title) => `Delete ${title} from this device`,
    addTitle: 'Add a model',
    address: 'Address of a model',
    addressHint: 'https://… a folder with pack.json, or a hub repository',
    look: 'Look at it',
    folder: 'From a folder',
    untrusted: (host) => `This model comes from ${host}, not from this site.`,
    untrustedWhy: 'Kinora checks that its files arrive whole. It cannot vouch for who made it, or for what it draws. While it is fetched, that site sees your network address.',
    linkAsks: (host) => `The link that opened this page asks to use a model from ${host}. Nothing was fetched from there.`,
    showMe: 'Show me the model',
    refuse: 'No, thanks',
    fetchAndUse: (size) => `Fetch ${size} and use it`,
    useIt: 'Use it',
    licence: 'Licence',
    acceptsTerms: 'I have read and accept this licence:',
    noRoom: (needed) => `It needs ${needed} more on this device, and the browser has less than that left for this site. Delete another model or some films first.`,
    deviceTitle: 'On this device',
    used: (size) => `${size} used by this site, films included`,
    free: (size) => `${size} left`,
    persisted: 'The browser keeps it until you delete it.',
    notPersisted: 'The browser may clear it when the disk gets full.',
    install: 'Install Kinora as an app',
    noBrowserStorage: 'This browser gives the page no file storage, so no model can be added.',
    drawTitle: 'Draws the first frame',
    drawHint: 'From your words. A film that begins with a picture of yours does without it.',
    moveTitle: 'Sets it in motion',
    moveHint: 'Makes all other frames, and sets the size of the film.',
    inUse: 'In use',
    about: (size) => `about ${size}`,
    here: 'on this device',
    from: (host) => `from ${host}`,
    needsGpu: (features) => `Needs a GPU with ${features}`,
    needsMemory: (size, stages) => `Needs up to ${size} of memory at a time (${stages})`,
    stages: { text: 'words', image: 'picture', firstFrame: 'first frame', motion: 'motion', decode: 'frames' },
    tight: 'It may need more memory than the GPU of this device has; no browser tells how much that is. You may try.',
    instead: (title) => `Choose ${title} instead.`,
    choose: (title) => `Use ${title}`,
    get: 'Get it',
    notForBoth: 'A film is being made; models can be changed after it.',
    pinned: (revision) => `Revision ${revision}`,
    ask: (host) => `Asking ${host}`,
    hubWhy: 'Its sizes and fingerprints are as that site lists them now, and every file is checked against them. Kinora cannot vouch for what the model draws. While it is fetched, that site sees your network address.',
    linkAsksHub: 'The link that opened this page asks for a model whose files lie at a hub. Nothing was asked of it.',
    purpose: 'Does',
    draws: 'draws first frames',
    moves: 'sets them in motion',
    things: (count) => `${count} things of a list, one at a time. Small, and needs no GPU.`,
    motions: (count) => `${count} motions of a list, and moves of the camera. Small, and needs no GPU.`,
    fromSite: 'Comes with this site',
    fromHost: (host) => `From ${host}`,
    fromFolder: 'From a folder of this device',
    fromHub: 'Offered by this site, with files at a hub',
    storedTitle: 'Models on this device',
    recipesTitle: 'Made on your own machine',
    recipesHint: 'The converter of Kinora makes these out of weights that you download yourself. Then load the folder, below.',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Not copied',
    notFetched: (size) => `${size}, not fetched yet`,
    listing: 'Reading the list of models',
  },
  de: {
    close: 'Schließen',
    intro: 'Ein Modell besteht aus Daten: Es zeichnet und kann keinen Code ausführen. Jede Datei wird vor dem Gebrauch an ihrem Fingerabdruck geprüft.',
    siteModel: 'Das Modell dieser Seite',
    kept: 'Auf diesem Gerät',
    partly: (done, total) => `${done} von ${total} geladen`,
    fetch: 'Laden',
    goOn: 'Fortsetzen',
    pause: 'Anhalten',
    remove: 'Löschen',
    removeOf: (title) => `${title} von diesem Gerät löschen`,
    addTitle: 'Modell hinzufügen',
    address: 'Adresse eines Modells',
    addressHint: 'https://… ein Ordner mit pack.json oder ein Hub-Repository',
    look: 'Ansehen',
    folder: 'Aus einem Ordner',
    untrusted: (host) => `Dieses Modell kommt von ${host}, nicht von dieser Website.`,
    untrustedWhy:
      'Kinora prüft, dass seine Dateien vollständig ankommen. Wer es gemacht hat und was es zeichnet, kann Kinora nicht verbürgen. Beim Laden sieht jene Website deine Netzadresse.',
    linkAsks: (host) => `Der Link, der diese Seite geöffnet hat, möchte ein Modell von ${host} verwenden. Von dort wurde nichts geladen.`,
    showMe: 'Modell zeigen',
    refuse: 'Nein, danke',
    fetchAndUse: (size) => `${size} laden und verwenden`,
    useIt: 'Verwenden',
    licence: 'Lizenz',
    acceptsTerms: 'Ich habe diese Lizenz gelesen und nehme sie an:',
    noRoom: (needed) =>
      `Es braucht noch ${needed} auf diesem Gerät, und der Browser hat für diese Website weniger übrig. Lösch zuerst ein anderes Modell oder einige Filme.`,
    deviceTitle: 'Auf diesem Gerät',
    used: (size) => `${size} von dieser Website belegt, Filme eingeschlossen`,
    free: (size) => `${size} frei`,
    persisted: 'Der Browser behält es, bis du es löschst.',
    notPersisted: 'Der Browser darf es löschen, wenn der Speicher voll wird.',
    install: 'Kinora als App installieren',
    noBrowserStorage: 'Dieser Browser gibt der Seite keinen Dateispeicher; es lässt sich kein Modell hinzufügen.',
    drawTitle: 'Zeichnet das erste Bild',
    drawHint: 'Aus deinen Worten. Ein Film, der mit einem eigenen Bild beginnt, kommt ohne aus.',
    moveTitle: 'Setzt es in Bewegung',
    moveHint: 'Macht alle weiteren Bilder und bestimmt die Größe des Films.',
    inUse: 'In Gebrauch',
    about: (size) => `etwa ${size}`,
    here: 'auf diesem Gerät',
    from: (host) => `von ${host}`,
    needsGpu: (features) => `Braucht eine GPU mit ${features}`,
    needsMemory: (size, stages) => `Braucht bis zu ${size} Speicher auf einmal (${stages})`,
    stages: { text: 'Worte', image: 'Bild', firstFrame: 'erstes Bild', motion: 'Bewegung', decode: 'Bilder' },
    tight: 'Es braucht vielleicht mehr Speicher, als die GPU dieses Geräts hat; kein Browser verrät, wie viel das ist. Du kannst es versuchen.',
    instead: (title) => `Wähl stattdessen ${title}.`,
    choose: (title) => `${title} verwenden`,
    get: 'Holen',
    notForBoth: 'Ein Film wird gerade gemacht; danach lassen sich Modelle wechseln.',
    pinned: (revision) => `Fassung ${revision}`,
    ask: (host) => `${host} wird gefragt`,
    hubWhy: 'Größen und Fingerabdrücke sind die, die jene Website jetzt nennt, und jede Datei wird daran geprüft. Was das Modell zeichnet, kann Kinora nicht verbürgen. Beim Laden sieht jene Website deine Netzadresse.',
    linkAsksHub: 'Der Link, der diese Seite geöffnet hat, möchte ein Modell, dessen Dateien bei einem Hub liegen. Dort wurde nichts erfragt.',
    purpose: 'Macht',
    draws: 'zeichnet erste Bilder',
    moves: 'setzt sie in Bewegung',
    things: (count) => `${count} Dinge aus einer Liste, jeweils eines. Klein, und braucht keine GPU.`,
    motions: (count) => `${count} Bewegungen aus einer Liste und Kamerafahrten. Klein, und braucht keine GPU.`,
    fromSite: 'Gehört zu dieser Website',
    fromHost: (host) => `Von ${host}`,
    fromFolder: 'Aus einem Ordner dieses Geräts',
    fromHub: 'Von dieser Website angeboten, Dateien bei einem Hub',
    storedTitle: 'Modelle auf diesem Gerät',
    recipesTitle: 'Auf dem eigenen Rechner gemacht',
    recipesHint: 'Der Konverter von Kinora macht sie aus Gewichten, die du selbst herunterlädst. Lade dann unten den Ordner.',
    copy: 'Kopieren',
    copied: 'Kopiert',
    notCopied: 'Nicht kopiert',
    notFetched: (size) => `${size}, noch nicht geladen`,
    listing: 'Die Liste der Modelle wird gelesen',
  },
};
