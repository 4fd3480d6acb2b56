/** Probes of the operations other than creating a customer. */
import { field, path, type Probe, statusAndCode, withCard } from "./probe.js";

/** Probes of the responses to reading, changing and deleting customers and their payment methods, addresses and discounts. */
export const lifecycle: readonly Probe[] = [
  {
    question: "the order of a list: do starting_after and ending_before return newer or older items?",
    expects: "oldest first, starting_after: newer, ending_before: older",
    evidence: "inference",
    run: async ({ send, createCustomer, record }) => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count++) ids.push((await createCustomer()).id);
      const list = async (query: string): Promise<string[]> => {
        const response = await send("GET", `${path}?limit=100${query}`);
        if (query === "") record("list-customers", "GET /v1/customers", response);
        return ((response.data ?? []) as { id: string }[])
          .map(({ id }) => id)
          .filter((id) => ids.includes(id));
      };
      const [oldest = "", middle = "", newest = ""] = ids;
      const all = await list("");
      const order = all.indexOf(oldest) < all.indexOf(newest) ? "oldest first" : "newest first";
      const side = (found: string[]): string =>
        found.includes(newest)
          ? found.includes(oldest)
            ? "both"
            : "newer"
          : found.includes(oldest)
            ? "older"
            : "nothing";
      const after = side(await list(`&starting_after=${middle}`));
      return `${order}, starting_after: ${after}, ending_before: ${side(await list(`&ending_before=${middle}`))}`;
    },
  },
  {
    question:
      'an update: does "" clear a property, does null leave it unchanged, is metadata merged or replaced?',
    expects: "cleared, kept, replaced",
    evidence: "inference",
    run: async ({ send, createCustomer, record }) => {
      const { id } = await createCustomer({
        name: "Jane Doe",
        description: "a",
        invoice_prefix: "JD-",
        metadata: { a: 1 },
      });
      const response = await send("POST", `${path}/${id}`, {
        description: "",
        invoice_prefix: null,
        metadata: { b: 2 },
      });
      record("update-customer", "POST /v1/customers/{customer}", response);
      const metadata = Object.keys(Object(field(response, "metadata")))
        .sort()
        .join();
      return [
        field(response, "description") === "" ? "cleared" : "not cleared",
        field(response, "invoice_prefix") === "JD-" ? "kept" : "not kept",
        metadata === "b" ? "replaced" : metadata === "a,b" ? "merged" : `metadata ${metadata}`,
      ].join(", ");
    },
  },
  {
    question: "an update with addresses: are they added?",
    expects: "2 addresses",
    evidence: "inference",
    run: async ({ send, createCustomer }) => {
      const { id } = await createCustomer({
        name: "Jane Doe",
        addresses: [{ name: "Jane Doe", line_1: "First" }],
      });
      const response = await send("POST", `${path}/${id}`, {
        addresses: [{ name: "Jane Doe", line_1: "Second" }],
      });
      return `${(field(response, "addresses") as unknown[] | undefined)?.length ?? statusAndCode(response)} addresses`;
    },
  },
  {
    question:
      "a payment method, added, changed and deleted: is it the default, does its id change, what does the deletion return?",
    expects: "default: no, new id: yes, delete 200",
    evidence: "documentation",
    run: async ({ send, createCustomer, record }) => {
      const { id } = await createCustomer();
      const methods = `${path}/${id}/payment_methods`;
      const added = await send("POST", methods, withCard);
      record("add-payment-method", "POST .../payment_methods", added);
      const old = String(field(added, "id"));
      const isDefault = field(await send("GET", `${path}/${id}`), "default_payment_method") === old;
      const changed = await send("POST", `${methods}/${old}`, {
        fields: { expiration_month: "11", expiration_year: "36" },
      });
      const now = String(field(changed, "id"));
      const deleted = await send("DELETE", `${methods}/${changed.status === 200 ? now : old}`);
      record("delete-payment-method", "DELETE .../payment_methods/{method}", deleted);
      return `default: ${isDefault ? "yes" : "no"}, new id: ${now === old ? "no" : "yes"}, delete ${statusAndCode(deleted)}`;
    },
  },
  {
    question: "deleting the default payment method",
    expects: "400 DELETE_CUSTOMER_DEFAULT_PAYMENT_METHOD_NOT_ALLOWED",
    evidence: "documentation",
    run: async ({ send, createCustomer }) => {
      const { id, response } = await createCustomer({ name: "Jane Doe", payment_method: withCard });
      return statusAndCode(
        await send(
          "DELETE",
          `${path}/${id}/payment_methods/${String(field(response, "default_payment_method"))}`,
        ),
      );
    },
  },
  {
    question: "deleting a customer twice, then reading it",
    expects: "400 ERROR_DELETE_CUSTOMER, 400 ERROR_GET_CUSTOMER",
    evidence: "documentation",
    run: async ({ send, createCustomer, unmark, record }) => {
      const { id } = await createCustomer();
      await send("DELETE", `${path}/${id}`);
      unmark(`${path}/${id}`);
      const second = await send("DELETE", `${path}/${id}`);
      record("error-second-delete", "a second DELETE /v1/customers/{customer}", second);
      const read = await send("GET", `${path}/${id}`);
      record("error-retrieve-deleted", "GET of a deleted customer", read);
      return `${statusAndCode(second)}, ${statusAndCode(read)}`;
    },
  },
  {
    question: "an unknown customer: read, changed",
    expects: "400 ERROR_GET_CUSTOMER, 400 INVALID_CUSTOMER_ID",
    evidence: "documentation",
    run: async ({ send }) => {
      const unknown = `${path}/cus_${"0".repeat(32)}`;
      return `${statusAndCode(await send("GET", unknown))}, ${statusAndCode(await send("POST", unknown, { description: "x" }))}`;
    },
  },
  {
    question: "an address: created, changed, deleted; what is the response to the deletion?",
    expects: "200, 200, 200 {}",
    evidence: "documentation",
    run: async ({ send, deleteAtEnd, unmark, record }) => {
      const created = await send("POST", "/v1/addresses", { name: "Jane Doe", line_1: "Street" });
      record("create-address", "POST /v1/addresses", created);
      const own = `/v1/addresses/${String(field(created, "id"))}`;
      if (created.status === 200) deleteAtEnd(own);
      const changed = await send("POST", own, { line_2: "Flat" });
      const deleted = await send("DELETE", own);
      record("delete-address", "DELETE /v1/addresses/{address}", deleted);
      if (deleted.status === 200) unmark(own);
      return `${statusAndCode(created)}, ${statusAndCode(changed)}, ${statusAndCode(deleted)} ${JSON.stringify(deleted.data)}`;
    },
  },
  {
    question:
      "other GET requests: a customer's payment methods, an unknown payment method, an unknown address",
    expects: "200, 400 ERROR_CUSTOMER_PAYMENT_METHOD_NOT_FOUND, 400 ERROR_ADDRESS_GET",
    evidence: "documentation",
    run: async ({ send, createCustomer, record }) => {
      const { id } = await createCustomer();
      const methods = await send("GET", `${path}/${id}/payment_methods`);
      record("list-payment-methods-empty", "GET .../payment_methods of a customer without one", methods);
      const method = await send("GET", `${path}/${id}/payment_methods/card_${"0".repeat(32)}`);
      const address = await send("GET", `/v1/addresses/address_${"0".repeat(32)}`);
      return [methods, method, address].map(statusAndCode).join(", ");
    },
  },
  {
    question: "a missing discount: read, removed",
    expects: "400 ERROR_GET_DISCOUNT, 400 ERROR_DELETE_CUSTOMER_DISCOUNT",
    evidence: "inference",
    run: async ({ send, createCustomer }) => {
      const { id } = await createCustomer();
      const read = await send("GET", `${path}/discount/dis_${"0".repeat(32)}`);
      return `${statusAndCode(read)}, ${statusAndCode(await send("DELETE", `${path}/${id}/discount`))}`;
    },
  },
];
