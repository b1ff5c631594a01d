import type { PromptThings, PromptWeather } from '../../../../contract/generator.js';
import type { Weather } from '../../../../contract/names.js';

/** What a prompt says of its weather, before anything else of it is read. */
export interface SaidWeather {
  /** Null: nothing falls. Undefined: nothing is said of it but, perhaps, by its place. */
  readonly kind: Weather | null | undefined;
  /** The prompt without these words, or with words for them that are read as a place. */
  readonly rest: string;
  /** Where it falls if the prompt does not say. */
  readonly place: string;
}

/** Of a prompt as it is read: all that it says of its place, and the place that suits its thing where it says nothing. */
export interface ReadScene {
  readonly said: string;
  readonly usual: string;
}

const FALLS = String.raw`(?:fall(?:ing|s)?|float(?:ing|s)?|fly(?:ing)?|flies|drift(?:ing|s)?|blow(?:ing|s)?|swirl(?:ing|s)?|rain(?:ing|s)?|danc(?:ing|es?)|ris(?:ing|es?)|glow(?:ing|s)?)`;
const HOW = String.raw`(?:(?:is|are|all|slowly|gently|softly|quickly|that) )*`;
const WHERE = String.raw`(?: (?:down|around|through the air|in the air|in the wind|everywhere|from the sky|from above|from|off)\b)*`;
/** What leads to it: "a dog with falling leaves", "playing in falling leaves". */
const BEFORE = String.raw`(?:^|\s*,\s*|\s+)(?:(?:with|and|in|among|amid|amidst|under|through|while|as|of|some|many|the|lots of|surrounded by|covered in)\s+)*`;

/** Words before a noun that say which. */
const COLOURS = String.raw`(?:(?:red|golden|gold|yellow|orange|brown|colou?rful|pink|white|tiny|little|small|big|beautiful|autumn|autumnal|dry|dead|maple|oak|fallen|cherry|cherry-|rose|sakura|flower|peach|apple|plum|blossom) )*`;
const moving = (noun: string): string => String.raw`(?:${FALLS} ${COLOURS}${noun}${WHERE}|${COLOURS}${noun} ${HOW}${FALLS}${WHERE})`;
const pattern = (what: string): RegExp => new RegExp(`${BEFORE}${what}(?![\\w-])`, 'iu');

/** Things in the plural that fall are weather, where the same things by themselves are things. The first that fits counts. */
const THINGS: readonly (readonly [Weather, RegExp, unless?: RegExp])[] = [
  ['petals', pattern(String.raw`(?:${moving('(?:petals|blossoms)')}|${COLOURS}cherry blossom ${HOW}${FALLS}${WHERE}|${COLOURS}petals in the wind)`)],
  ['leaves', pattern(String.raw`(?:${moving('leaves')}|${COLOURS}leaves in the wind|(?:autumn|fall) ${FALLS} leaves)`)],
  ['confetti', pattern(String.raw`(?:(?:${FALLS} )?${COLOURS}confetti(?: ${HOW}${FALLS})?${WHERE})`), /confetti[ -](?:ball|popper|cannon|cake)/iu],
  ['fireflies', pattern(String.raw`(?:(?:${FALLS} )?${COLOURS}(?:fireflies|lightning bugs|glowworms)(?: ${HOW}${FALLS})?${WHERE})`)],
  ['bubbles', pattern(String.raw`(?:(?:${FALLS} )?${COLOURS}(?:air )?bubbles(?: ${HOW}${FALLS}(?: up)?)?${WHERE})`), /^(?!.*\b(?:under ?water|under the (?:water|sea|ocean)|aquarium|reef|seabed)\b)|\b(?:soap|speech|thought|chat|dream) bubbles/iu],
];

