import { useStudioState } from '../../../store/use-studio.js';
import { useTexts } from '../../../i18n/use-texts.js';
import { ArrowIcon, CopyIcon, CrossIcon } from '../../../ui/icons/icons.js';
import { TitleIcon } from '../../../ui/icons/tool-icons.js';
import { useDragOrder } from '../../../ui/order/drag-order.js';
import { useObjectUrl } from '../../../ui/use-object-url.js';
import type { LayerActions } from './layer-actions.js';
import { hasRoom, type LayerDraft } from './layer-draft.js';
import { LayerFields } from './layer-fields.js';
import { LayerNote } from './layer-note.js';
import { layerName } from './layer-name.js';
import { layerTexts } from './layer-texts.js';

export interface LayerRowsProps {
  readonly actions: LayerActions;
  readonly pictureOf: (layer: LayerDraft) => Blob | null;
  readonly faultOf: (layer: LayerDraft) => string | null;
  readonly onRemove: (layer: LayerDraft) => void;
}

/** The layers as a list, the foremost first; the one that is arranged has its fields open. */
export function LayerRows({ actions, pictureOf, faultOf, onRemove }: LayerRowsProps) {
  const text = useTexts(layerTexts);
  const layers = useStudioState((state) => state.layers);
  const foremostFirst = [...layers].reverse();
  const drag = useDragOrder('layer', foremostFirst, (id, to) => {
    const from = foremostFirst.findIndex((layer) => layer.id === id);
    actions.raise(id, from - to);
  });
  if (layers.length === 0) return null;
  return (
    <ol className="layer-rows" aria-label={text.list} data-testid="layer-rows">
      {foremostFirst.map((layer, index) => (
        <LayerRow key={layer.id} layer={layer} index={index} count={layers.length} actions={actions} picture={pictureOf(layer)} fault={faultOf(layer)} onRemove={onRemove} drag={drag} />
      ))}
    </ol>
  );
}

interface LayerRowProps {
  readonly layer: LayerDraft;
  readonly index: number;
  readonly count: number;
  readonly actions: LayerActions;
  readonly picture: Blob | null;
  readonly fault: string | null;
  readonly onRemove: (layer: LayerDraft) => void;
  readonly drag: ReturnType<typeof useDragOrder>;
}

function LayerRow({ layer, index, count, actions, picture, fault, onRemove, drag }: LayerRowProps) {
  const text = useTexts(layerTexts);
  const selected = useStudioState(({ layerId }) => layerId === layer.id);
  const room = useStudioState(({ layers }) => hasRoom(layers));
  const name = layerName(layer, text.untitled);
  const { id } = layer;
  return (
    <li className="layer-row" data-testid="layer-row" data-selected={selected} {...(selected ? {} : drag.item(id, index))}>
      <div className="layer-row__head">
        <button
          type="button"
          className="layer-row__open"
          data-testid="layer-open"
          aria-expanded={selected}
          aria-label={text.select(name)}
          onClick={() => actions.select(selected ? null : id)}
          onKeyDown={drag.keys(id, index)}
        >
          <Thumbnail layer={layer} picture={picture} />
          <span className="layer-row__name" lang={layer.content.kind === 'title' ? undefined : 'en'} dir="auto">
            {name}
          </span>
        </button>
        <button type="button" className="icon-button" aria-label={text.forward(name)} title={text.forward(name)} disabled={index === 0} onClick={() => actions.raise(id, 1)}>
          <ArrowIcon to="up" />
        </button>
        <button type="button" className="icon-button" aria-label={text.back(name)} title={text.back(name)} disabled={index === count - 1} onClick={() => actions.raise(id, -1)}>
          <ArrowIcon to="down" />
        </button>
        <button type="button" className="icon-button" data-testid="layer-duplicate" aria-label={text.duplicate(name)} title={text.duplicate(name)} disabled={!room} onClick={() => actions.duplicate(id)}>
          <CopyIcon />
        </button>
        <button type="button" className="icon-button" data-testid="layer-remove" aria-label={text.remove(name)} title={text.remove(name)} onClick={() => onRemove(layer)}>
          <CrossIcon />
        </button>
      </div>
      {fault !== null && <p className="layer-row__fault">{fault}</p>}
      {fault === null && layer.content.kind !== 'title' && (
        <LayerNote prompt={layer.content.prompt} isGiven={layer.content.kind === 'image'} onWrite={(prompt) => layer.content.kind !== 'title' && actions.fill(id, { ...layer.content, prompt })} />
      )}
      {selected && <LayerFields layer={layer} actions={actions} />}
    </li>
  );
}

function Thumbnail({ layer: { content }, picture }: { readonly layer: LayerDraft; readonly picture: Blob | null }) {
  const url = useObjectUrl(picture);
  return (
    <span className="layer-row__thumb" style={content.kind === 'title' ? { color: content.colour ?? 'white' } : {}}>
      {content.kind === 'title' ? <TitleIcon /> : url !== null && <img src={url} alt="" />}
    </span>
  );
}
