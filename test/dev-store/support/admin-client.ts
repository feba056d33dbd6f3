import type { DevStore } from "./dev-store.ts";
import type { GraphqlAnswer, TokenAnswer } from "./answers.ts";
import { API_SECRET } from "./receiver.ts";

/** The app's side of the Admin API and of the tokens that open it. */
export function adminClient(store: DevStore) {
  const post = async (
    path: string,
    body: object,
    more: Record<string, string> = {},
    signal: AbortSignal | null = null,
  ) => {
    const headers = { "content-type": "application/json", ...more };
    const response = await fetch(store.url + path, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
      signal,
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const oauth = async (body: object) => {
    const client = { client_id: "test-key", client_secret: API_SECRET };
    const answer = await post("/admin/oauth/access_token", { ...client, ...body });
    return { status: answer.status, body: answer.body as TokenAnswer };
  };
  return {
    /** Exchanges a session token for an expiring offline token; `more` spoils or changes the request. */
    exchange: async (more: object = {}) =>
      oauth({
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: (await store.control("POST", "/session-token")).token,
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
        expiring: "1",
        ...more,
      }),
    refresh: (refreshToken: string) =>
      oauth({ grant_type: "refresh_token", refresh_token: refreshToken }),
    async graphql(
      token: string,
      query: string,
      variables: object = {},
      signal: AbortSignal | null = null,
    ): Promise<GraphqlAnswer> {
      const access = { "x-shopify-access-token": token };
      const call = { query, variables };
      const answer = await post("/admin/api/2026-07/graphql.json", call, access, signal);
      return { ...(answer.body as Omit<GraphqlAnswer, "status">), status: answer.status };
    },
  };
}

export type AdminClient = ReturnType<typeof adminClient>;
