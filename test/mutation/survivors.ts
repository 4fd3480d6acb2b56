/** Changes that nobody can notice, reviewed by hand, each with the reason why it changes nothing. */

/** A reviewed survivor. */
export interface Survivor {
  kind: string;
  /** Way to the changed node, joined with `.` */
  way: string;
  /** Text of the change; every change of the kind at that place when it is left out. */
  change?: string;
  reason: string;
}

const cardFields = "components.schemas.PaymentMethodFields";

export const survivors: readonly Survivor[] = [
  {
    kind: "drop x-sensitive",
    way: cardFields,
    reason: "Each described field is sensitive by itself, and what is not described always is.",
  },
  ...["number", "expiration_month", "expiration_year", "cvv", "name"].map((field) => ({
    kind: "drop x-sensitive",
    way: `${cardFields}.properties.${field}`,
    reason:
      "The whole of the fields is sensitive. Both stay, so that no edit of one of them uncovers a card number.",
  })),
];
