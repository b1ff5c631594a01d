import type { ErrorTexts } from '../describe.js';
import type { EmbedErrors } from '../error-params.js';

export const EMBED_ERRORS: ErrorTexts<keyof EmbedErrors> = {
  'embedding-not-allowed': ({ origin }) => [
    `${origin} darf dieses Kinora nicht einbetten.`,
    'Bitte den Betreiber, die Herkunft unter "embed" in embed-hosts.json einzutragen, oder betreibe ein eigenes Kinora.',
  ],
  'driving-not-allowed': ({ origin, hidden }) => [
    `${origin} darf dieses Kinora nicht steuern, ${hidden ? 'solange sein Rahmen nicht zu sehen ist' : 'wenn seine Oberfläche fehlt'}.`,
    'Zeig es mit ui "minimal" oder "full", im Blick und mindestens 160 × 80 Pixel groß, oder bitte den Betreiber, die Herkunft unter "drive" in embed-hosts.json einzutragen.',
  ],
  'other-embed-version': ({ version }) => [
    `Dieses Kinora spricht ${version} und die Seite darum herum eine andere Version.`,
    'Lade embed.js von derselben Adresse wie den Rahmen, ohne eine alte Kopie im Zwischenspeicher.',
  ],
  'too-many-films-waiting': ({ max }) => [`Es warten schon ${max} Filme.`, 'Warte auf einen davon, oder brich einen ab.'],
  'host-request-malformed': ({ field, unknown }) => [
    `${field === null ? 'Der Auftrag' : `„${field}“ des Auftrags`} ${unknown === null ? 'hat nicht den richtigen Typ' : `hat das unbekannte Feld „${unknown}“`}.`,
    'Schicke die Felder, die embed.d.ts für GenerateRequest nennt.',
  ],
};
