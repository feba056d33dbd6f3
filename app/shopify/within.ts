import type { AdminAnswer } from "./admin-answer.ts";

/** The answer, or that there is none yet; the call itself goes on and ends by itself. */
export async function within<Data>(
  ms: number,
  answer: Promise<AdminAnswer<Data>>,
): Promise<AdminAnswer<Data>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<AdminAnswer<Data>>((resolve) => {
    timer = setTimeout(() => {
      resolve({ kind: "unavailable", message: `no answer within ${ms} ms` });
    }, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
