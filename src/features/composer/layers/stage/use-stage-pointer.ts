import { useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { LayerPlace } from '../../../../../contract/request/layers/layer.js';
import type { LayerDraft } from '../layer-draft.js';
import type { AlphaMap } from './alpha-map.js';
import { moved, pinched, sized, turnedTo, withinBox, type Frame, type Point } from './placing.js';

/** What a drag does: with one pointer on the layer or on a handle, or with two. */
type Gesture = 'move' | 'size' | 'turn';

interface Drag {
  readonly id: string;
  readonly gesture: Gesture;
  /** The place when it began, or when the second finger came or went. */
  place: LayerPlace;
  /** The place now. */
  last: LayerPlace;
  /** Where each pointer was then, and where it is now. */
  readonly from: Map<number, Point>;
  readonly now: Map<number, Point>;
}

export interface StagePointerOptions {
  readonly frame: RefObject<HTMLElement | null>;
  readonly layers: readonly LayerDraft[];
  readonly layerId: string | null;
  /** Of the picture of a layer; null where it is not known. */
  readonly mapOf: (layer: LayerDraft) => AlphaMap | null;
  readonly onSelect: (id: string | null) => void;
  readonly onPlace: (id: string, place: LayerPlace) => void;
  /** A drag has ended. */
  readonly onDone: (id: string) => void;
}

/** Drags layers with a pointer, sizes and turns them by their handles, or with two fingers. */
export function useStagePointer(options: StagePointerOptions) {
  const { frame, layers, layerId, onSelect, onPlace, onDone } = options;
  const drag = useRef<Drag | null>(null);
  const [gesture, setGesture] = useState<Gesture | null>(null);

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = frame.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  };
  const sizeOf = (): Frame => ({ width: frame.current?.clientWidth ?? 1, height: frame.current?.clientHeight ?? 1 });

  /** Takes a second finger into the drag that there is, wherever it rests: it sizes and turns. False while there is none. */
  const join = (event: PointerEvent): boolean => {
    const present = drag.current;
    if (present === null) return false;
    if (present.from.size > 1 || present.gesture !== 'move') return true;
    present.now.set(event.pointerId, pointOf(event));
    rebase(present);
    frame.current?.setPointerCapture(event.pointerId);
    return true;
  };

  const begin = (event: PointerEvent, id: string, kind: Gesture): void => {
    if (join(event)) return;
    const layer = layers.find((each) => each.id === id);
    if (layer === undefined || frame.current === null) return;
    const point = pointOf(event);
    drag.current = { id, gesture: kind, place: layer.place, last: layer.place, from: new Map([[event.pointerId, point]]), now: new Map([[event.pointerId, point]]) };
    frame.current.setPointerCapture(event.pointerId);
    setGesture(kind);
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (join(event)) return;
    const id = hit(pointOf(event), options, sizeOf());
    if (id !== layerId) onSelect(id);
    if (id === null) return;
    // The press would give the focus to what lies on top, which need not be what was hit.
    event.preventDefault();
    frame.current?.querySelector<HTMLElement>(`[data-layer="${id}"]`)?.focus({ preventScroll: true });
    begin(event, id, 'move');
  };

  const move = (event: PointerEvent): void => {
    const present = drag.current;
    if (present === null || !present.now.has(event.pointerId)) return;
    present.now.set(event.pointerId, pointOf(event));
    present.last = placeOf(present, sizeOf(), event.shiftKey);
    onPlace(present.id, present.last);
  };

  const up = (event: PointerEvent): void => {
    const present = drag.current;
    if (present === null || !present.now.has(event.pointerId)) return;
    rebase(present);
    present.from.delete(event.pointerId);
    present.now.delete(event.pointerId);
    if (present.now.size > 0) return;
    drag.current = null;
    setGesture(null);
    onDone(present.id);
  };

  return { gesture, begin, frameProps: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up } };
}

/** Goes on from where the layer is now, with other fingers. */
function rebase(drag: Drag): void {
  drag.place = drag.last;
  for (const [pointer, point] of drag.now) drag.from.set(pointer, point);
}

function placeOf({ gesture, place, from, now }: Drag, frame: Frame, exact: boolean): LayerPlace {
  const [a, b] = [...from.values()];
  const [c, d] = [...now.values()];
  if (a === undefined || c === undefined) return place;
  if (b !== undefined && d !== undefined) return pinched(place, [a, b], [c, d], frame);
  if (gesture === 'size') return sized(place, a, c, frame);
  if (gesture === 'turn') return turnedTo(place, a, c, frame, !exact);
  return moved(place, { x: c.x - a.x, y: c.y - a.y }, frame, !exact);
}

/** The foremost layer that can be seen at a point, or else the selected one if its box is there; null for none. */
function hit(point: Point, { frame, layers, layerId, mapOf }: StagePointerOptions, size: Frame): string | null {
  const sharesOf = (layer: LayerDraft): Point | null => {
    const element = frame.current?.querySelector<HTMLElement>(`[data-layer="${layer.id}"]`);
    if (!element) return null;
    const shares = withinBox(point, layer.place, { width: element.offsetWidth, height: element.offsetHeight }, size);
    return Math.min(shares.x, shares.y) >= 0 && Math.max(shares.x, shares.y) <= 1 ? shares : null;
  };
  const inside = [...layers].reverse().flatMap((layer) => {
    const shares = sharesOf(layer);
    return shares === null ? [] : [{ layer, shares }];
  });
  const seen = inside.find(({ layer, shares }) => mapOf(layer)?.(shares.x, shares.y) ?? true);
  return (seen ?? inside.find(({ layer }) => layer.id === layerId))?.layer.id ?? null;
}
