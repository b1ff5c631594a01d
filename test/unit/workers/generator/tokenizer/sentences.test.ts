import { expect, test } from 'vitest';
import { ASPECTS, readLabelled, scoreSentence, stem, type SentenceReading } from './score-sentences.js';
import { starterTokenizer, texts, vocabulary } from '../../../../fixtures/starter-words.js';

const tokenizer = starterTokenizer(6);
const { places } = JSON.parse(texts.words) as { places: string[] };
const names = [...new Set([...(JSON.parse(texts.words) as { things: string[] }).things, ...vocabulary.objects])].sort((a, b) => b.length - a.length);

function readSentence(sentence: string): SentenceReading {
  const whole = tokenizer.check(sentence);
  const { things } = whole;
  const check = { ...whole, limits: things ? things.limits : whole.limits };
  const text = tokenizer.textOf(things?.background ?? sentence);
  const drawn = things && (things.hideSubject || things.layers.length > 0) ? things.layers.map(({ content }) => (content.kind === 'title' ? '' : tokenizer.textOf(content.prompt))) : [text];
  const thingsIn = (prompt: string): readonly string[] => {
    let rest = ` ${prompt.toLowerCase()} `;
    return names.filter((name) => {
      if (!rest.includes(` ${name} `)) return false;
      rest = rest.replaceAll(` ${name} `, ' , ');
      return true;
    });
  };
  const base = ` ${text.toLowerCase().replaceAll(/[\s,-]+/gu, ' ')} `;
  const drawnPlaces = [...places, ...vocabulary.backgrounds].filter((phrase) => base.includes(` ${phrase} `)).flatMap((phrase) => phrase.split(' ')).map(stem);
  const isPlaced = (words: readonly string[]): boolean => words.flatMap((word) => word.split('/')).some((word) => drawnPlaces.includes(stem(word)));
  return { drawn, base: text, check, thingsIn: things?.hideSubject ? thingsIn : () => [], isPlaced };
}

test.each(['seen', 'held-out', 'fresh', 'mended'])('sentences as people write them are read right, or what is not possible is said: %s', (set) => {
  const scored = readLabelled(`test/fixtures/sentences/${set}.txt`).map((each) => ({ ...each, right: scoreSentence(each, readSentence(each.sentence)) }));
  const rates = Object.fromEntries(ASPECTS.map((aspect) => [aspect, scored.filter(({ right }) => right[aspect]).length / scored.length]));
  const wrong = scored.flatMap(({ sentence, right }) => {
    const missed = ASPECTS.filter((aspect) => !right[aspect]);
    return missed.length === 0 ? [] : [`${sentence}: ${missed.join(', ')}`];
  });
  console.log(`${set}: all right ${100 - (100 * wrong.length) / scored.length}%, ${JSON.stringify(rates)}\n${wrong.join('\n')}`);
  for (const aspect of ASPECTS) expect(rates[aspect], aspect).toBeGreaterThanOrEqual(0.9);
});
