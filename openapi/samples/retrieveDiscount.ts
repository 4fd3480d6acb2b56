import { createClient } from "rapyd-customers";

const rapyd = createClient();
const discountId = process.argv[2] ?? "dis_...";

const discount = await rapyd.retrieveDiscount(discountId);
console.log(discount.id, discount.coupon.id, discount.valid);
