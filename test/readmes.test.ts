import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { JOBS } from "../app/jobs/jobs.server.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const FILES = globSync("{*,app/**/*,dev-store/**/*,docs/**/*,extensions/*,test/**/*}.md", {
  cwd: ROOT,
});

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** A heading as GitHub makes an anchor of it. */
const anchor = (heading: string) =>
  heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

describe("what people read", () => {
  it.each(FILES)("%s links to files and headings that are there", (file) => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
      .map(([, link, source]) => link ?? source ?? "")
      .filter((link) => !link.startsWith("http"));
    const broken = links.filter((link) => {
      const [path = "", heading] = link.split("#");
      const target = path === "" ? file : normalize(join(dirname(file), path));
      if (!existsSync(join(ROOT, target))) return true;
      if (heading === undefined) return false;
      const headings = read(target).match(/^#+ .*$/gm) ?? [];
      return !headings.map(anchor).includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it.each(FILES)("%s names commands that are there", (file) => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read("package.json")));
    const named = [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? "");
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("tells of every recurring job", () => {
    const text = read("README.md");
    expect(JOBS.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``))).toEqual(
      [],
    );
  });
});
