import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { FilmIcon } from '../../../ui/icons/icons.js';
import { batchTexts } from './batch-texts.js';
import { promptLines } from './prompt-lines.js';

/** Under a prompt of several lines: a film for each of them. */
export function LinesOffer() {
  const studio = useStudio();
  const text = useTexts(batchTexts);
  const prompt = useStudioState((state) => state.prompt);
  const lines = promptLines(prompt);
  if (lines.length === 0) return null;
  return (
    <button type="button" className="button lines-offer" data-testid="each-line" title={text.eachLineHint} onClick={() => void studio.composer.generateEach(lines)}>
      <FilmIcon />
      {text.eachLine(lines.length)}
    </button>
  );
}
