import type { ErrorTexts } from '../describe.js';
import type { ModelErrors } from '../error-params.js';
import { describeFault } from '../manifest-fault.js';
import { COMPOSED } from './composed.js';
import { MANIFEST_FAULTS } from './manifest-faults.js';
import { decimal, number } from './number.js';

const FETCH_AGAIN = 'Lade das Modell noch einmal; hilft das nicht, wurde es falsch veröffentlicht.';
const OTHER_PACK = 'Nimm ein anderes Modell, oder frag, wer dieses gemacht hat.';
const OTHER_BACKEND = 'Lade das Modell noch einmal, oder wähle ein anderes Modell oder etwas anderes, worauf es rechnet.';

const gigabytes = (bytes: number): string => `${decimal(bytes / 1e9)} GB`;
const megabytes = (bytes: number): string => `${decimal(Math.max(0, bytes) / 1e6)} MB`;

export const MODEL_ERRORS: ErrorTexts<keyof ModelErrors> = {
  'no-pack-loaded': ['Es ist kein Modell geladen.', 'Lade zuerst ein Modell.'],
  'pack-address-malformed': ({ address }) => [`„${address}“ ist keine Adresse eines Modells.`, 'Gib die ganze Adresse des Ordners an, in dem pack.json liegt.'],
  'not-a-pack-address': [
    'Das ist keine Adresse eines Modells.',
    'Füge die ganze Adresse des Ordners ein, in dem pack.json liegt, oder die eines Hub-Repositorys.',
  ],
  'pack-file-not-found': ({ file, status, url }) => [
    `„${file}“ gehört zum Modell und lässt sich nicht laden: Der Server antwortet mit ${status}.`,
    `Prüfe, ob es ${url} gibt.`,
  ],
  'pack-file-needs-sign-in': ({ file, host }) => [
    `Der Server ${host} gibt „${file}“ des Modells nur Leuten, die dort angemeldet sind.`,
    'Melde dich dort an, stimme den Bedingungen des Modells zu, lade seine Dateien herunter, und wähle ihren Ordner.',
  ],
  'pack-server-busy': ({ file, host, status }) => [
    `Der Server ${host} kann „${file}“ des Modells gerade nicht liefern: Die Antwort war ${status}.`,
    'Warte ein paar Minuten, und versuch es noch einmal: Es geht dort weiter.',
  ],
  'pack-server-not-reached': ({ host }) => [
    `Der Server ${host} gibt dieser Seite keine Antwort, die sie lesen darf.`,
    'Prüfe die Verbindung; ist sie in Ordnung, lässt er andere Websites seine Dateien nicht lesen (CORS): Nimm eine andere Adresse des Modells.',
  ],
  'pack-rows-not-reached': ({ host }) => [
    `Dieser Film braucht einen Teil des Modells, der noch nicht auf diesem Gerät ist, und der Server ${host} antwortet nicht.`,
    'Prüfe die Verbindung, und versuch es noch einmal. Ein Modell, das ganz auf dem Gerät liegt, braucht keine.',
  ],
  'manifest-interrupted': [
    'Die Verbindung riss ab, während „pack.json“ des Modells geladen wurde.',
    'Prüfe die Verbindung und die Adresse des Modells, und versuch es noch einmal.',
  ],
  'pack-file-interrupted': ({ file, percent }) => [
    `Die Verbindung riss ab, während „${file}“ des Modells geladen wurde, bei ${percent} %.`,
    'Prüfe die Verbindung, und versuch es noch einmal: Es geht dort weiter.',
  ],
  'pack-fetch-under-way': ['Dieses Modell wird schon geladen.', 'Warte darauf, oder halte es an.'],
  'manifest-not-json': ['pack.json ist kein JSON.', 'Prüfe, ob die Adresse der Ordner eines Modells ist.'],
  'pack-format-unknown': ({ format, reads }) => [
    `Das Modell hat ${format === null ? 'kein Format' : `das Format ${format}`}; diese Fassung von Kinora liest ${reads.join(' und ')}.`,
    'Nimm ein Modell für diese Fassung, oder aktualisiere Kinora.',
  ],
  'manifest-faulty': ({ where, fault }) => [`pack.json stimmt bei „${where}“ nicht: ${describeFault(fault, MANIFEST_FAULTS)}.`, 'Berichtige pack.json, oder frag, wer das Modell gemacht hat.'],
  'pack-draws-nothing': ({ title }) => [
    `Das Modell „${title}“ zeichnet keine Bilder, es bewegt sie nur.`,
    'Gib ein Bild an, mit dem der Film beginnt, oder nimm ein anderes Modell.',
  ],
  'pack-not-layered': ({ title, what }) => [`Filme des Modells „${title}“ können ${COMPOSED[what]} haben.`, 'Wähle für die Bewegung ein anderes Modell, etwa das mitgelieferte, oder verzichte darauf.'],
  'pack-not-transparent': ({ title }) => [`Das Modell „${title}“ kann keine Filme auf durchsichtigem Hintergrund machen.`, 'Wähle für die Bewegung ein anderes Modell, etwa das mitgelieferte, oder verzichte auf die Durchsichtigkeit.'],
  'pack-moves-nothing': ({ title }) => [`Das Modell „${title}“ zeichnet Bilder und bewegt sie nicht.`, 'Nimm ein Modell, das Filme macht.'],
  'graph-value-missing': ({ graph, role }) => [`Der Graph ${graph} des Modells braucht „${role}“, und nichts im Modell liefert es.`, OTHER_PACK],
  'pack-file-short': ({ file, found, bytes }) => [`„${file}“ ist abgeschnitten: ${number(found)} von ${number(bytes)} Bytes.`, FETCH_AGAIN],
  'pack-file-long': ({ file, found, bytes }) => [
    `„${file}“ hat ${number(found)} Bytes oder mehr; nach dem Verzeichnis sind es ${number(bytes)}.`,
    FETCH_AGAIN,
  ],
  'pack-hash-mismatch': ({ file, found, expected }) => [
    `„${file}“ ist nicht die Datei, die das Verzeichnis meint: Ihr SHA-256 ist ${found.slice(0, 12)}…, nicht ${expected.slice(0, 12)}….`,
    FETCH_AGAIN,
  ],
  'tokenizer-unreadable': ({ file }) => [`„${file}“ ist kein Tokenizer, der sich lesen lässt.`, OTHER_PACK],
  'near-words-unreadable': ['Die verwandten Wörter des Modells lassen sich nicht lesen.', OTHER_PACK],
  'word-forms-unreadable': ['Die Wortformen des Modells lassen sich nicht lesen.', OTHER_PACK],
  'graph-not-loaded': ({ graph }) => [`Der Graph ${graph} des Modells lässt sich nicht laden.`, OTHER_BACKEND],
  'graph-not-run': ({ graph }) => [`Der Graph ${graph} des Modells lässt sich nicht ausführen.`, OTHER_BACKEND],
  'no-variant': ({ title, graph, backend }) => [
    `Das Modell „${title}“ hat keine Variante von ${graph} für die ${backend === 'webgpu' ? 'GPU (WebGPU)' : 'CPU (WebAssembly)'} dieses Geräts.`,
    `Lass es auf der ${backend === 'webgpu' ? 'CPU' : 'GPU'} rechnen, oder nimm ein anderes Modell.`,
  ],
  'pack-needs-gpu': ({ title }) => [`„${title}“ braucht eine GPU über WebGPU, und hier liefe es auf der CPU.`, 'Lass es auf der GPU rechnen, wenn dieser Browser eine anbietet, oder wähle ein anderes Modell.'],
  'pack-needs-features': ({ title, features }) => [
    `„${title}“ braucht eine Fähigkeit der GPU, die dieses Gerät oder dieser Browser nicht hat: ${features.join(', ')}.`,
    'Wähle ein anderes Modell, oder nimm ein anderes Gerät oder einen anderen Browser.',
  ],
  'pack-needs-buffer': ({ title, neededBytes, availableBytes }) => [
    `„${title}“ braucht GPU-Puffer von ${gigabytes(neededBytes)}; dieses Gerät erlaubt ${gigabytes(availableBytes)}.`,
    'Wähle ein kleineres Modell, oder nimm ein anderes Gerät.',
  ],
  'pack-needs-memory': ({ title, neededBytes, availableBytes }) => [
    `Das Modell „${title}“ braucht etwa ${gigabytes(neededBytes)} Arbeitsspeicher; eine Seite auf diesem Gerät kann etwa ${gigabytes(availableBytes)} haben.`,
    'Nimm ein kleineres Modell oder ein Gerät mit mehr Arbeitsspeicher.',
  ],
  'no-room-for-pack': ({ neededBytes, freeBytes }) => [
    `Das Modell braucht noch ${megabytes(neededBytes)} auf diesem Gerät, und der Browser hat für diese Website ${
      freeBytes === null || freeBytes >= neededBytes ? 'weniger' : megabytes(freeBytes)
    } übrig.`,
    'Schaffe Platz auf dem Gerät, lösche ein anderes Modell oder einige Filme, oder verwende das Modell, ohne es zu behalten.',
  ],
  'no-storage-for-packs': [
    'Dieser Browser gibt der Seite keinen Speicher, also lässt sich kein Modell behalten.',
    'Verlasse das private Fenster, oder erlaube dieser Website, Daten zu speichern.',
  ],
  'pack-not-kept': ['Der Browser hat das Modell nicht behalten.', 'Schaffe Platz auf dem Gerät, und lade es noch einmal.'],
  'folder-lacks-file': ({ file }) => [`In dem Ordner fehlt „${file}“, das seine pack.json nennt.`, 'Wähle den ganzen Ordner des Modells.'],
  'folder-lacks-manifest': ['In dem Ordner liegt keine pack.json.', 'Wähle den Ordner eines Modells von Kinora: den mit pack.json darin.'],
  'folder-pack-gone': [
    'Das Modell aus einem Ordner dieses Geräts ist hier nicht mehr gespeichert.',
    'Wähle seinen Ordner noch einmal, oder nimm ein anderes Modell.',
  ],
  'folder-file-gone': ({ file }) => [`„${file}“ des Modells aus einem Ordner ist nicht auf diesem Gerät.`, 'Wähle den Ordner des Modells noch einmal.'],
  'licence-not-accepted': ({ title, licence, url }) => [
    `„${title}“ steht unter einer Lizenz, die vorher anzunehmen ist: ${licence}${url === null ? '' : ` (${url})`}.`,
    'Lies sie, und nimm sie unter „Modelle“ an; auf der Kommandozeile mit --accept-licence.',
  ],
  'hub-pack-not-chosen': ({ title, host }) => [`Die Dateien von „${title}“ liegen bei ${host}, und dort wurde noch nichts erfragt.`, 'Wähle das Modell unter „Modelle“.'],
  'hub-not-reached': ({ host }) => [
    `Die Website ${host} gibt dieser Seite keine Antwort, die sie lesen darf.`,
    'Prüfe die Verbindung, und ob dieses Netz oder die Regeln dieser Website die Seite davon abhalten.',
  ],
  'hub-asks-for-sign-in': ({ host, repo }) => [`Die Website ${host} gibt „${repo}“ nur an Angemeldete.`, 'Wähle ein anderes Modell, oder lade jenes selbst herunter und füge seinen Ordner hinzu.'],
  'hub-revision-gone': ({ host, repo, revision }) => [`Die Website ${host} hat „${repo}“ nicht in der Fassung ${revision}: Sie wurde verschoben oder gelöscht.`, 'Wähle ein anderes Modell, oder aktualisiere Kinora.'],
  'hub-refuses': ({ host, repo, status }) => [`Die Website ${host} antwortet mit ${status} auf die Frage nach „${repo}“.`, 'Versuch es später noch einmal, oder wähle ein anderes Modell.'],
  'hub-listing-unreadable': ({ host, repo }) => [`Die Website ${host} führt die Dateien von „${repo}“ so auf, dass diese Fassung von Kinora es nicht lesen kann.`, 'Aktualisiere Kinora, oder wähle ein anderes Modell.'],
  'hub-file-gone': ({ repo, file }) => [`„${repo}“ hat keine Datei „${file}“ mehr.`, 'Wähle ein anderes Modell, oder aktualisiere Kinora.'],
  'catalogue-unreadable': ['Die Liste der Modelle, die diese Website anbietet, lässt sich nicht lesen.', 'Lade die Seite neu, oder füge ein Modell mit seiner Adresse hinzu.'],
  'model-not-here': ({ id }) => [`Das Modell „${id}“ gehört weder zu dieser Website, noch ist es auf diesem Gerät.`, 'Nenne ein Modell, das diese Website anbietet, oder lade es unter „Modelle“.'],
  'runtime-interrupted': ['Der Teil, der Modelle ausführt, ließ sich nicht laden.', 'Prüfe die Verbindung, und lade die Seite neu.'],
};
