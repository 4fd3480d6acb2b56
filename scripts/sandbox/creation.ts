/** Probes of signatures, and of what a create request accepts and returns. */
import { field, path, type Probe, statusAndCode, withCard } from "./probe.js";

/** Probes of how Rapyd checks a request's signature, salt and timestamp. */
export const signatures: readonly Probe[] = [
  {
    question: "a body with whitespace, signed in its compact form",
    expects: "200",
    evidence: "inference",
    run: async ({ send, deleteAtEnd }) => {
      const spaced = '{ "name" : "Jane Doe" }';
      const response = await send("POST", path, spaced, { signedBody: '{"name":"Jane Doe"}' });
      if (response.status === 200) deleteAtEnd(`${path}/${String(field(response, "id"))}`);
      return statusAndCode(response);
    },
  },
  {
    question: "a body with whitespace, signed as sent",
    expects: "401 UNAUTHENTICATED_API_CALL",
    evidence: "documentation",
    run: async ({ send, record }) => {
      const response = await send("POST", path, '{ "name" : "Jane Doe" }');
      record("error-invalid-signature", "a signature over a body with whitespace", response);
      return statusAndCode(response);
    },
  },
  {
    question: "10.00 in metadata, signed as it is sent",
    expects: "401 UNAUTHENTICATED_API_CALL",
    evidence: "documentation",
    run: async ({ send }) =>
      statusAndCode(await send("POST", path, '{"name":"Jane Doe","metadata":{"amount":10.00}}')),
  },
  {
    question: "a salt of 24 characters",
    expects: "200",
    evidence: "third party",
    run: ({ send }) => send("GET", `${path}?limit=1`, undefined, { saltLength: 24 }).then(statusAndCode),
  },
  {
    question: "a timestamp 1 s ahead",
    expects: "200",
    evidence: "inference",
    run: ({ send }) => send("GET", `${path}?limit=1`, undefined, { offset: 1 }).then(statusAndCode),
  },
  {
    question: "a timestamp 60 s ahead: does the rejection have a Date header?",
    expects: "401 UNAUTHENTICATED_API_CALL, Date: yes",
    evidence: "inference",
    run: async ({ send }) => {
      const response = await send("GET", `${path}?limit=1`, undefined, { offset: 60 });
      return `${statusAndCode(response)}, Date: ${response.headers.has("date") ? "yes" : "no"}`;
    },
  },
];

/** Probes of what a request that creates a customer accepts and returns. */
export const creation: readonly Probe[] = [
  {
    question: "a phone number of digits only, null for optional properties",
    expects: "200",
    evidence: "recording",
    run: async ({ createCustomer }) => {
      const loose = {
        phone_number: "5555555555",
        email: null,
        addresses: null,
        payment_method: null,
        metadata: null,
      };
      const { response } = await createCustomer({ name: "Jane Doe", ...loose });
      return statusAndCode(response);
    },
  },
  {
    question: "two creates with one idempotency key: how many customers?",
    expects: "2",
    evidence: "documentation",
    run: async ({ send, deleteAtEnd }) => {
      const headers = { idempotency: `sandbox-${Date.now()}` };
      const ids = new Set<unknown>();
      for (let times = 0; times < 2; times++)
        ids.add(field(await send("POST", path, { name: "Jane Doe" }, { headers }), "id"));
      for (const id of ids) deleteAtEnd(`${path}/${String(id)}`);
      return String(ids.size);
    },
  },
  {
    question: "a card at creation: does it become the default, and what is the next action?",
    expects: "default: yes, 3d_verification",
    evidence: "recording",
    run: async ({ createCustomer, record }) => {
      const { response } = await createCustomer({ name: "Jane Doe", payment_method: withCard });
      record("create-customer-with-card", "POST /v1/customers with a card", response);
      const [method] =
        (Object(field(response, "payment_methods")) as { data?: Record<string, unknown>[] }).data ?? [];
      const isDefault = method?.["id"] === field(response, "default_payment_method");
      return `default: ${isDefault ? "yes" : "no"}, ${String(method?.["next_action"])}`;
    },
  },
];
