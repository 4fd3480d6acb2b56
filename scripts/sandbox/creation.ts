/** Questions about signatures, and about what a create request accepts and returns. */
import { field, path, type Question, said, withCard } from "./probe.js";

/** Questions about how Rapyd checks a request's signature, salt and timestamp. */
export const signatures: readonly Question[] = [
  {
    asks: "a body with whitespace, signed in its compact form",
    expects: "200",
    evidence: "inference",
    ask: async ({ send, remember }) => {
      const spaced = '{ "name" : "Jane Doe" }';
      const answer = await send("POST", path, spaced, { signedBody: '{"name":"Jane Doe"}' });
      if (answer.status === 200) remember(`${path}/${String(field(answer, "id"))}`);
      return said(answer);
    },
  },
  {
    asks: "a body with whitespace, signed as sent",
    expects: "401 UNAUTHENTICATED_API_CALL",
    evidence: "documentation",
    ask: async ({ send, record }) => {
      const answer = await send("POST", path, '{ "name" : "Jane Doe" }');
      record("error-invalid-signature", "a signature over a body with whitespace", answer);
      return said(answer);
    },
  },
  {
    asks: "10.00 in metadata, signed as it is sent",
    expects: "401 UNAUTHENTICATED_API_CALL",
    evidence: "documentation",
    ask: async ({ send }) =>
      said(await send("POST", path, '{"name":"Jane Doe","metadata":{"amount":10.00}}')),
  },
  {
    asks: "a salt of 24 characters",
    expects: "200",
    evidence: "third party",
    ask: ({ send }) => send("GET", `${path}?limit=1`, undefined, { saltLength: 24 }).then(said),
  },
  {
    asks: "a timestamp 1 s ahead",
    expects: "200",
    evidence: "inference",
    ask: ({ send }) => send("GET", `${path}?limit=1`, undefined, { offset: 1 }).then(said),
  },
  {
    asks: "a timestamp 60 s ahead: does the rejection have a Date header?",
    expects: "401 UNAUTHENTICATED_API_CALL, Date: yes",
    evidence: "inference",
    ask: async ({ send }) => {
      const answer = await send("GET", `${path}?limit=1`, undefined, { offset: 60 });
      return `${said(answer)}, Date: ${answer.headers.has("date") ? "yes" : "no"}`;
    },
  },
];

/** Questions about creating a customer. */
export const creation: readonly Question[] = [
  {
    asks: "a phone number of digits only, null for optional properties",
    expects: "200",
    evidence: "recording",
    ask: async ({ createCustomer }) => {
      const loose = {
        phone_number: "5555555555",
        email: null,
        addresses: null,
        payment_method: null,
        metadata: null,
      };
      const { answer } = await createCustomer({ name: "Jane Doe", ...loose });
      return said(answer);
    },
  },
  {
    asks: "two creates with one idempotency key: how many customers?",
    expects: "2",
    evidence: "documentation",
    ask: async ({ send, remember }) => {
      const headers = { idempotency: `sandbox-${Date.now()}` };
      const ids = new Set<unknown>();
      for (let times = 0; times < 2; times++)
        ids.add(field(await send("POST", path, { name: "Jane Doe" }, { headers }), "id"));
      for (const id of ids) remember(`${path}/${String(id)}`);
      return String(ids.size);
    },
  },
  {
    asks: "a card at creation: does it become the default, and what is the next action?",
    expects: "default: yes, 3d_verification",
    evidence: "recording",
    ask: async ({ createCustomer, record }) => {
      const { answer } = await createCustomer({ name: "Jane Doe", payment_method: withCard });
      record("create-customer-with-card", "POST /v1/customers with a card", answer);
      const [method] =
        (Object(field(answer, "payment_methods")) as { data?: Record<string, unknown>[] }).data ?? [];
      const isDefault = method?.["id"] === field(answer, "default_payment_method");
      return `default: ${isDefault ? "yes" : "no"}, ${String(method?.["next_action"])}`;
    },
  },
];
