import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../../app/commands/extensions/bundle.ts";
import type { Bundle } from "../../../app/commands/extensions/bundle.ts";

const MOST_COMPRESSED_BYTES = 20 * 1024;

let built: Bundle;

function packagesOf(file: string): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, "../../..", file), "utf8");
  return (JSON.parse(text) as { dependencies: Record<string, string> }).dependencies;
}

beforeAll(async () => {
  built = await bundle("checkout-points", { SHOPIFY_APP_URL: "https://points.example.org/app" });
  process.stdout.write(
    `checkout-points: ${built.bytes} bytes, ${built.compressedBytes} compressed, ` +
      `of ${MOST_COMPRESSED_BYTES}\n`,
  );
});

describe("the checkout extension's bundle", () => {
  it("is at most 20 KB compressed", () => {
    expect(built.compressedBytes).toBeLessThanOrEqual(MOST_COMPRESSED_BYTES);
  });

  it("hands each of its targets to Shopify, and does nothing else when it is loaded", () => {
    const targets: string[] = [];
    const shopify = { extend: (target: string) => targets.push(target) };
    runInContext(built.text, createContext({ shopify, URL }));
    expect(targets).toEqual([
      "purchase.checkout.reductions.render-after",
      "purchase.checkout.block.render",
      "purchase.thank-you.block.render",
    ]);
  });

  it("is deployed with the packages that it is tested with", () => {
    const here = packagesOf("package.json");
    const there = packagesOf("extensions/checkout-points/package.json");
    expect(here).toMatchObject(there);
    expect(Object.keys(there)).toHaveLength(3);
  });

  it("speaks to the app where that runs", () => {
    expect(built.text).toContain("https://points.example.org/app");
    expect(built.text).not.toContain("kopilka.example.com");
  });

  it("speaks to the origin of shopify.app.toml where no other is set", async () => {
    const { text } = await bundle("checkout-points", {});
    expect(text).toContain("https://kopilka.example.com/app");
  });
});
