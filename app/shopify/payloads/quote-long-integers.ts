/** Integers of fewer digits are held exactly. */
const LONG = 16;

/** What may stand between the tokens of JSON. */
const isSpace = (char: string) => char === " " || char === "\n" || char === "\r" || char === "\t";

/**
 * Puts quotes around the integers of a JSON text that a JavaScript number cannot
 * hold exactly, without parsing it: only the places with sixteen digits in a row
 * are looked at. What is no JSON stays none, and a text without such an integer
 * comes back as it is.
 * @returns undefined where it cannot be told whether digits are a number or part
 *   of a string
 */
export function quoteLongIntegers(text: string): string | undefined {
  let quoted = "";
  let done = 0;
  for (const [first, end] of longRuns(text)) {
    const start = text.charAt(first - 1) === "-" ? first - 1 : first;
    const place = placeOf(text, start);
    if (place === "within_string" || isFraction(text.charAt(end))) continue;
    // A leading zero is no JSON, which quotes would hide.
    if (place === "unclear" || text.charAt(first) === "0") return undefined;
    const number = text.slice(start, end);
    if (Number.isSafeInteger(Number(number))) continue;
    quoted += `${text.slice(done, start)}"${number}"`;
    done = end;
  }
  return done === 0 ? text : quoted + text.slice(done);
}

/**
 * Where sixteen or more digits stand in a row, as [from, to). Such a run covers
 * one of every sixteen places, so the others need not be looked at: a twentieth
 * of what a regular expression takes over the whole text.
 */
function longRuns(text: string): [number, number][] {
  const runs: [number, number][] = [];
  for (let probe = LONG - 1; probe < text.length; probe += LONG) {
    if (!isDigit(text, probe)) continue;
    let from = probe;
    while (isDigit(text, from - 1)) from -= 1;
    let to = probe + 1;
    while (isDigit(text, to)) to += 1;
    if (to - from < LONG) continue;
    runs.push([from, to]);
    // Past the run: the next probe is the first place that it does not cover.
    while (probe + LONG < to) probe += LONG;
  }
  return runs;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}

/**
 * Where the digits from `start` stand, told from what comes before them. In
 * JSON a number follows `:`, `,` or `[`, and a colon between tokens follows the
 * quote that ends a key. A quote after a letter or a digit always ends a string:
 * one that begins a string follows `{`, `[`, `,`, `:` or a space, and one within
 * a string follows a backslash.
 */
function placeOf(text: string, start: number): "value_of_key" | "within_string" | "unclear" {
  const before = lastBefore(text, start);
  const opener = text.charAt(before);
  if (opener === "," || opener === "[" || opener === "") return "unclear";
  if (opener !== ":") return "within_string";
  const quote = lastBefore(text, before);
  if (text.charAt(quote) !== '"') return "within_string";
  return /\w/.test(text.charAt(quote - 1)) ? "value_of_key" : "unclear";
}

/** Index of the last character before `index` that is no space; -1 where there is none. */
function lastBefore(text: string, index: number): number {
  let at = index - 1;
  while (at >= 0 && isSpace(text.charAt(at))) at -= 1;
  return at;
}

const isFraction = (char: string) => char === "." || char === "e" || char === "E";
