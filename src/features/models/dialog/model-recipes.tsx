import { useModelsState } from '../use-models.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { dialogTexts } from './dialog-texts.js';

/** Models that nobody publishes for browsers: how to make them, and load the folder. */
export function ModelRecipes() {
  const text = useTexts(dialogTexts);
  const recipes = useModelsState((state) => state?.choices?.recipes);
  if (recipes === undefined || recipes.length === 0) return null;
  return (
    <details className="models__part" data-testid="model-recipes">
      <summary className="models__subtitle">{text.recipesTitle}</summary>
      <p className="models__note">{text.recipesHint}</p>
      {recipes.map(({ title, description, licence, command, draws, moves }) => (
        <div key={title} className="recipe">
          <p>
            <strong>{title}</strong> · {[...(draws ? [text.draws] : []), ...(moves ? [text.moves] : [])].join(', ')}
          </p>
          <p lang="en">{description}</p>
          <p className="models__note">
            {text.licence}:{' '}
            {licence.url === undefined ? (
              licence.name
            ) : (
              <a href={licence.url} target="_blank" rel="noreferrer">
                {licence.name}
              </a>
            )}
          </p>
          <div className="recipe__command">
            <code>{command}</code>
            <CopyButton text={command} labels={{ copy: text.copy, copied: text.copied, refused: text.notCopied }} className="button" testId="recipe-copy" />
          </div>
        </div>
      ))}
    </details>
  );
}
