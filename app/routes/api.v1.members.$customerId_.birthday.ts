import { birthdaySchema } from "../api/action-schemas.server.ts";
import { customerIdParam } from "../api/params.server.ts";
import { checkBody, readJson } from "../api/read-request.server.ts";
import { ApiRefusal, notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { birthdayText, readBirthday } from "../domain/birthday.ts";
import { setBirthday } from "../services/set-birthday.server.ts";

const handle = apiRoute({
  async PUT({ caller, request, params, context, now }) {
    const customerId = customerIdParam(params);
    const { birthday: text } = checkBody(birthdaySchema, await readJson(request));
    const birthday = text === null ? null : readBirthday(text);
    const result = await setBirthday(context.db, { shop: caller.shop, customerId, birthday }, now);
    switch (result) {
      case "unknown_member":
        throw notFound("unknown_member", `No member has the customer id ${customerId}`);
      case "member_erased":
        throw new ApiRefusal(409, "member_erased", "The member's data has been erased");
      case "set":
        return answer(birthdaySchema, { birthday: birthday && birthdayText(birthday) });
    }
  },
});

export const loader = handle;
export const action = handle;
