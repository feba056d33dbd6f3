/**
 * Imported before a command (`node --import`, see package.json): what a running `npm start`
 * has published for commands beside it. Variables that are set already win, so in production,
 * where there is no such file, nothing changes.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./start/settings.ts";

const file = join(dataFolder(process.env), "env");
if (existsSync(file)) process.loadEnvFile(file);
