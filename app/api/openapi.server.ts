import { z } from "zod";

import { programSchema } from "../domain/program-schema.ts";
import {
  actionOutcomeSchema,
  actionSchema,
  birthdaySchema,
  enrolmentSchema,
} from "./action-schemas.server.ts";
import { balanceExplanationSchema } from "./balance-explanation.server.ts";
import { digestCheckSchema, digestPageSchema } from "./digests.server.ts";
import { importSchema } from "./imports.server.ts";
import { IMPORT_PATHS } from "./openapi-import-paths.server.ts";
import { API_PATHS } from "./openapi-paths.server.ts";
import { PROOF_PATHS } from "./openapi-proof-paths.server.ts";
import { TIER_PATHS } from "./openapi-tier-paths.server.ts";
import {
  adjustmentSchema,
  errorSchema,
  memberSchema,
  moneySchema,
  programVersionSchema,
  tierProgressSchema,
  transactionPageSchema,
  transactionSchema,
} from "./schemas.server.ts";

import { companySchema, tiersSchema } from "./tiers.server.ts";

const DESCRIPTION = `Points, members and the program of one shop.

Points are integers, money is a decimal string with a currency, times are ISO 8601.
Every error is \`{"error": {"code", "message", "field"?, "problems"?}}\`: the code is for
programs and stays, the message is for people and may change. Fields may be added to
answers at any time.`;

/** The OpenAPI 3.1 document of the REST API, written from the schemas that check it. */
export function openApiDocument(): Record<string, unknown> {
  return {
    openapi: "3.1.0",
    info: { title: "Kopilka", version: "1", description: DESCRIPTION },
    paths: { ...API_PATHS, ...IMPORT_PATHS, ...PROOF_PATHS, ...TIER_PATHS },
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "`kpl_<shop>_<id>_<secret>`; opens the data of its shop and no other.",
        },
      },
      schemas: componentSchemas(),
    },
    security: [{ token: [] }],
  };
}

function componentSchemas() {
  const components = z.registry<{ id: string }>();
  components.add(moneySchema, { id: "Money" });
  components.add(memberSchema, { id: "Member" });
  components.add(transactionSchema, { id: "PointsTransaction" });
  components.add(transactionPageSchema, { id: "PointsTransactionPage" });
  components.add(adjustmentSchema, { id: "Adjustment" });
  components.add(actionSchema, { id: "Action" });
  components.add(actionOutcomeSchema, { id: "ActionOutcome" });
  components.add(birthdaySchema, { id: "Birthday" });
  components.add(enrolmentSchema, { id: "Enrolment" });
  components.add(programSchema, { id: "ProgramDocument" });
  components.add(programVersionSchema, { id: "ProgramVersion" });
  components.add(importSchema, { id: "Import" });
  components.add(balanceExplanationSchema, { id: "BalanceExplanation" });
  components.add(digestPageSchema, { id: "DigestPage" });
  components.add(digestCheckSchema, { id: "DigestCheck" });
  components.add(tierProgressSchema, { id: "TierProgress" });
  components.add(tiersSchema, { id: "Tiers" });
  components.add(companySchema, { id: "Company" });
  components.add(errorSchema, { id: "Error" });
  const { schemas } = z.toJSONSchema(components, {
    // As input, a schema allows the fields that a later version may add.
    io: "input",
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // The format says it already; the pattern is 200 characters of leap years.
      if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
    },
  });
  // OpenAPI 3.1 names the dialect once, and a component by its place.
  for (const schema of Object.values(schemas)) {
    delete schema.$schema;
    delete schema.$id;
  }
  return schemas;
}
