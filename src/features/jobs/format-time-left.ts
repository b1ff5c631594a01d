import { say } from '../../i18n/language.js';
import { saySeconds } from '../../ui/format.js';
import { jobTexts } from './job-texts.js';

export function sayTimeLeft(seconds: number): string {
  const words = say(jobTexts);
  return seconds < 1.5 ? words.nearlyThere : words.timeLeft(saySeconds(Math.ceil(seconds)));
}
