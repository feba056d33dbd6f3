const NUMBER = /^[1-9]\d{0,8}$/;

/** A version's number out of an address; null for what cannot be one. */
export const versionNumber = (text: string | null | undefined): number | null =>
  text != null && NUMBER.test(text) ? Number(text) : null;
