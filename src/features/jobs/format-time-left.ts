import { translate } from '../../i18n/language.js';
import { formatDuration } from '../../ui/format.js';
import { jobTexts } from './job-texts.js';

export function formatTimeLeft(seconds: number): string {
  const words = translate(jobTexts);
  return seconds < 1.5 ? words.nearlyThere : words.timeLeft(formatDuration(Math.ceil(seconds)));
}
