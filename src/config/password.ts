/** Whether an address carries a name or password: `http://name:secret@host/`. */
export const holdsPassword = (text: string): boolean =>
  URL.canParse(text) && (new URL(text).username !== '' || new URL(text).password !== '');

/** An address, or any text that holds one, as it may be printed: the name and password are gone. */
export const withoutPassword = (text: string): string => text.replace(/([a-z][a-z0-9+.-]*:[\\/]{2,})[^\\/\s"?#]*@/gi, '$1…@');
