"""Minimal client, written from Rapyd's documentation. Prints the response's status and body.

python3 client.py METHOD PATH [BODY]; SIGNED_BODY, SALT_LENGTH, OFFSET and MISTAKE change what is signed.
"""
import base64
import hashlib
import hmac
import os
import secrets
import string
import sys
import time
import urllib.error
import urllib.request

method, path, body = (sys.argv[1:] + [""])[:3]
signed_body = os.environ.get("SIGNED_BODY", body)
access_key = os.environ["RAPYD_ACCESS_KEY"]
secret_key = os.environ["RAPYD_SECRET_KEY"]
alphabet = string.ascii_letters + string.digits
salt = "".join(secrets.choice(alphabet) for _ in range(int(os.environ.get("SALT_LENGTH", "12"))))
timestamp = str(int(time.time()) + int(os.environ.get("OFFSET", "0")))
mistake = os.environ.get("MISTAKE", "")

verb = method if mistake == "upper-case" else method.lower()
text = verb + path + salt + timestamp + access_key + secret_key + signed_body
digest = hmac.new(secret_key.encode(), text.encode(), hashlib.sha256)
coded = digest.digest() if mistake == "raw-digest" else digest.hexdigest().encode()
signature = base64.urlsafe_b64encode(coded).decode()

request = urllib.request.Request(
    os.environ["RAPYD_BASE_URL"] + path,
    data=body.encode() if body else None,
    method=method,
    headers={
        "access_key": access_key,
        "signature": signature,
        "salt": salt,
        "timestamp": timestamp,
        "Content-Type": "application/json",
    },
)
try:
    with urllib.request.urlopen(request) as response:
        print(response.status, response.read().decode())
except urllib.error.HTTPError as error:
    print(error.code, error.read().decode())
