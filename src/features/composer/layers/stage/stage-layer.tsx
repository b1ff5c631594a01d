import { useEffect, type CSSProperties, type KeyboardEvent } from 'react';
import { useObjectUrl } from '../../../../ui/use-object-url.js';
import type { LayerDraft } from '../layer-draft.js';
import { titleStyle } from './title-style.js';
import { alphaMapOf } from './alpha-map.js';

export interface StageLayerProps {
  readonly layer: LayerDraft;
  readonly label: string;
  readonly name: string;
  readonly selected: boolean;
  /** What is drawn of it; null while nothing is. */
  readonly picture: Blob | null;
  readonly drawing: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One layer where it stands in the frame. Pointers are handled by the stage, which sees what is transparent. */
export function StageLayer({ layer: { id, content, place, lacksPicture }, label, name, selected, picture, drawing, onFocus, onKeyDown }: StageLayerProps) {
  const url = useObjectUrl(picture);
  // Its map is made before it is pointed at.
  useEffect(() => {
    if (picture !== null) void alphaMapOf(picture);
  }, [picture]);
  const style: CSSProperties & Record<`--${string}`, number | string> = {
    '--x': place.x,
    '--y': place.y,
    '--size': place.size,
    '--turn': `${place.turn ?? 0}deg`,
  };
  return (
    <div
      className={content.kind === 'title' ? 'stage-layer stage-layer--title' : 'stage-layer'}
      style={style}
      data-layer={id}
      data-testid="stage-layer"
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={selected}
      aria-describedby="stage-keys"
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      {content.kind === 'title' ? (
        <span className="stage-layer__title" style={titleStyle(content)} dir="auto">
          {content.text.trim() === '' ? name : content.text.trim()}
        </span>
      ) : url !== null ? (
        <img className="stage-layer__picture" src={url} alt="" draggable={false} />
      ) : (
        <span className="stage-layer__blank" data-drawing={drawing} data-lacks={lacksPicture} lang="en" dir="auto">
          {name}
        </span>
      )}
    </div>
  );
}
