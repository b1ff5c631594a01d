import { useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { baseOf, BASES, type Base, type LayerActions } from './layer-actions.js';
import { layerTexts } from './layer-texts.js';

/** What is behind the layers. */
export function BaseField({ actions }: { readonly actions: LayerActions }) {
  const text = useTexts(layerTexts);
  const base = useStudioState(({ options }) => baseOf(options));
  // What is given has no place without its subject.
  const given = useStudioState(({ picture, footage }) => picture !== null || footage !== null);
  const bases = given ? BASES.filter((each) => each === 'whole' || each === 'subject' || each === base) : BASES;
  return (
    <label className="options__field layers__base">
      {text.behind}
      <select className="options__input" data-testid="layers-base" value={base} onChange={({ target }) => actions.setBase(target.value as Base)}>
        {bases.map((each) => (
          <option key={each} value={each}>
            {text.bases[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
