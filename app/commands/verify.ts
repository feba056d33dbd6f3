import { parseArgs } from "node:util";
import { createPool } from "../db/pool.server.ts";
import { shopId } from "../domain/ids.ts";
import { verifyLedger, type Verified } from "../services/verify-ledger.server.ts";
