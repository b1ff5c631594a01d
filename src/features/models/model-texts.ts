import type { Texts } from '../../i18n/language.js';

interface ModelsTexts {
  readonly open: string;
  readonly title: string;
  readonly close: string;
  readonly intro: string;
  /** Stands for a title that is not known yet. */
  readonly siteModel: string;
  readonly fromSite: string;
  readonly fromHost: (host: string) => string;
  readonly fromFolder: string;
  readonly inUse: string;
  readonly kept: string;
  readonly notHere: (size: string) => string;
  readonly partly: (done: string, total: string) => string;
  readonly fetching: (done: string, total: string) => string;
  readonly use: string;
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
  readonly working: string;
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
  readonly draws: string;
  readonly noRoom: (needed: string) => string;
  readonly deviceTitle: string;
  readonly used: (size: string) => string;
  readonly free: (size: string) => string;
  readonly persisted: string;
  readonly notPersisted: string;
  readonly offlineReady: string;
  readonly offlineShell: string;
  readonly offlineNot: string;
  readonly install: string;
  readonly noBrowserStorage: string;
  readonly firstFetch: (size: string, from: string) => string;
  readonly firstFetchNoRoom: (size: string) => string;
  readonly firstFetchNoStorage: (size: string) => string;
  readonly keep: string;
  readonly fetchNow: string;
  readonly thisSite: string;
  readonly factOffline: string;
  readonly onDevice: string;
}

export const modelTexts: Texts<ModelsTexts> = {
  en: {
    open: 'Models',
    title: 'Models',
    close: 'Close',
    intro: 'A model is data: it draws, and it cannot run code. Every file is checked against its fingerprint before it is used.',
    siteModel: 'The model of this site',
    fromSite: 'Comes with this site',
    fromHost: (host) => `From ${host}`,
    fromFolder: 'From a folder of this device',
    inUse: 'In use',
    kept: 'On this device',
    notHere: (size) => `${size}, not fetched yet`,
    partly: (done, total) => `${done} of ${total} fetched`,
    fetching: (done, total) => `${done} of ${total}`,
    use: 'Use',
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
    working: 'Reading',
    untrusted: (host) => `This model comes from ${host}, not from this site.`,
    untrustedWhy: 'Kinora checks that its files arrive whole. It cannot vouch for who made it, or for what it draws. While it is fetched, that site sees your network address.',
    linkAsks: (host) => `The link that opened this page asks to use a model from ${host}. Nothing was fetched from there.`,
    showMe: 'Show me the model',
    refuse: 'No, thanks',
    fetchAndUse: (size) => `Fetch ${size} and use it`,
    useIt: 'Use it',
    licence: 'Licence',
    acceptsTerms: 'I have read and accept this licence:',
    draws: 'Draws',
    noRoom: (needed) => `It needs ${needed} more on this device, and the browser has less than that left for this site. Delete another model or some films first.`,
    deviceTitle: 'On this device',
    used: (size) => `${size} used by this site, films included`,
    free: (size) => `${size} left`,
    persisted: 'The browser keeps it until you delete it.',
    notPersisted: 'The browser may clear it when the disk gets full.',
    offlineReady: 'Works without a network',
    offlineShell: 'The page opens without a network; films need the model to be fetched once',
    offlineNot: 'Needs the network',
    install: 'Install Kinora as an app',
    noBrowserStorage: 'This browser gives the page no file storage, so no model can be added.',
    firstFetch: (size, from) => `The first film fetches the model from ${from}, once: ${size}.`,
    firstFetchNoRoom: (size) =>
      `The first film fetches the model: ${size}. The browser has less than that left for this site, so it cannot be kept and comes again with the next visit.`,
    firstFetchNoStorage: (size) =>
      `The first film fetches the model: ${size}. This browser gives the page no file storage, so it comes again with the next visit.`,
    keep: 'Keep it on this device, to work without a network',
    fetchNow: 'Fetch it now',
    thisSite: 'this site',
    factOffline: 'Network',
    onDevice: 'on this device',
  },
  de: {
    open: 'Modelle',
    title: 'Modelle',
    close: 'Schließen',
    intro: 'Ein Modell besteht aus Daten: Es zeichnet und kann keinen Code ausführen. Jede Datei wird vor dem Gebrauch an ihrem Fingerabdruck geprüft.',
    siteModel: 'Das Modell dieser Seite',
    fromSite: 'Gehört zu dieser Website',
    fromHost: (host) => `Von ${host}`,
    fromFolder: 'Aus einem Ordner dieses Geräts',
    inUse: 'In Gebrauch',
    kept: 'Auf diesem Gerät',
    notHere: (size) => `${size}, noch nicht geladen`,
    partly: (done, total) => `${done} von ${total} geladen`,
    fetching: (done, total) => `${done} von ${total}`,
    use: 'Verwenden',
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
    working: 'Wird gelesen',
    untrusted: (host) => `Dieses Modell kommt von ${host}, nicht von dieser Website.`,
    untrustedWhy:
      'Kinora prüft, dass seine Dateien vollständig ankommen. Wer es gemacht hat und was es zeichnet, kann Kinora nicht verbürgen. Beim Laden sieht jene Website Ihre Netzadresse.',
    linkAsks: (host) => `Der Link, der diese Seite geöffnet hat, möchte ein Modell von ${host} verwenden. Von dort wurde nichts geladen.`,
    showMe: 'Modell zeigen',
    refuse: 'Nein, danke',
    fetchAndUse: (size) => `${size} laden und verwenden`,
    useIt: 'Verwenden',
    licence: 'Lizenz',
    acceptsTerms: 'Ich habe diese Lizenz gelesen und nehme sie an:',
    draws: 'Zeichnet',
    noRoom: (needed) =>
      `Es braucht noch ${needed} auf diesem Gerät, und der Browser hat für diese Website weniger übrig. Löschen Sie zuerst ein anderes Modell oder einige Filme.`,
    deviceTitle: 'Auf diesem Gerät',
    used: (size) => `${size} von dieser Website belegt, Filme eingeschlossen`,
    free: (size) => `${size} frei`,
    persisted: 'Der Browser behält es, bis Sie es löschen.',
    notPersisted: 'Der Browser darf es löschen, wenn der Speicher voll wird.',
    offlineReady: 'Geht ohne Netz',
    offlineShell: 'Die Seite öffnet sich ohne Netz; für Filme muss das Modell einmal geladen werden',
    offlineNot: 'Braucht das Netz',
    install: 'Kinora als App installieren',
    noBrowserStorage: 'Dieser Browser gibt der Seite keinen Dateispeicher; es lässt sich kein Modell hinzufügen.',
    firstFetch: (size, from) => `Der erste Film lädt das Modell von ${from}, einmalig: ${size}.`,
    firstFetchNoRoom: (size) =>
      `Der erste Film lädt das Modell: ${size}. Der Browser hat für diese Website weniger übrig; es kann nicht behalten werden und kommt beim nächsten Besuch wieder.`,
    firstFetchNoStorage: (size) =>
      `Der erste Film lädt das Modell: ${size}. Dieser Browser gibt der Seite keinen Dateispeicher; es kommt beim nächsten Besuch wieder.`,
    keep: 'Auf diesem Gerät behalten, für den Gebrauch ohne Netz',
    fetchNow: 'Jetzt laden',
    thisSite: 'dieser Website',
    factOffline: 'Netz',
    onDevice: 'auf diesem Gerät',
  },
};
