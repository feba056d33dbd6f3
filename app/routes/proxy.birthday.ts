import { birthdaySchema } from "../api/action-schemas.server.ts";
import { checkBody } from "../api/read-request.server.ts";
import { ApiRefusal } from "../api/refusal.server.ts";
import { answer } from "../api/route.server.ts";
import { storefrontRoute } from "../api/storefront-route.server.ts";
import { birthdayText, readBirthday } from "../domain/birthday.ts";
import { setBirthday } from "../services/set-birthday.server.ts";

/** A shopper says when they have their birthday. */
export const action = storefrontRoute(async ({ shop, customerId, body, context, now }) => {
  const { birthday: text } = checkBody(birthdaySchema, body);
  const birthday = text === null ? null : readBirthday(text);
  const result = await setBirthday(context.db, { shop, customerId, birthday }, now);
  if (result !== "set") throw new ApiRefusal(409, result, "There is no such member any more");
  return answer(birthdaySchema, { birthday: birthday && birthdayText(birthday) });
});
