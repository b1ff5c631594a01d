import type { ErrorText, ErrorTexts } from '../describe.js';
import type { JobErrors, WorkerRole } from '../error-params.js';
import { number } from './number.js';

const CANCELLED: Readonly<Record<JobErrors['cancelled']['what'], ErrorText>> = {
  job: ['Der Auftrag wurde abgebrochen.', 'Mach den Film neu, wenn du so weit bist.'],
  film: ['Der Film wurde abgebrochen.', 'Mach ihn neu, wann du willst.'],
  conversion: ['Die Umwandlung wurde abgebrochen.', 'Beginne sie neu, wenn du sie brauchst.'],
};

const INSIDE: Readonly<Record<WorkerRole, string>> = { generator: 'Im Filmgenerator', 'model-store': 'In der Ablage der Modelle', converter: 'Bei der Umwandlung' };
const WORKERS: Readonly<Record<WorkerRole, { readonly name: string; readonly remedy: string }>> = {
  generator: {
    name: 'Der Filmgenerator',
    remedy: 'Mach den Film noch einmal: Er startet von selbst neu. Geschieht es wieder, nimm weniger Sekunden, oder schließe andere Tabs.',
  },
  'model-store': {
    name: 'Die Ablage der Modelle',
    remedy: 'Versuch es noch einmal: Sie startet von selbst neu, und ein Download geht weiter, wo er aufhörte.',
  },
  converter: { name: 'Die Umwandlung', remedy: 'Versuch es noch einmal; hält sie wieder an, schließe andere Tabs, damit Speicher frei wird.' },
};

const RELOAD = 'Lade die Seite neu, und versuch es noch einmal.';
const CHOOSE_WASM = 'Lass das Modell auf der CPU (WebAssembly) rechnen.';
const DISCARD = 'Verwirf ihn, und mach ihn neu.';
const OTHER_FORMAT = 'Versuch es noch einmal, oder wähle ein anderes Format.';

const kilobytes = (bytes: number): string => number(Math.ceil(bytes / 1000));

