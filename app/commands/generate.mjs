/**
 * `npm run generate`: the Prisma client, into app/db/generated. Plain JavaScript, because
 * with-dependencies.mjs calls it too.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MODULES = join(import.meta.dirname, "..", "..", "node_modules");

const prisma = join(MODULES, "prisma", "build", "index.js");
const generated = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  cwd: join(MODULES, ".."),
  stdio: "inherit",
});
if (generated.status !== 0) process.exit(generated.status ?? 1);

// Shopify's session storage takes the class of one error from "@prisma/client", which is
// empty where the client is generated elsewhere. It has to be the very class that our
// client throws, which comes from the runtime's ES module.
const stub = join(MODULES, ".prisma", "client");
mkdirSync(stub, { recursive: true });
writeFileSync(
  join(stub, "default.js"),
  `const { PrismaClientKnownRequestError } = require("../../@prisma/client/runtime/client.mjs");
module.exports = { Prisma: { PrismaClientKnownRequestError } };
`,
);
