/** Where a page of a list begins, as its address says it: `?older=PLACE` or `?newer=PLACE`. */
export interface AddressedEdge<Place> {
  readonly place: Place;
  readonly side: "older" | "newer";
}

const SIDES = ["older", "newer"] as const;

/**
 * Reads the edge out of a page's address; null for the first page, and for a
 * place that no page has given out.
 */
export function edgeIn<Place>(
  params: URLSearchParams,
  readPlace: (text: string) => Place | null,
): AddressedEdge<Place> | null {
  for (const side of SIDES) {
    const text = params.get(side);
    const place = text === null ? null : readPlace(text);
    if (place !== null) return { place, side };
  }
  return null;
}

/** The query of the page beyond a place, with all else of the present one that is the page's own. */
export function queryBeyond(
  params: URLSearchParams,
  side: "older" | "newer",
  place: string,
): string {
  const kept = new URLSearchParams(ownParams(params));
  kept.set(side, place);
  return `?${kept.toString()}`;
}

/** What the pages themselves put into an address; the rest is Shopify's, and of its first request. */
const OWN = ["q", "standing"];

export const ownParams = (params: URLSearchParams): [string, string][] =>
  [...params].filter(([name]) => OWN.includes(name));
