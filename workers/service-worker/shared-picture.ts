import {
  SHARED_CACHE,
  SHARED_NAME_HEADER,
  SHARED_PICTURE_PARAMETER,
  SHARED_PICTURE_PATH,
  SHARED_PICTURE_VALUE,
  SHARED_WORDS_PARAMETER,
} from '../../contract/offline.js';

/** Puts what another app shared aside and sends the person to the page, which takes it from there. */
export async function keepShared(request: Request, folder: URL): Promise<Response> {
  const target = new URL(folder);
  try {
    const form = await request.formData();
    const picture = form.get('picture');
    if (picture instanceof File && picture.size > 0) {
      const headers = { 'Content-Type': picture.type, [SHARED_NAME_HEADER]: encodeURIComponent(picture.name) };
      const cache = await caches.open(SHARED_CACHE);
      await cache.put(new URL(SHARED_PICTURE_PATH, folder).href, new Response(picture, { headers }));
      target.searchParams.set(SHARED_PICTURE_PARAMETER, SHARED_PICTURE_VALUE);
    }
    const text = form.get('text');
    if (typeof text === 'string' && text !== '') target.searchParams.set(SHARED_WORDS_PARAMETER, text);
  } catch {
    // A form that cannot be read still opens the page.
  }
  return Response.redirect(target.href, 303);
}
