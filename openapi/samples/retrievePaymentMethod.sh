#!/bin/sh
# Needs curl and openssl, and RAPYD_ACCESS_KEY and RAPYD_SECRET_KEY in the environment. Arguments: ID of the customer, ID of the payment method.
set -eu

base_url=${RAPYD_BASE_URL:-https://sandboxapi.rapyd.net}
path="/v1/customers/$1/payment_methods/$2"
body=''
salt=$(openssl rand -hex 8)
timestamp=$(date +%s)

# The digest as hexadecimal text; its characters, not the bytes that they stand for, are then encoded.
text="get$path$salt$timestamp$RAPYD_ACCESS_KEY$RAPYD_SECRET_KEY$body"
digest=$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$RAPYD_SECRET_KEY" | sed 's/^.* //')
signature=$(printf '%s' "$digest" | openssl base64 -A)

answer=$(curl --silent --show-error --max-time 30 --request GET "$base_url$path" \
  --header "content-type: application/json" \
  --header "access_key: $RAPYD_ACCESS_KEY" \
  --header "salt: $salt" \
  --header "timestamp: $timestamp" \
  --header "signature: $signature" \
  --write-out '\nstatus %{http_code}')
printf '%s\n' "$answer"
# Only a 2xx that says SUCCESS is one.
case $answer in
  *'"status":"SUCCESS"'*"
status 2"*) ;;
  *) exit 1 ;;
esac