/** What a reader of places does not understand is said in words that it does. */
const PLACES: readonly (readonly [RegExp, phrase: string])[] = [
  [/(?:\b(?:while|as|where|when) )?\b(?:(?:it is|it's|its|it was) )?\bsnowing\b|\bit snows\b|\bsnow is falling\b|\b(?:in )?an? (?:blizzard|snowstorm)\b|\bsnow ?flakes (?:are )?(?:slowly |gently )?falling\b|\bfalling snow ?flakes\b/iu, 'in the snow'],
  [/(?:\b(?:while|as|where|when) )?\b(?:it is|it's|its|it was) (?:raining|pouring|drizzling)\b|\bit rains\b|\brain is falling\b|\brain ?drops (?:are )?falling\b|\bfalling rain ?drops\b|\b(?:in )?a (?:downpour|drizzle)\b/iu, 'in the rain'],
];

const NAMES = { rain: 'rain(?:ing|fall|drops)?', snow: 'snow(?:ing|fall|flakes)?' } as const;
const NOTHING = new RegExp(String.raw`[\s,]*\b(?:but |and |with )?(?:no|without(?: any)?|not|no more) (?:(?:${NAMES.rain}|${NAMES.snow})(?: falling)?|falling (?:${NAMES.rain}|${NAMES.snow}|petals|leaves|blossoms)|(?:petals|leaves|blossoms) falling|confetti|fireflies|weather)\b(?! (?:boots|coat))`, 'iu');
const OVER = /\bafter (?:the |a )?(?:rain|snow|storm)/iu;

/** Names of places, of times and of weathers. */
const FALLING: readonly (readonly [Weather, RegExp])[] = [
  ['rain', /\b(?:rain|rains|raining|rainy|rainfall|rainstorm|downpour|thunderstorm|storm|stormy|bad weather)\b/u],
  ['snow', /\b(?:snow|snows|snowing|snowy|snowfall|snowstorm|blizzard|winter|wintertime)\b/u],
];
/** It neither rains nor snows there. */
const COVERED = /\b(?:room|rooms|kitchen|bedroom|classroom|class|school|home|indoors|mall|shop|lobby|apartment|studio|factory|warehouse|workshop|stage|theater|cave|cavern|dungeon|party|space|under ?water|underwater|counter)\b/u;

/** Where each is at home, and how it is said. */
const HOMES: Readonly<Record<Weather, readonly [place: string, words: string]>> = {
  rain: ['in the rain', 'rain falling'],
  snow: ['in the snow', 'snow falling'],
  petals: ['in a garden', 'falling petals'],
  leaves: ['in an autumn forest', 'falling leaves'],
  confetti: ['at a party', 'falling confetti'],
  fireflies: ['in a forest', 'with fireflies'],
  bubbles: ['under water', 'rising bubbles'],
};

/** @param places phrases that a pack draws as places */
export function sayWeather(prompt: string, places: readonly string[]): SaidWeather {
  const none = NOTHING.test(prompt);
  const said = none ? prompt.replace(NOTHING, '') : prompt;
  const nothing = none || OVER.test(prompt) ? null : undefined;
  const known = PLACES.find(([words, phrase]) => words.test(said) && places.includes(phrase));
  const rest = known ? said.replace(known[0], known[1]) : said;
  const found = nothing === null ? undefined : THINGS.find(([, words, unless]) => words.test(rest) && unless?.test(rest) !== true);
  if (!found) return { kind: nothing, rest: rest === prompt ? prompt : tidy(rest), place: '' };
  const [kind, words] = found;
  const [home] = HOMES[kind];
  return { kind, rest: tidy(rest.replace(words, ' ')), place: places.includes(home) ? home : '' };
}

/** What falls, once the rest of a prompt is read; undefined where nothing is said of it. */
export function weatherOf({ kind }: SaidWeather, { said, usual }: ReadScene): PromptWeather | undefined {
  const scene = `${said} ${usual}`;
  const byPlace = FALLING.find(([, names]) => names.test(scene))?.[0] ?? null;
  if (kind === null) return { kind, isSaid: true, words: byPlace === null ? '' : `no ${byPlace}` };
  if (kind !== undefined) return { kind, isSaid: true, words: HOMES[kind][1] };
  if (byPlace === null || COVERED.test(scene)) return undefined;
  return { kind: byPlace, isSaid: usual === '', words: '' };
}

/** Names of times that a weather brings with it. */
const BRINGS: Partial<Record<Weather, RegExp>> = { fireflies: /^(?:night|nighttime|evening|dusk|dark|darkness)$/u };

/** Whether a weather shows what a word says, though the place is not drawn so. */
export function showsWord({ kind }: PromptWeather, word: string): boolean {
  return kind !== null && (BRINGS[kind]?.test(word) === true || FALLING.some(([weather, names]) => weather === kind && names.test(word)));
}

/** The rest of a prompt, where that is drawn and not the prompt. */
export function restOf({ rest }: SaidWeather, prompt: string, limits: PromptThings['limits']): PromptThings | null {
  return rest === prompt || rest === '' ? null : { background: rest, hideSubject: false, layers: [], place: '', camera: '', limits };
}

const tidy = (text: string): string => text.replace(/\s+/gu, ' ').replace(/ ?, ?(?:, ?)+/gu, ', ').replace(/^[\s,]*(?:(?:and|with|of)\b)?[\s,]*|[\s,]+$/gu, '');
