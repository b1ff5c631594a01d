import './stage.css';
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import type { LayerPlace } from '../../../../../contract/request/layers/layer.js';
import { useStudio, useStudioState } from '../../../../store/use-studio.js';
import { translate } from '../../../../i18n/language.js';
import { useTexts } from '../../../../i18n/use-texts.js';
import type { Studio } from '../../../../store/studio.js';
import { useObjectUrl } from '../../../../ui/use-object-url.js';
import { baseOf, type LayerActions } from '../layer-actions.js';
import type { LayerDraft } from '../layer-draft.js';
import { layerName } from '../layer-name.js';
import { layerTexts } from '../layer-texts.js';
import { alphaMapOf, type AlphaMap } from './alpha-map.js';
import { placeAfterKey } from './place-keys.js';
import { StageLayer } from './stage-layer.js';
import { useStagePointer } from './use-stage-pointer.js';

/** A pause in the pressing of keys after which a screen reader hears where the layer is, in milliseconds. */
const SPOKEN_AFTER_MS = 500;

export interface StageProps {
  readonly actions: LayerActions;
  readonly base: Blob | null;
  readonly baseDrawing: boolean;
  /** What is drawn of each layer. */
  readonly pictureOf: (layer: LayerDraft) => Blob | null;
  readonly isDrawing: (layer: LayerDraft) => boolean;
  readonly onRemove: (layer: LayerDraft) => void;
}

/** The frame of the film, in which layers are dragged, sized and turned. */
export function Stage({ actions, base, baseDrawing, pictureOf, isDrawing, onRemove }: StageProps) {
  const studio = useStudio();
  const text = useTexts(layerTexts);
  const layers = useStudioState((state) => state.layers);
  const layerId = useStudioState((state) => state.layerId);
  const width = useStudioState(({ options, pack }) => options.size?.width ?? pack?.frame.width ?? 1);
  const height = useStudioState(({ options, pack }) => options.size?.height ?? pack?.frame.height ?? 1);
  const behind = useStudioState((state) => state.picture?.background ?? state.footage?.background);
  const emptyGround = useStudioState(({ options }) => ['subject', 'nothing'].includes(baseOf(options)));
  const frame = useRef<HTMLDivElement>(null);
  const baseUrl = useObjectUrl(base);
  const maps = useAlphaMaps(layers.map(pictureOf));
  const selected = layers.find(({ id }) => id === layerId);
  const speak = useSpokenPlace(studio);

  const mapOf = (layer: LayerDraft): AlphaMap | null => {
    const picture = pictureOf(layer);
    return picture === null ? null : (maps.get(picture) ?? null);
  };
  const { gesture, begin, frameProps } = useStagePointer({ frame, layers, layerId, mapOf, onSelect: actions.select, onPlace: actions.place, onDone: speak });

  const onKeyDown = (layer: LayerDraft) => (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onRemove(layer);
      return;
    }
    // AltGr types brackets on many keyboards, which browsers report as Ctrl with Alt.
    const place = event.metaKey || event.ctrlKey !== event.altKey ? null : placeAfterKey(layer.place, event);
    if (place === null) return;
    event.preventDefault();
    actions.place(layer.id, place);
    speak(layer.id);
  };

  return (
    <div className="stage" style={{ '--aspect': width / height } as CSSProperties}>
      <div
        ref={frame}
        className={emptyGround ? 'stage__frame stage__frame--empty' : 'stage__frame'}
        role="group"
        aria-label={text.stage}
        data-testid="stage"
        data-gesture={gesture ?? undefined}
        data-held={selected !== undefined}
        {...frameProps}
      >
        <div className="stage__clip">
          {baseUrl === null ? (
            <div className="stage__blank" data-drawing={baseDrawing} />
          ) : (
            <img className="stage__base" data-testid="stage-base" src={baseUrl} alt="" draggable={false} style={{ backgroundColor: behind }} />
          )}
          {layers.map((layer, index) => {
            const name = layerName(layer, text.untitled);
            return (
              <StageLayer
                key={layer.id}
                layer={layer}
                name={name}
                label={text.layer(index + 1, name)}
                selected={layer.id === layerId}
                picture={pictureOf(layer)}
                drawing={isDrawing(layer)}
                onFocus={() => actions.select(layer.id)}
                onKeyDown={onKeyDown(layer)}
              />
            );
          })}
        </div>
        {gesture === 'move' && selected !== undefined && <Guides place={selected.place} />}
        {selected !== undefined && (
          <Handles key={selected.id} layer={selected} frame={frame} onBegin={(event, kind) => begin(event, selected.id, kind)} labels={{ size: text.sizeHandle, turn: text.turnHandle }} />
        )}
        {layers.length === 0 && <p className="stage__empty">{text.empty}</p>}
      </div>
      <p id="stage-keys" className="unseen">
        {text.stageKeys}
      </p>
    </div>
  );
}

