/** Whether this browser takes pictures on its clipboard. */
export const canCopyPictures = (): boolean => 'ClipboardItem' in globalThis && 'clipboard' in navigator && 'write' in navigator.clipboard;

/** Puts the present frame of a video, or what a canvas shows, on the clipboard as PNG. Rejects where the browser does not allow it. */
export async function copyPicture(source: HTMLVideoElement | HTMLCanvasElement): Promise<void> {
  // Safari allows it only right after the click, so the picture is handed over before it is there.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(source) })]);
}

async function pngOf(source: HTMLVideoElement | HTMLCanvasElement): Promise<Blob> {
  const canvas = source instanceof HTMLCanvasElement ? source : drawn(source);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (png === null) throw new DOMException('The frame has no picture.', 'EncodingError');
  return png;
}

function drawn(video: HTMLVideoElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return canvas;
}
