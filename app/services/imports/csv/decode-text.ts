import { FileProblem } from "./file-problem.ts";

/** So much of a file is looked at to tell how it is written. */
const SAMPLE_BYTES = 256 * 1024;

/** A file's bytes as text, in chunks, and what it was taken for. */
export interface DecodedText {
  readonly encoding: string;
  readonly chunks: AsyncGenerator<string>;
}

/**
 * Decodes a file: UTF-8 or UTF-16 by their marks, otherwise UTF-8 where it is that, otherwise
 * what spreadsheets of Windows write, by whether its letters are Cyrillic.
 * @param given the encoding where the caller knows it
 * @throws FileProblem for an encoding that there is not, and, while it is read, for bytes that it does not have
 */
export async function decodeText(
  bytes: AsyncIterable<Uint8Array>,
  given: string | null,
): Promise<DecodedText> {
  const source = piecesOf(bytes);
  const sample: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < SAMPLE_BYTES && !ended) {
    const next = await source.next();
    if (next.done) {
      ended = true;
    } else {
      sample.push(next.value);
      length += next.value.length;
    }
  }
  const encoding = given ?? guess(Buffer.concat(sample), ended);
  return { encoding, chunks: decoded(decoderOf(encoding), sample, source, encoding) };
}

async function* piecesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const piece of bytes) yield piece;
  return undefined;
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new FileProblem("unknown_encoding", `"${encoding}" is no encoding that is known here`);
  }
}

async function* decoded(
  decoder: TextDecoder,
  sample: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array, undefined>,
  encoding: string,
): AsyncGenerator<string> {
  try {
    for (const chunk of sample) yield decoder.decode(chunk, { stream: true });
    for (let next = await rest.next(); !next.done; next = await rest.next())
      yield decoder.decode(next.value, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new FileProblem(
      "wrong_encoding",
      `The file has bytes that are no ${encoding}. Save it as UTF-8, or say which encoding it has, such as windows-1251`,
    );
  } finally {
    await rest.return(undefined);
  }
}

function guess(sample: Buffer, isWhole: boolean): string {
  if (sample[0] === 0xff && sample[1] === 0xfe) return "utf-16le";
  if (sample[0] === 0xfe && sample[1] === 0xff) return "utf-16be";
  if (isUtf8(sample, isWhole)) return "utf-8";
  // Russian text has nearly all of its letters in the upper half; in Western text they are rare.
  const high = sample.reduce((count, byte) => count + (byte >= 0xc0 ? 1 : 0), 0);
  const inRuns = sample.reduce(
    (count, byte, at) => count + (byte >= 0xc0 && (sample[at + 1] ?? 0) >= 0xc0 ? 1 : 0),
    0,
  );
  return inRuns * 3 > high ? "windows-1251" : "windows-1252";
}

function isUtf8(sample: Buffer, isWhole: boolean): boolean {
  try {
    // A sample may end in the middle of a character.
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
