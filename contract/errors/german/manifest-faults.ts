import type { ManifestFaultTexts } from '../manifest-fault.js';
import { decimal, number } from './number.js';

const TYPES = { text: 'kein Text in Anführungszeichen', number: 'keine Zahl', 'whole number': 'keine ganze Zahl', 'true or false': 'weder true noch false', list: 'keine Liste', record: 'kein Objekt' } as const;

const listed = (words: readonly string[]): string => words.map((word) => `„${word}“`).join(', ');

/** Each ends the sentence 'pack.json stimmt bei „...“ nicht: '. */
export const MANIFEST_FAULTS: ManifestFaultTexts = {
  missing: 'Das Feld fehlt',
  'unknown-field': 'Ein solches Feld gibt es nicht',
  'wrong-type': ({ expected, found }) => `${found} ist ${TYPES[expected]}`,
  empty: 'Es ist leer',
  'too-small': ({ min, exclusive, found }) => `${found} ist zu klein; es muss ${exclusive ? 'mehr als' : 'mindestens'} ${decimal(min)} sein`,
  'too-large': ({ max, found }) => `${found} ist zu groß; es darf höchstens ${decimal(max)} sein`,
  'wrong-length': ({ expected, found }) => `${found} muss ${number(expected)} Glieder haben`,
  odd: ({ found }) => `${found} ist ungerade; Videos brauchen gerade Größen`,
  'not-one-of': ({ choices, found }) => `${found} ist keines von ${listed(choices)}`,
  'bad-path': ({ found }) => `${found} ist kein Pfad innerhalb des Modells wie „graphs/text-encoder.onnx“`,
  'bad-hash': ({ found }) => `${found} ist kein SHA-256 aus 64 hexadezimalen Ziffern in Kleinbuchstaben`,
  'bad-address': ({ found }) => `${found} ist keine Adresse, die mit https:// beginnt`,
  'no-slash': ({ found }) => `${found} endet nicht mit einem Schrägstrich`,
  'bad-name': ({ found }) => `${found} ist kein Name aus Buchstaben, Ziffern, Punkten, Binde- und Unterstrichen`,
  'no-half': 'Das Modell hat weder „textToImage“ noch „imageToVideo“',
  'graph-unknown': ({ graph, known }) => `In „graphs“ gibt es kein „${graph}“, sondern ${listed(known)}`,
  'graph-unused': 'Nichts im Modell benutzt diesen Graphen',
  'variant-unreplaced': 'Diese Variante kann falsche Ergebnisse geben, und hinter ihr steht keine, die an ihre Stelle treten kann',
  'role-missing': ({ roles }) => `Kein Tensor hat die Rolle ${roles.map((role) => `„${role}“`).join(' oder ')}`,
  'role-unknown': ({ role, known }) => `Die Rolle „${role}“ gibt es hier nicht, sondern ${listed(known)}`,
  'role-twice': ({ role }) => `Ein Tensor davor hat die Rolle „${role}“ schon`,
  'name-twice': ({ name }) => `Ein Tensor davor heißt schon „${name}“`,
  'shape-mismatch': ({ shape, expected }) => `Die Form ${shape} endet nicht mit der der Latents, ${expected}`,
  'encoder-unknown': ({ encoder, count }) => `Einen Text-Encoder ${number(encoder)} gibt es nicht; es sind ${number(count)}, von 0 an gezählt`,
  'sigmas-climb': 'Die Rauschpegel müssen auf 0 fallen',
  'sigmas-not-from-one': ({ first }) => `Die Rauschpegel von „flow“ beginnen bei 1, nicht bei ${decimal(first)}`,
  'timesteps-count': ({ steps, found }) => `Für ${number(steps)} Schritte stehen da ${number(found)} Zeitpunkte`,
  'timesteps-needed': 'Diese Art von Scheduler braucht für jeden Schritt einen Zeitpunkt',
  'prediction-unfit': ({ kind, choices }) => `Ein Scheduler der Art „${kind}“ nimmt ${listed(choices)}`,
  'template-without-prompt': 'In der Vorlage steht kein „{prompt}“',
  'factor-needs-per-latent': 'Ein Faktor der Bewegung braucht einen Decoder mit dem Modus „perLatent“',
  'alpha-needs-layers': 'Nur ein Decoder der Art „layers“ macht durchsichtige Filme',
  'overlap-needed': 'Ein Decoder mit „framesPerLatent.first“ braucht eine Überlappung von mindestens 1',
  'overlap-beyond-window': ({ overlap, latents }) => `Eine Überlappung von ${number(overlap)} ist mehr als die ${number(latents)} Latents eines Fensters`,
  'timestep-needed': 'Der Denoiser hat keinen Eingang mit der Rolle „timestep“ oder „sigma“',
  'shares-with-nobody': 'Das Modell hat kein „textToImage“, mit dem es Latents teilen könnte',
  'value-needed': 'Eine Konstante braucht „value“',
  'table-unknown': ({ table, known }) => `Eine Tabelle „${table}“ gibt es nicht, sondern ${listed(known)}`,
  'table-bytes': ({ found, expected }) => `Die Zeilen sind ${number(expected)} Bytes groß, nicht ${number(found)}`,
  'table-columns': ({ shape, columns }) => `Die Form ${shape} endet nicht mit den ${number(columns)} Spalten der Tabelle`,
  'place-rows': ({ places, rows }) => `Es sind ${number(places)} Orte, und die Tabelle hat ${number(rows)} Zeilen`,
};
