import { describe, expect, it } from "vitest";
import { createLogger } from "../app/logging.server.ts";

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  write(createLogger({ name: "test", logLevel: "info" }, { write: (line) => (text += line) }));
  return text;
}

describe("a log line", () => {
  it("keeps ids and counts", () => {
    const line = logged((log) => {
      log.info({ requestId: "r-1", shop: "a.myshopify.com", orders: 3 }, "accrued");
    });
    expect(JSON.parse(line)).toMatchObject({ level: "info", requestId: "r-1", orders: 3 });
  });

  it("holds no personal data, however deep it came in", () => {
    const line = logged((log) => {
      const customer = { id: 1, email: "ann@example.com", phone: "+7 900" };
      log.info({ orders: [{ billing: customer }], email: "ann@example.com", token: "kpl_x" }, "no");
    });
    expect(line).not.toMatch(/ann@|\+7 900|kpl_x/);
  });

  it("says of an error what it is, and quotes neither rows nor addresses", () => {
    const error = Object.assign(new Error("duplicate: ann@example.com"), {
      code: "23505",
      detail: "Key (email)=(ann@example.com) already exists",
      body: "name=Ann",
    });
    const line = logged((log) => {
      log.error({ err: error }, "failed");
    });
    expect(line).toContain("23505");
    expect(line).toContain("duplicate: [e-mail]");
    expect(line).not.toMatch(/ann@|Ann/);
  });

  it("knows an error by its fields when it comes as a plain object", () => {
    const line = logged((log) => {
      log.error({ err: { message: "lost ann@example.com", code: "ECONNREFUSED" } }, "failed");
    });
    expect(JSON.parse(line)).toMatchObject({
      err: { message: "lost [e-mail]", code: "ECONNREFUSED" },
    });
  });
});
