import { useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { filmCost } from './film-cost.js';
import { noteTexts } from './note-texts.js';

/** Under the length: that layers take their time. */
export function CostNote() {
  const text = useTexts(noteTexts);
  const cost = useStudioState(({ layers, options }) => filmCost(layers, options));
  if (cost === 1) return null;
  return (
    <p className="composer__cost" data-testid="film-cost">
      {text.cost(cost)}
    </p>
  );
}
