import { expectTypeOf, test } from "vitest";
import type { UnknownWebhookEvent, WebhookEvent } from "../../src/webhooks.js";
import type {
  Address,
  AddressRequest,
  Customer,
  CreateCustomerRequest,
  Discount,
  PagePromise,
  PaymentMethod,
  Plan,
  RapydClient,
  RequestOptions,
  Subscription,
  SubscriptionList,
  Tier,
} from "../../src/index.js";
import { minimalCustomer } from "../helpers/minimal-customer.js";

declare const client: RapydClient;

test("createCustomer accepts the request and returns the customer, without its envelope", () => {
  expectTypeOf<RapydClient["createCustomer"]>().parameters.toEqualTypeOf<
    [body: CreateCustomerRequest, options?: RequestOptions]
  >();
  expectTypeOf<RapydClient["createCustomer"]>().returns.toEqualTypeOf<Promise<Customer>>();
});

test("a request requires a name, and values of the right types", () => {
  expectTypeOf<{ name: string }>().toExtend<CreateCustomerRequest>();
  // @ts-expect-error the name is missing
  expectTypeOf<{ email: string }>().toExtend<CreateCustomerRequest>();
  // @ts-expect-error the name is not a string
  expectTypeOf<{ name: 1 }>().toExtend<CreateCustomerRequest>();
  // @ts-expect-error the list is none
  expectTypeOf<{ name: string; addresses: string }>().toExtend<CreateCustomerRequest>();
  expectTypeOf<CreateCustomerRequest["payment_method"]>().toExtend<object | null | undefined>();
  expectTypeOf<null>().toExtend<CreateCustomerRequest["payment_method"]>();
  // @ts-expect-error a typo in a name
  const typo: CreateCustomerRequest = { name: "Jane Doe", adresses: [] };
  void typo;
});

test("a request accepts readonly arrays, interfaces, undefined, any country, and an address from a response", () => {
  interface Reference {
    order: string;
  }
  interface BankFields {
    iban: string;
    branch?: number;
  }
  const widths: CreateCustomerRequest = {
    ...minimalCustomer,
    name: "Jane Doe",
    email: undefined,
    nationality: String("US"),
    addresses: [] as const satisfies readonly AddressRequest[],
    metadata: { order: "1001" } as Reference,
    payment_method: { type: "gb_bank", fields: { iban: "GB00" } as BankFields },
  };
  void widths;
  expectTypeOf<Address>().toExtend<AddressRequest>();
  expectTypeOf<{ country: string }>().toExtend<AddressRequest>();
  expectTypeOf<{ country: null; zip: undefined }>().toExtend<AddressRequest>();
  expectTypeOf<{ token: string }>().toExtend<NonNullable<CreateCustomerRequest["payment_method"]>>();
  // @ts-expect-error neither a type nor a token
  expectTypeOf<{ fields: object }>().toExtend<NonNullable<CreateCustomerRequest["payment_method"]>>();
});

test("a customer's nullable properties are nullable", () => {
  expectTypeOf<Customer["discount"]>().toEqualTypeOf<Discount | null>();
  expectTypeOf<Customer["subscriptions"]>().toEqualTypeOf<Subscription[] | SubscriptionList | null>();
  expectTypeOf<Customer["payment_methods"]>().toBeNullable();
  expectTypeOf<PaymentMethod["metadata"]>().toBeNullable();
  expectTypeOf<PaymentMethod["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Customer>().not.toHaveProperty("deleted");
});

test("response enums list their values and allow others", () => {
  expectTypeOf<PaymentMethod["next_action"]>().toEqualTypeOf<
    | "3d_verification"
    | "pending_capture"
    | "pending_offline_capture"
    | "pending_confirmation"
    | "not_applicable"
    | (string & {})
  >();
  expectTypeOf<string>().toExtend<PaymentMethod["category"]>();
  expectTypeOf<Tier["up_to"]>().toEqualTypeOf<number | string | undefined>();
  expectTypeOf<null>().toExtend<Plan["product"]>();
  expectTypeOf<string>().toExtend<Plan["product"]>();
});

test("raw keeps the envelope, and the response's own types", () => {
  const send = () => client.raw.POST("/v1/customers", { body: minimalCustomer });
  type Result = Awaited<ReturnType<typeof send>>;
  expectTypeOf<NonNullable<Result["data"]>["data"]>().toEqualTypeOf<Customer>();
  // @ts-expect-error no such path
  void (() => client.raw.POST("/v1/customer", { body: { name: "x" } }));
  // @ts-expect-error no such verb
  void (() => client.raw.PATCH("/v1/customers"));
  // @ts-expect-error the body is missing
  void (() => client.raw.POST("/v1/customers"));
});

test("a webhook event is narrowed by its type, and an unknown type stays possible", () => {
  const handle = (event: WebhookEvent): void => {
    if (event.type === "CUSTOMER_CREATED") expectTypeOf(event.data).toEqualTypeOf<Customer>();
    else if (event.type === "CUSTOMER_DELETED") expectTypeOf(event.data.deleted).toEqualTypeOf<boolean>();
    else if (event.type === "CUSTOMER_PAYMENT_METHOD_CREATED")
      expectTypeOf(event.data).toEqualTypeOf<PaymentMethod>();
    else if (event.type === "unknown") expectTypeOf(event.data).toEqualTypeOf<unknown>();
    expectTypeOf(event.id).toEqualTypeOf<string>();
  };
  expectTypeOf(handle).toBeFunction();
  expectTypeOf<UnknownWebhookEvent>().toExtend<WebhookEvent>();
});

test("a function that returns a list can be annotated", () => {
  const listAll = (): PagePromise<Customer> => client.listCustomers({ limit: 100 });
  expectTypeOf<Awaited<ReturnType<typeof listAll>>>().toEqualTypeOf<Customer[]>();
});
