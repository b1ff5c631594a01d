import { useState, type DragEvent, type KeyboardEvent } from 'react';

/** What an item of the list gets: as an element that can be dragged and dropped on. */
export interface DragProps {
  readonly draggable: true;
  readonly 'data-dragged': boolean;
  readonly 'data-over': boolean;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
  readonly onDrop: (event: DragEvent) => void;
}

/**
 * Orders a list by dragging, and by Alt with an arrow key on the focused item. HTML drag and drop does not work on touch
 * screens, so there are buttons too. `move` puts an item at a position of the list without it.
 */
export function useDragOrder(kind: string, list: readonly { readonly id: string }[], move: (id: string, to: number) => void) {
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const type = `application/x-kinora-${kind}`;

  const stop = (): void => {
    setDragged(null);
    setOver(null);
  };
  const item = (id: string, index: number): DragProps => ({
    draggable: true,
    'data-dragged': dragged === id,
    'data-over': over === id && dragged !== id,
    onDragStart: (event) => {
      event.dataTransfer.setData(type, id);
      event.dataTransfer.effectAllowed = 'move';
      setDragged(id);
    },
    onDragOver: (event) => {
      if (!event.dataTransfer.types.includes(type)) return;
      event.preventDefault();
      if (over !== id) setOver(id);
    },
    onDragEnd: stop,
    onDrop: (event) => {
      const moved = event.dataTransfer.getData(type);
      if (!list.some((each) => each.id === moved)) return;
      event.preventDefault();
      move(moved, index);
      stop();
    },
  });
  const keys =
    (id: string, index: number) =>
    (event: KeyboardEvent): void => {
      if (!event.altKey) return;
      const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      move(id, index + step);
    };
  return { item, keys };
}
