import { expect, it } from "vitest";
import { csvAnswer } from "../../app/api/csv-answer.server.ts";
import { csvText, shownText } from "../../app/services/exports/csv-text.ts";

it.each([
  ["=1+1", "'=1+1"],
  ["+7 900 123-45-67", "'+7 900 123-45-67"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  [" =1", "' =1"],
  ["＝1", "'＝1"],
  ["Anna", "Anna"],
  ["2027-01-15", "2027-01-15"],
])("%j is written as %s, so that no spreadsheet reckons with it", (text, written) => {
  expect(shownText(text)).toBe(written);
});

it("quotes what has commas, quotes or line ends", async () => {
  async function* pages() {
    yield await Promise.resolve([['a,"b"\nc', -5n, null, new Date(0)]]);
  }
  const parts: string[] = [];
  for await (const part of csvText(["text", "points", "none", "at"], pages())) parts.push(part);
  expect(parts.join("")).toBe(
    'text,points,none,at\r\n"a,""b""\nc",-5,,1970-01-01T00:00:00.000Z\r\n',
  );
});

it("makes the next page of an export only once the client has taken the one before", async () => {
  let made = 0;
  async function* pages() {
    for (;;) {
      made += 1;
      yield await Promise.resolve([[made]]);
    }
  }
  let letGo: () => void = () => undefined;
  let isFull = false;
  const drained = () =>
    isFull ? new Promise<void>((resolve) => (letGo = resolve)) : Promise.resolve();
  const reader = csvAnswer("x.csv", csvText(["n"], pages()), drained).body?.getReader();
  await reader?.read();
  await reader?.read();
  expect(made).toBe(1);
  isFull = true;
  const next = reader?.read();
  await new Promise(setImmediate);
  expect(made).toBe(1);
  letGo();
  await next;
  expect(made).toBe(2);
  await reader?.cancel();
});
