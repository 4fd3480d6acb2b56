<?php
// Minimal client, written from Rapyd's documentation: php client.php METHOD PATH [BODY]. Prints the response's status and body.
[$method, $path, $body] = array_pad(array_slice($argv, 1), 3, '');
$signed = getenv('SIGNED_BODY') === false ? $body : getenv('SIGNED_BODY');
$accessKey = getenv('RAPYD_ACCESS_KEY');
$secretKey = getenv('RAPYD_SECRET_KEY');
$salt = bin2hex(random_bytes(6));
$timestamp = (string) time();
$text = strtolower($method) . $path . $salt . $timestamp . $accessKey . $secretKey . $signed;
$signature = base64_encode(hash_hmac('sha256', $text, $secretKey));
$context = stream_context_create(['http' => [
    'method' => $method,
    'content' => $body,
    'ignore_errors' => true,
    'header' => [
        'Content-Type: application/json',
        "access_key: $accessKey",
        "salt: $salt",
        "timestamp: $timestamp",
        "signature: $signature",
    ],
]]);
$response = file_get_contents(getenv('RAPYD_BASE_URL') . $path, false, $context);
echo explode(' ', $http_response_header[0])[1], ' ', $response, "\n";
