// Runtimes behind a client's back: they resend on a dead connection, and hide what a wrapper has sent.
import { createClient } from "rapyd-customers";

/**
 * Creates over connections that the server resets after it has stored, first on a warm connection, then through a global fetch that
 * resends by itself and ends with "never connected".
 */
export async function meetHazards({ url, accessKey, secretKey }) {
  const rapyd = createClient({ accessKey, secretKey, baseUrl: url, maxRetries: 0 });
  const ends = [];
  for (let round = 0; round < 20; round++) {
    await rapyd.createCustomer({ name: `warm ${round}` });
    const end = await rapyd
      .createCustomer({ name: `reset ${round}` }, { headers: { "x-fault": "reset" } })
      .then(
        () => "success",
        (error) => error.mayHaveSucceeded,
      );
    ends.push(end);
  }
  const platformFetch = globalThis.fetch;
  globalThis.fetch = async (...request) => {
    await platformFetch(...request).catch(() => undefined);
    throw Object.assign(new TypeError("fetch failed"), {
      cause: Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", syscall: "connect" }),
    });
  };
  const wrapped = await createClient({ accessKey, secretKey, baseUrl: url })
    .createCustomer({ name: "wrapped" })
    .then(
      () => "success",
      (error) => [error.name, error.mayHaveSucceeded, error.attempts].join(" "),
    );
  globalThis.fetch = platformFetch;
  return { ends: [...new Set(ends)], wrapped };
}
