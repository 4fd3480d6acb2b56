#!/bin/sh
# Minimal client with curl and openssl: sh client.sh METHOD PATH [BODY]. Prints the response's status and body.
set -eu
method=$1
path=$2
body=${3:-}
signed=${SIGNED_BODY-$body}
salt=$(openssl rand -hex 6)
timestamp=$(date +%s)
verb=$(printf '%s' "$method" | tr '[:upper:]' '[:lower:]')
text="$verb$path$salt$timestamp$RAPYD_ACCESS_KEY$RAPYD_SECRET_KEY$signed"
digest=$(printf '%s' "$text" | openssl dgst -sha256 -hmac "$RAPYD_SECRET_KEY" | sed 's/^.* //')
signature=$(printf '%s' "$digest" | openssl base64 -A)
curl --silent --show-error --request "$method" "$RAPYD_BASE_URL$path" \
  --header "content-type: application/json" --header "access_key: $RAPYD_ACCESS_KEY" --header "salt: $salt" \
  --header "timestamp: $timestamp" --header "signature: $signature" \
  --data-binary "$body" --write-out ' %{http_code}' | sed 's/^\(.*\) \([0-9]*\)$/\2 \1/'
