// The job of every runtime with the package: create, fail with a typed error, verify a webhook.
import { ApiError, AuthenticationError, createClient, ValidationError } from "rapyd-customers";
import { signWebhook, verifyWebhook, WebhookError } from "rapyd-customers/webhooks";

/** Does all of it against the emulator, and says what came of each part. */
export async function doJob({ url, accessKey, secretKey, ...more }) {
  const rapyd = createClient({ accessKey, secretKey, baseUrl: url, ...more });
  const { id } = await rapyd.createCustomer({ name: "Zoë Müller 山田", email: "zoe@example.com" });
  const wrongClient = createClient({ accessKey, secretKey: "rsk_wrong", baseUrl: url, ...more });
  const rejected = await wrongClient.createCustomer({ name: "x" }).catch((error) => error);
  const invalid = await rapyd.createCustomer({ name: "" }).catch((error) => error);
  const webhook = { url: "https://example.com/hook", accessKey, secretKey };
  const body = JSON.stringify({ id: "wh_1", type: "CUSTOMER_DELETED", data: { id, deleted: true } });
  const headers = await signWebhook({ ...webhook, body });
  const event = await verifyWebhook({ ...webhook, body, headers });
  const forged = await verifyWebhook({ ...webhook, body: `${body} `, headers }).catch((error) => error);
  return {
    created: /^cus_[0-9a-f]{32}$/.test(id),
    typed:
      rejected instanceof AuthenticationError && rejected instanceof ApiError && rejected.httpStatus === 401,
    checked: invalid instanceof ValidationError && invalid.issues[0].path === "/name",
    verified: event.type === "CUSTOMER_DELETED" && event.data.deleted === true,
    rejectedForgery: forged instanceof WebhookError && forged.reason === "signature",
  };
}