/** Says where a layer is once it rests. */
function useSpokenPlace(studio: Studio): (id: string) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (id) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const layer = studio.store.getState().layers.find((each) => each.id === id);
      if (layer === undefined) return;
      const { x, y, size, turn = 0 } = layer.place;
      const text = translate(layerTexts);
      studio.announce(text.placed(layerName(layer, text.untitled), Math.round(x * 100), Math.round(y * 100), Math.round(size * 100), Math.round(turn)));
    }, SPOKEN_AFTER_MS);
  };
}

/** Lines through the middle of the frame, while a layer stands there. */
function Guides({ place: { x, y } }: { readonly place: LayerPlace }) {
  return (
    <>
      {x === 0.5 && <span className="stage__guide stage__guide--down" aria-hidden="true" />}
      {y === 0.5 && <span className="stage__guide stage__guide--across" aria-hidden="true" />}
    </>
  );
}

const CORNERS = ['nw', 'ne', 'sw', 'se'] as const;

interface HandlesProps {
  readonly layer: LayerDraft;
  readonly frame: RefObject<HTMLElement | null>;
  readonly onBegin: (event: PointerEvent, kind: 'size' | 'turn') => void;
  readonly labels: { readonly size: string; readonly turn: string };
}

/** Around the selected layer. They are for pointers: keys and the fields of the list do the same. */
function Handles({ layer: { id, content, place }, frame, onBegin, labels }: HandlesProps) {
  // A title is as wide as its words, which only the browser knows.
  const [box, setBox] = useState<{ readonly width: number; readonly height: number } | null>(null);
  useEffect(() => {
    const element = frame.current?.querySelector<HTMLElement>(`[data-layer="${id}"]`);
    if (!element) return;
    const measure = (): void => setBox({ width: element.offsetWidth, height: element.offsetHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [id, frame, content.kind]);
  if (box === null) return null;
  const begin = (kind: 'size' | 'turn') => (event: PointerEvent): void => {
    event.stopPropagation();
    event.preventDefault();
    onBegin(event, kind);
  };
  return (
    <div className="stage__handles" aria-hidden="true" style={{ '--x': place.x, '--y': place.y, '--turn': `${place.turn ?? 0}deg`, width: box.width, height: box.height } as CSSProperties}>
      {CORNERS.map((corner) => (
        <span key={corner} className={`stage__handle stage__handle--${corner}`} data-testid={`size-${corner}`} title={labels.size} onPointerDown={begin('size')} />
      ))}
      <span className="stage__handle stage__handle--turn" data-testid="turn-handle" title={labels.turn} onPointerDown={begin('turn')} />
    </div>
  );
}

/** Where each picture can be seen, as far as that is known. */
function useAlphaMaps(pictures: readonly (Blob | null)[]): ReadonlyMap<Blob, AlphaMap> {
  const [maps, setMaps] = useState<ReadonlyMap<Blob, AlphaMap>>(new Map());
  const missing = pictures.find((picture) => picture !== null && !maps.has(picture)) ?? null;
  useEffect(() => {
    if (missing === null) return;
    let wanted = true;
    void alphaMapOf(missing).then((map) => {
      if (wanted) setMaps((known) => new Map([...known, [missing, map ?? (() => true)] as const]));
    });
    return () => {
      wanted = false;
    };
  }, [missing]);
  return maps;
}
