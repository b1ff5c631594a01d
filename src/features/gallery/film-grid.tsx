import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { useStudioState } from '../../store/use-studio.js';
import type { Film } from './film-store/film.js';
import { galleryTexts } from './gallery-texts.js';
import { useTexts } from '../../i18n/use-texts.js';
import { FilmCard } from './film-card.js';

/** Pixels, as in gallery.css. */
const NARROWEST_CARD = 148;
const GAP = 16;
/** Of a card, under its picture. */
const WORDS_HEIGHT = 74;
/** Rows that stand ready above and below what is seen. */
const OVERSCAN = 2;
/** Rows shown before a person asks for all: what stands below the gallery should stay within reach. */
const FIRST_ROWS = 2;

/** The films in rows. Only rows near the window are in the document, so that hundreds of films scroll like ten. */
export function FilmGrid({ films }: { readonly films: readonly Film[] }) {
  const words = useTexts(galleryTexts);
  const [all, setAll] = useState(false);
  const current = useStudioState((state) => state.currentClipId);
  const list = useRef<HTMLUListElement>(null);
  const { width, top } = usePlace(list);
  const columns = Math.max(1, Math.floor((width + GAP) / (NARROWEST_CARD + GAP)));
  const cardWidth = (width - GAP * (columns - 1)) / columns;
  const shown = all ? films : films.slice(0, columns * FIRST_ROWS);
  const rowHeight = cardWidth + WORDS_HEIGHT + GAP;

  const virtualizer = useWindowVirtualizer({
    count: width === 0 ? 0 : Math.ceil(shown.length / columns),
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  // The virtualizer remembers the heights of the rows; they change with the width.
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  return (
    <>
      <ul ref={list} className="films" data-testid="films" style={{ height: virtualizer.getTotalSize() - (shown.length > 0 ? GAP : 0) }}>
        {virtualizer.getVirtualItems().flatMap((row) =>
          shown.slice(row.index * columns, (row.index + 1) * columns).map((film, column) => (
            <li
              key={film.id}
              className="films__item"
              aria-posinset={row.index * columns + column + 1}
              aria-setsize={shown.length}
              style={{
                width: cardWidth,
                transform: `translate(${column * (cardWidth + GAP)}px, ${row.start - virtualizer.options.scrollMargin}px)`,
              }}
            >
              <FilmCard film={film} current={film.id === current} />
            </li>
          )),
        )}
      </ul>
      {films.length > columns * FIRST_ROWS && (
        <button type="button" className="button films__all" data-testid="show-all" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.showFewer : words.showAll(films.length)}
        </button>
      )}
    </>
  );
}

/** Width of the element, and how far it is below the top of the document, in pixels. */
function usePlace(element: React.RefObject<HTMLElement | null>): { readonly width: number; readonly top: number } {
  const [place, setPlace] = useState({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const measure = (): void => {
      const box = element.current?.getBoundingClientRect();
      if (box === undefined) return;
      const [width, top] = [box.width, Math.round(box.top + window.scrollY)];
      setPlace((before) => (before.width === width && before.top === top ? before : { width, top }));
    };
    measure();
    // An element that grows above moves this one without resizing it, but it changes the height of the body.
    const observer = new ResizeObserver(measure);
    if (element.current !== null) observer.observe(element.current);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return place;
}
