<?php
// Run under `rapyd-customers emulator -- php rehearse.php`: a create is cut off, the list is read, the create retried, the webhook verified.
function sign(string $prefix, string $salt, string $timestamp, string $body): string {
    $secret = getenv('RAPYD_SECRET_KEY');
    return base64_encode(hash_hmac('sha256', $prefix . $salt . $timestamp . getenv('RAPYD_ACCESS_KEY') . $secret . $body, $secret));
}
function call(string $method, string $path, ?array $body = null): mixed {
    [$text, $salt, $timestamp] = [$body === null ? '' : json_encode($body), bin2hex(random_bytes(6)), (string) time()];
    $headers = ['access_key: ' . getenv('RAPYD_ACCESS_KEY'), "salt: $salt", "timestamp: $timestamp", 'Content-Type: application/json'];
    $headers[] = 'signature: ' . sign(strtolower($method) . $path, $salt, $timestamp, $text);
    $http = ['method' => $method, 'header' => $headers, 'content' => $text, 'ignore_errors' => true];
    $answer = @file_get_contents(getenv('RAPYD_BASE_URL') . $path, false, stream_context_create(['http' => $http]));
    return $answer === false ? false : json_decode($answer, true);
}
$server = stream_socket_server('tcp://127.0.0.1:0');
$hook = 'http://' . stream_socket_get_name($server, false) . '/hook';
call('PUT', '/_emulator/settings', ['webhookUrl' => $hook]);
call('POST', '/_emulator/faults', ['mode' => 'reset-before-read', 'method' => 'POST']);
$customer = ['name' => 'Jane', 'metadata' => ['reference' => 'order-1']];
if (call('POST', '/v1/customers', $customer) === false) {
    $found = array_filter(call('GET', '/v1/customers')['data'], fn ($one) => ($one['metadata']['reference'] ?? '') === 'order-1');
    if (!$found) call('POST', '/v1/customers', $customer);
}
$line = stream_socket_accept($server, 10);
for ($headers = []; ($text = trim(fgets($line))) !== '';) $headers[strtolower(strtok($text, ':'))] = trim(strtok(''));
$body = stream_get_contents($line, (int) $headers['content-length']);
fwrite($line, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
$verified = sign($hook, $headers['salt'], $headers['timestamp'], $body) === $headers['signature'];
printf("cut off, found %d, customers %d, webhook verified %s\n", count($found), count(call('GET', '/_emulator/customers')), $verified ? 'True' : 'False');
