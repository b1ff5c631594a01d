const SVG_TYPE = 'image/svg+xml';
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';
/** Pixels on the shorter side: more than any frame has. */
const SHORT_SIDE = 1024;
const LONG_SIDE = 8192;
/** Where a drawing of unknown size is looked for, in its own units. */
const SEARCH_SIDE = 2048;
/** CSS pixels of the units that CSS calls absolute. */
const UNITS: Readonly<Record<string, number>> = { '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54, q: 2.4 / 2.54 };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A drawing as pixels. */
export interface RasterPicture extends Size {
  /** Transparent where the drawing is; larger or smaller than the drawing says it is, as suits a frame. */
  readonly png: Blob;
}

/** An SVG picture as a PNG file, beside its own size in CSS pixels; null when it is none that can be drawn. */
export async function rasterizeSvg(svg: Blob): Promise<RasterPicture | null> {
  try {
    const root = parse(await textOf(svg));
    if (root === null) return null;
    const size = sizeOf(root) ?? (await findDrawing(root));
    if (size === null) return null;
    const { width, height } = size;
    const scale = Math.min(SHORT_SIDE / Math.min(width, height), LONG_SIDE / Math.max(width, height));
    const canvas = await draw(root, { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    return png && { png, width: Math.round(width), height: Math.round(height) };
  } catch {
    return null;
  }
}

async function textOf(svg: Blob): Promise<string> {
  const bytes = new Uint8Array(await svg.arrayBuffer());
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** A parser neither runs scripts nor fetches anything. */
function parse(text: string): SVGSVGElement | null {
  // Markup that was copied out of a web page lacks the namespace, and browsers draw nothing then.
  const named = /<svg\b[^>]*\sxmlns\s*=/.test(text) ? text : text.replace(/<svg\b/, `<svg xmlns="${SVG_NAMESPACE}"`);
  for (const markup of [text, named]) {
    const root = new DOMParser().parseFromString(markup, SVG_TYPE).documentElement;
    if (root.localName === 'svg' && root.namespaceURI === SVG_NAMESPACE && root.getElementsByTagName('parsererror').length === 0) return root as Element as SVGSVGElement;
  }
  return null;
}

/** The size of a drawing, from its own or from its view box; null when it has neither. It gets a view box, so that it can be scaled. */
function sizeOf(root: SVGSVGElement): Size | null {
  const box = (root.getAttribute('viewBox') ?? '').trim().split(/[\s,]+/).map(Number);
  const [, , boxWidth = 0, boxHeight = 0] = box;
  const hasBox = box.length === 4 && box.every(Number.isFinite) && boxWidth > 0 && boxHeight > 0;
  const [width, height] = [lengthOf(root, 'width'), lengthOf(root, 'height')];
  if (width !== null && height !== null) {
    if (!hasBox) root.setAttribute('viewBox', `0 0 ${width} ${height}`);
    return { width, height };
  }
  return hasBox ? { width: boxWidth, height: boxHeight } : null;
}

/** In CSS pixels; null for a percentage, a unit of the font, and what is absent. */
function lengthOf(root: SVGSVGElement, name: 'width' | 'height'): number | null {
  const match = /^\s*([\d.eE+-]+)\s*([a-zA-Z]*)\s*$/.exec(root.style[name] || (root.getAttribute(name) ?? ''));
  const pixels = Number(match?.[1]) * (UNITS[match?.[2]?.toLowerCase() ?? ''] ?? Number.NaN);
  return pixels > 0 && Number.isFinite(pixels) ? pixels : null;
}

/** Sets the view box of a drawing without any size to where something is drawn. */
async function findDrawing(root: SVGSVGElement): Promise<Size | null> {
  root.setAttribute('viewBox', `0 0 ${SEARCH_SIDE} ${SEARCH_SIDE}`);
  const canvas = await draw(root, { width: SEARCH_SIDE, height: SEARCH_SIDE });
  const data = canvas.getContext('2d')?.getImageData(0, 0, SEARCH_SIDE, SEARCH_SIDE).data ?? [];
  let [left, top, right, bottom] = [SEARCH_SIDE, SEARCH_SIDE, -1, -1];
  for (let pixel = 0; pixel * 4 < data.length; pixel++) {
    if (data[pixel * 4 + 3] === 0) continue;
    const [x, y] = [pixel % SEARCH_SIDE, Math.floor(pixel / SEARCH_SIDE)];
    [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(bottom, y)];
  }
  if (right < 0) return null;
  const [width, height] = [right - left + 1, bottom - top + 1];
  root.setAttribute('viewBox', `${left} ${top} ${width} ${height}`);
  return { width, height };
}

/** An `<img>` shows a drawing in secure static mode: no script runs in it, and nothing that it refers to is fetched. */
async function draw(root: SVGSVGElement, { width, height }: Size): Promise<HTMLCanvasElement> {
  const copy = root.cloneNode(true) as SVGSVGElement;
  for (const [name, pixels] of [['width', width], ['height', height]] as const) {
    copy.style.removeProperty(name);
    copy.setAttribute(name, String(pixels));
  }
  const image = new Image(width, height);
  // A data URL: with a blob's, Chromium keeps the pixels of drawings with foreign objects to itself (bug 294129).
  image.src = `data:${SVG_TYPE};charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No 2D canvas could be made.');
  context.drawImage(image, 0, 0, width, height);
  return canvas;
}
