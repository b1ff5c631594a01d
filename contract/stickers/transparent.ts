/** Whether the settings of a film, of any version, say that its frames are colours above alpha. */
export const isTransparent = (settings: object): boolean => 'transparent' in settings && settings.transparent === true;
