import { ThreadWindow } from "@quilted/threads";
import type { AdminSide, AppSide } from "../../contract.ts";

/** The admin around the page, as the page speaks to it. */
export type Admin = AdminSide;

/** Only the admin's own origin is spoken to, and only it is heard. */
export function connectAdmin(origin: string, app: AppSide): Admin {
  return ThreadWindow.parent<AdminSide, AppSide>({ targetOrigin: origin, exports: app }).imports;
}
