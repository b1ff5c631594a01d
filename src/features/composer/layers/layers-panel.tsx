import './layers-panel.css';
import '../advanced/advanced-fields.css';
import '../../../ui/number-fields.css';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useStore } from 'zustand';
import { describeError } from '../../../../contract/errors/describe.js';
import { LAYER_LIMITS } from '../../../../contract/request/layers/layer.js';
import { useStudio, useStudioState } from '../../../store/use-studio.js';
import { useSentences } from '../../../i18n/use-error-texts.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { formatBytes } from '../../../ui/format.js';
import { CrossIcon, SparkIcon } from '../../../ui/icons/icons.js';
import { prefersReducedMotion } from '../../../ui/prefers-reduced-motion.js';
import { PencilIcon, TitleIcon } from '../../../ui/icons/tool-icons.js';
import { BaseField } from './base-field.js';
import { LayerActions } from './layer-actions.js';
import { hasRoom, type LayerDraft } from './layer-draft.js';
import { PictureButton } from './layer-fields.js';
import { layerName } from './layer-name.js';
import { LayerRows } from './layer-rows.js';
import { layerTexts } from './layer-texts.js';
import { lowestOf } from './stage/alpha-map.js';
import { Stage } from './stage/stage.js';
import { stillKey, type WantedStill } from './stage/stage-stills.js';
import { useStageStills } from './stage/use-stage-stills.js';
import { wantedBase, wantedLayer } from './stage/wanted-stills.js';

/** How long a deleted layer can be brought back, in milliseconds. */
const UNDO_MS = 15_000;

