import { execute, parse, validate, type DocumentNode } from "graphql";
import type { Cart } from "../checkout/cart-model.ts";
import type { Quote } from "../checkout/quote-model.ts";
import { SHIPPING_HANDLE } from "../checkout/shipping.ts";
import { activeDiscounts } from "../discounts/active.ts";
import { discountGid, type AppDiscount } from "../discounts/model.ts";
import { resolveField } from "../graphql/fields.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import type { FunctionAnswer, Operation } from "./answer.ts";
import { functionExtensions, type FunctionExtension, type FunctionTarget } from "./extensions.ts";
import { DELIVERY_GROUP_GID, functionInput } from "./input.ts";
import { lineGid } from "./line-gid.ts";
import { readOutput } from "./output.ts";
import { runInSandbox } from "./sandbox.ts";
import { functionSchema } from "./schema.ts";

/** The targets that discounts have, with what each may answer. */
const RESULT_TYPES: Readonly<Record<string, string>> = {
  "cart.lines.discounts.generate.run": "CartLinesDiscountsGenerateRunResult",
  "cart.delivery-options.discounts.generate.run": "CartDeliveryOptionsDiscountsGenerateRunResult",
};

/**
 * Runs the Functions of all active discounts on a cart. None sees what another
 * says; one that fails gives nothing and says why.
 * @param priced the cart's quote without discounts
 */
export async function runFunctions(
  store: Store,
  cart: Cart,
  priced: Quote,
): Promise<FunctionAnswer[]> {
  const active = activeDiscounts(store);
  if (active.length === 0) return [];
  const extensions = functionExtensions(store.settings.extensionsFolder);
  const runs = active.flatMap((discount) => {
    const extension = extensions.find((each) => each.handle === discount.functionHandle);
    if (extension === undefined)
      return [Promise.resolve(failed(discount, "", "Its Function is not there any more"))];
    return extension.targets
      .filter((target) => RESULT_TYPES[target.target] !== undefined)
      .map(async (target): Promise<FunctionAnswer> => {
        try {
          const operations = await answerOf(store, { cart, priced, discount, extension, target });
          return { discountId: discount.id, target: target.target, operations, error: null };
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          return failed(discount, target.target, message);
        }
      });
  });
  return Promise.all(runs);
}

const failed = (discount: AppDiscount, target: string, error: string): FunctionAnswer => ({
  discountId: discount.id,
  target,
  operations: [],
  error,
});

interface Run {
  readonly cart: Cart;
  readonly priced: Quote;
  readonly discount: AppDiscount;
  readonly extension: FunctionExtension;
  readonly target: FunctionTarget;
}

/** @throws Error that says why this Function gives nothing */
async function answerOf(store: Store, run: Run): Promise<Operation[]> {
  const { discount, extension, target, priced } = run;
  if (extension.bundle === null)
    throw new Error(
      "It has not been built: dist/function.js is missing (npm run build:extensions)",
    );
  const input = await inputOf(store, run);
  const outcome = await runInSandbox(extension.bundle, camelCase(target.export), input);
  if (outcome.kind === "failed") throw new Error(outcome.reason);
  return readOutput(outcome.output, {
    resultType: RESULT_TYPES[target.target] ?? "",
    classes: discount.discountClasses,
    currency: priced.currency,
    lineIds: priced.lines.map((line) => lineGid(line.id)),
    deliveryTargets: [DELIVERY_GROUP_GID, SHIPPING_HANDLE],
  });
}

/** The input: what the Function's own query finds, under Shopify's schema. */
async function inputOf(store: Store, run: Run): Promise<unknown> {
  const { cart, discount, extension, target, priced } = run;
  const result = await execute({
    schema: functionSchema(),
    document: documentOf(target.query),
    rootValue: functionInput(store, cart, discount, priced),
    contextValue: { store, cost: 0 },
    variableValues: variablesOf(store, discount, extension),
    fieldResolver: resolveField,
  });
  const problem = result.errors?.[0];
  if (problem !== undefined) throw new Error(`Its input could not be built: ${problem.message}`);
  return result.data;
}

const documents = new Map<string, DocumentNode>();

/** An input query under the schema; the same text is looked at once. */
function documentOf(query: string): DocumentNode {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const document = parse(query);
  const [invalid] = validate(functionSchema(), document);
  if (invalid !== undefined) throw new Error(`Its input query is not valid: ${invalid.message}`);
  documents.set(query, document);
  return document;
}

/** The input query's variables, from the metafield that the TOML names. */
function variablesOf(
  store: Store,
  discount: AppDiscount,
  extension: FunctionExtension,
): Record<string, unknown> {
  if (extension.variables === null) return {};
  const { namespace, key } = extension.variables;
  const found = store.metafields.get(discountGid(discount.id), fullNamespace(namespace), key);
  return found === null ? {} : (JSON.parse(found.value) as Record<string, unknown>);
}

/** `cart-lines-discounts-generate-run` as the bundle exports it. */
const camelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
