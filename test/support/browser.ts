import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { carriedChromium } from "./carried-chromium.ts";

/** Where distributions and installers put Chrome and Chromium. */
const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * A browser that calls nobody: without these, Chromium looks for Google's hosts at every start.
 * Its sandbox does not work for root, nor in many containers, and it opens only our own pages.
 */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless browser: CHROMIUM_PATH, else an installed Chrome or Chromium, else the Chromium
 * that npm brought (Linux on x64).
 */
export async function launchBrowser(): Promise<Browser> {
  const installed =
    process.env["CHROMIUM_PATH"] ?? INSTALLED.find((path) => existsSync(path)) ?? null;
  if (installed !== null) return chromium.launch({ executablePath: installed, args: ARGS });
  const { executablePath, env } = await carriedChromium();
  return chromium.launch({
    executablePath,
    args: [...ARGS, "--no-zygote", "--headless=shell"],
    env: { ...process.env, ...env },
  });
}
