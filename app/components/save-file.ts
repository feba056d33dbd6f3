/** A file that a page has asked for, to be saved; a link could not bear the session's token. */
export interface Download {
  readonly name: string;
  /** Null where there is none. */
  readonly file: string | null;
}

/** Has the browser save a text under a name, as a download does. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