export const JOB_ERRORS: ErrorTexts<keyof JobErrors> = {
  cancelled: ({ what }) => CANCELLED[what],
  'job-id-taken': ({ id }) => [`Es gibt schon einen Auftrag namens „${id}“.`, 'Wähle eine andere jobId.'],
  'unfinished-film-not-found': ({ id }) => [`Es gibt keinen unfertigen Film „${id}“.`, 'Mach ihn neu.'],
  'film-under-way': ['Dieser Film ist schon in Arbeit.', 'Warte auf ihn.'],
  'film-in-another-tab': ({ id }) => [`Dieser Film (${id}) ist in einem anderen Tab in Arbeit.`, 'Warte dort auf ihn, oder schließe zuerst jenen Tab.'],
  'film-begun-with-other-pack': ({ begun, now }) => [
    `Dieser Film wurde mit dem Modell „${begun.id}“ ${begun.version} begonnen; jetzt ist „${now.id}“ ${now.version} da.`,
    DISCARD,
  ],
  'film-begun-with-other-files': ['Dieser Film wurde mit anderen Dateien des Modells begonnen, als jetzt da sind.', DISCARD],
  'out-of-memory': ['Der Arbeitsspeicher reicht nicht, um weiterzumachen.', 'Schließe andere Tabs, nimm einen kürzeren Film, oder lass das Modell auf der CPU (WebAssembly) rechnen.'],
  'conversion-out-of-memory': ['Der Arbeitsspeicher reicht nicht für die Umwandlung.', 'Schließe andere Tabs, oder wähle ein kleineres Format wie MP4.'],
  'no-room': ['Der Browser hat keinen Platz mehr für Dateien.', 'Schaffe Platz auf dem Gerät, und versuch es noch einmal.'],
  'no-room-for-film': ({ megabytes }) => [
    `Der Browser hat keinen Platz mehr für den Film: Es fehlen etwa ${megabytes} MB.`,
    'Lösche Filme, die du nicht mehr brauchst, oder schaffe Platz auf dem Gerät; dann geht es weiter.',
  ],
  'device-lost': [
    'Die Grafikeinheit fiel mitten im Film aus.',
    'Versuch es noch einmal; geschieht es wieder, schließe andere Tabs, oder lass das Modell auf der CPU (WebAssembly) rechnen.',
  ],
  'no-webgpu-adapter': ['Dieser Browser bietet keine Grafikeinheit (WebGPU).', CHOOSE_WASM],
  'no-webgpu-device': ['Die Grafikeinheit lässt sich nicht verwenden (WebGPU).', CHOOSE_WASM],
  'numbers-not-finite': ({ graph }) => [`Der Graph ${graph} gibt auf diesem Gerät keine endlichen Zahlen.`, CHOOSE_WASM],
  'no-codec-at-size': ({ width, height }) => [
    `Dieser Browser zeichnet bei ${width} × ${height} Pixeln weder in H.264 noch in VP9 noch in AV1 auf.`,
    'Nimm ein aktuelles Chrome, Edge, Firefox oder Safari, über https oder auf localhost.',
  ],
  'codec-not-encodable': ({ codec }) => [`Dieser Browser kann in dieser Größe nicht in ${codec} aufzeichnen.`, 'Wähle ein anderes Format.'],
  'encoder-silent': ({ seconds }) => [
    `Der Video-Encoder des Browsers antwortet seit ${seconds} Sekunden nicht.`,
    'Versuch es noch einmal; schweigt er weiter, schließe andere Tabs, die Videos zeigen oder aufnehmen, oder wähle ein anderes Format.',
  ],
  'encoder-broke': ['Der Video-Encoder des Browsers ist ausgefallen.', OTHER_FORMAT],
  'encoder-changed': ['Der Video-Encoder des Browsers hat seine Art aufzuzeichnen gewechselt.', OTHER_FORMAT],
  'film-not-decodable': ['Der Film lässt sich nicht lesen.', 'Lade das MP4 herunter, wie es gemacht wurde, oder mach den Film noch einmal.'],
  'webp-not-encodable': ['Dieser Browser kann kein WebP schreiben.', 'Nimm dafür Chrome, Edge oder Firefox, oder wähle ein anderes Format.'],
  'sticker-needs-transparency': ({ place }) => [`${place} nimmt nur durchsichtige Sticker, und dieser Film hat einen Hintergrund.`, 'Mach den Film mit durchsichtigem Hintergrund.'],
  'sticker-too-few-frames': ({ frames, min }) => [`Der Film hat dafür zu wenige Bilder: ${frames}, und mindestens ${min} müssen es sein.`, 'Mach einen längeren Film, oder wähle ein anderes Format.'],
  'sticker-over-limit': ({ bytes, max }) => [
    `Der Film passt nicht hinein: Das Kleinste, was sich aus ihm machen ließ, hat ${kilobytes(bytes)} KB, und ${kilobytes(max)} KB sind die Grenze.`,
    'Mach einen kürzeren oder schlichteren Film, oder wähle ein anderes Format.',
  ],
  'finished-film-unreadable': ['Der fertige Film lässt sich nicht lesen.', 'Mach ihn noch einmal.'],
  'worker-stopped': ({ worker }) => [
    worker === 'converter' ? 'Die Umwandlung brach unerwartet ab.' : `${WORKERS[worker].name} hielt wegen eines Fehlers an.`,
    WORKERS[worker].remedy,
  ],
  'worker-garbled': ({ worker }) => [`${WORKERS[worker].name} schickte etwas, das sich nicht lesen ließ.`, WORKERS[worker].remedy],
  'generator-silent': ['Der Filmgenerator sagt nicht, was dieser Browser kann.', WORKERS.generator.remedy],
  'generator-not-started': [
    'Der Filmgenerator ließ sich nicht starten.',
    'Lade die Seite neu. Hilft das nicht, nimm eine aktuelle Version von Chrome, Edge, Firefox oder Safari.',
  ],
  'generator-released': ['Der Filmgenerator wurde beendet.', WORKERS.generator.remedy],
  'generator-restarted': ({ why }) => [
    why === 'cancel'
      ? 'Der Filmgenerator wurde neu gestartet, um einen Film abzubrechen.'
      : 'Der Filmgenerator wurde mit einer anderen Zahl von Threads neu gestartet.',
    WORKERS.generator.remedy,
  ],
  unforeseen: ['Während der Film entstand, ging etwas Unvorhergesehenes schief.', 'Versuch es noch einmal; geschieht es wieder, melde es mit den Einzelheiten.'],
  'call-failed': ({ worker }) => [`${INSIDE[worker]} ging etwas schief.`, RELOAD],
  'conversion-failed': ['Die Umwandlung ist gescheitert.', 'Versuch es noch einmal, oder wähle ein anderes Format; der Film selbst ist unversehrt.'],
};
