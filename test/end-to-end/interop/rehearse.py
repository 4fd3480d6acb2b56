"""Run under `rapyd-customers emulator -- python3 rehearse.py`: a create is cut off, the list is read, the create retried, the webhook verified."""
import base64, hashlib, hmac, http.server, json, os, secrets, threading, time, urllib.request
(URL, ACCESS, SECRET), events = (os.environ["RAPYD_" + name] for name in ("BASE_URL", "ACCESS_KEY", "SECRET_KEY")), []
def sign(prefix, salt, timestamp, body):
    digest = hmac.new(SECRET.encode(), (prefix + salt + timestamp + ACCESS + SECRET + body).encode(), hashlib.sha256)
    return base64.b64encode(digest.hexdigest().encode()).decode()
def call(method, path, body=None):
    text = "" if body is None else json.dumps(body, separators=(",", ":"))
    salt, timestamp = secrets.token_hex(6), str(int(time.time()))
    headers = {"access_key": ACCESS, "salt": salt, "timestamp": timestamp, "Content-Type": "application/json"}
    headers["signature"] = sign(method.lower() + path, salt, timestamp, text)
    with urllib.request.urlopen(urllib.request.Request(URL + path, text.encode() or None, headers, method=method)) as response:
        return json.loads(response.read() or "null")
class Hook(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        events.append(sign(hook, self.headers["salt"], self.headers["timestamp"], body) == self.headers["signature"])
        self.send_response(200), self.end_headers()
server = http.server.HTTPServer(("127.0.0.1", 0), Hook)
hook = f"http://127.0.0.1:{server.server_port}/hook"
threading.Thread(target=server.handle_request).start()
call("PUT", "/_emulator/settings", {"webhookUrl": hook})
call("POST", "/_emulator/faults", {"mode": "reset-before-read", "method": "POST"})
try:
    print("created", call("POST", "/v1/customers", {"name": "Jane", "metadata": {"reference": "order-1"}}))
except OSError:
    found = [one for one in call("GET", "/v1/customers")["data"] if one["metadata"].get("reference") == "order-1"]
    found or call("POST", "/v1/customers", {"name": "Jane", "metadata": {"reference": "order-1"}})
while not events: time.sleep(0.05)
print(f"cut off, found {len(found)}, customers {len(call('GET', '/_emulator/customers'))}, webhook verified {events[0]}")