/** The stage and the list of layers. */
export function LayersPanel() {
  const studio = useStudio();
  const text = useTexts(layerTexts);
  const [actions] = useState(() => new LayerActions(studio));
  const layers = useStudioState((state) => state.layers);
  const takesThings = useStudioState(({ pack }) => pack?.controls.layers !== false);
  const room = hasRoom(layers);
  const { stills, missing, draw, failures } = useStageStills();
  const { drawn, drawing, loading } = useStore(stills.store);
  const waits = useStudioState(({ job }) => job !== null);
  const given = useStudioState(({ picture, footage, options }) => (options.hideSubject === true ? null : (picture?.preview ?? picture?.blob ?? footage?.preview ?? null)));
  const sentences = useSentences(failures.size > 0);
  const panel = useRef<HTMLElement>(null);
  const [removed, setRemoved] = useState<{ readonly layer: LayerDraft; readonly at: number } | null>(null);

  // On a phone it is below the form, whose button opened it; a form that is remembered opens it too, and moves nothing.
  useEffect(() => {
    if (document.activeElement === document.body) return;
    panel.current?.scrollIntoView({ block: 'nearest', behavior: prefersReducedMotion() ? 'auto' : 'smooth' });
  }, []);

  const stillOf = (wanted: WantedStill | null): Blob | null => (wanted === null ? null : (drawn.get(stillKey(wanted)) ?? null));
  const state = studio.store.getState();
  const base = wantedBase(state);
  const pictureOf = (layer: LayerDraft): Blob | null => {
    const { content } = layer;
    return content.kind === 'image' ? (content.file.preview ?? content.file.blob) : stillOf(wantedLayer(layer, state));
  };
  useFeetOnGround(actions, layers, pictureOf);
  const isDrawing = (wanted: WantedStill | null): boolean => wanted !== null && drawing === stillKey(wanted);
  const faultOf = (layer: LayerDraft): string | null => {
    const wanted = wantedLayer(layer, state);
    const error = wanted === null ? undefined : failures.get(stillKey(wanted));
    return error === undefined || !sentences ? null : describeError(error, sentences).message;
  };
  const remove = (layer: LayerDraft): void => {
    setRemoved({ layer, at: layers.indexOf(layer) });
    actions.remove(layer.id);
    studio.announce(text.removed(layerName(layer, text.untitled)));
    panel.current?.focus({ preventScroll: true });
  };
  const takesPictures = (event: DragEvent): boolean => room && takesThings && [...event.dataTransfer.items].some(({ kind, type }) => kind === 'file' && type.startsWith('image/'));

  return (
    <section ref={panel} className="layers" aria-labelledby="layers-title" data-testid="layers-panel" tabIndex={-1}>
      <div className="layers__head">
        <h2 id="layers-title" className="layers__title">
          {text.title}
        </h2>
        <p className="layers__line">{text.line}</p>
        <button type="button" className="icon-button" aria-label={text.close} title={text.close} onClick={() => studio.store.setState({ arranging: false })}>
          <CrossIcon />
        </button>
      </div>
      <div
        onDragOver={(event) => {
          if (takesPictures(event)) event.preventDefault();
        }}
        onDrop={(event) => {
          if (!takesPictures(event)) return;
          // The page would take it for the first frame.
          event.preventDefault();
          event.stopPropagation();
          for (const file of event.dataTransfer.files) if (file.type.startsWith('image/')) void actions.usePicture(file);
        }}
      >
        <Stage
          actions={actions}
          base={given ?? stillOf(base)}
          baseDrawing={isDrawing(base)}
          pictureOf={pictureOf}
          isDrawing={(layer) => isDrawing(wantedLayer(layer, state))}
          onRemove={remove}
        />
      </div>
      <div className="layers__tools">
        <div className="layers__adds">
          {takesThings && (
            <button type="button" className="button layers__add" data-testid="add-thing" disabled={!room} onClick={() => actions.add({ kind: 'prompt', prompt: '' })}>
              <SparkIcon />
              {text.addThing}
            </button>
          )}
          {takesThings && (
            <PictureButton testId="add-layer-picture" disabled={!room} onFile={(file) => void actions.usePicture(file)}>
              {text.addPicture}
            </PictureButton>
          )}
          <button type="button" className="button layers__add" data-testid="add-title" disabled={!room} onClick={() => actions.add({ kind: 'title', text: text.newTitle, animation: 'appear' })}>
            <TitleIcon />
            {text.addTitle}
          </button>
        </div>
        <button type="button" className="button layers__add" data-testid="draw-layers" title={text.drawHint} disabled={missing.length === 0 || drawing !== null} onClick={draw}>
          <PencilIcon />
          {drawing === null ? text.draw : loading !== null && loading.totalBytes > 0 ? `${formatBytes(loading.doneBytes)} / ${formatBytes(loading.totalBytes)}` : text.drawing}
        </button>
      </div>
      <p className="layers__note" role="status">
        {!takesThings ? text.onlyTitles : !room ? text.full(LAYER_LIMITS.count.max) : drawing !== null && waits ? text.waiting : ''}
      </p>
      {removed !== null && <UndoRemoval key={removed.layer.id} name={layerName(removed.layer, text.untitled)} onUndo={() => actions.putBack(removed.layer, removed.at)} onGone={() => setRemoved(null)} />}
      <LayerRows actions={actions} pictureOf={pictureOf} faultOf={faultOf} onRemove={remove} />
      {takesThings && <BaseField actions={actions} />}
    </section>
  );
}

/** What was arranged by its words stands on its ground once it is drawn. */
function useFeetOnGround(actions: LayerActions, layers: readonly LayerDraft[], pictureOf: (layer: LayerDraft) => Blob | null): void {
  const floating = layers.flatMap((layer) => {
    const picture = layer.near === undefined ? null : pictureOf(layer);
    return picture === null ? [] : [{ id: layer.id, picture }];
  });
  const asked = useRef(new WeakSet<Blob>());
  useEffect(() => {
    for (const { id, picture } of floating) {
      if (asked.current.has(picture)) continue;
      asked.current.add(picture);
      void lowestOf(picture).then((lowest) => {
        if (lowest !== null) void actions.stand(id, lowest);
      });
    }
  });
}

function UndoRemoval({ name, onUndo, onGone }: { readonly name: string; readonly onUndo: () => void; readonly onGone: () => void }) {
  const text = useTexts(layerTexts);
  const gone = useRef(onGone);
  useEffect(() => {
    gone.current = onGone;
  });
  useEffect(() => {
    const timer = setTimeout(() => gone.current(), UNDO_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="layers__undo">
      <span>{text.removed(name)}</span>
      <button
        type="button"
        className="button layers__add"
        data-testid="layer-undo"
        onClick={() => {
          onUndo();
          onGone();
        }}
      >
        {text.undo}
      </button>
    </p>
  );
}
