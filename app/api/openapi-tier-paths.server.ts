import { gives, refuses, schemaOf, UNAUTHORIZED } from "./openapi-parts.server.ts";
import { companyIdSchema } from "./tiers.server.ts";

const companyId = {
  name: "company_id",
  in: "path",
  required: true,
  schema: schemaOf(companyIdSchema),
};

/** What can be asked of tiers and of companies. */
export const TIER_PATHS = {
  "/api/v1/tiers": {
    get: {
      operationId: "listTiers",
      summary: "The tiers in force, and how many members have each",
      responses: {
        200: gives("The tiers, the lowest first.", "Tiers"),
        ...refuses({ ...UNAUTHORIZED, 404: "The program has none." }),
      },
    },
  },
  "/api/v1/companies/{company_id}": {
    get: {
      operationId: "getCompany",
      summary: "The balance that a company's buyers share",
      parameters: [companyId],
      responses: {
        200: gives("The company.", "Company"),
        ...refuses({
          400: "The id is malformed.",
          ...UNAUTHORIZED,
          404: "The company has no balance: it has bought nothing while companies share one.",
        }),
      },
    },
  },
  "/api/v1/companies/{company_id}/balance_explanation": {
    get: {
      operationId: "explainCompanyBalance",
      summary: "Why a company has these points",
      parameters: [companyId],
      responses: {
        200: gives("The explanation.", "BalanceExplanation"),
        ...refuses({
          400: "The id is malformed.",
          ...UNAUTHORIZED,
          404: "The company has no balance.",
        }),
      },
    },
  },
};
