# Minimal client, written from Rapyd's documentation: ruby client.rb METHOD PATH [BODY]. Prints the response's status and body.
require 'base64'
require 'net/http'
require 'openssl'
require 'securerandom'

method, path, body = ARGV
body ||= ''
signed = ENV.fetch('SIGNED_BODY', body)
access_key = ENV.fetch('RAPYD_ACCESS_KEY')
secret_key = ENV.fetch('RAPYD_SECRET_KEY')
salt = SecureRandom.base64(12).tr('+/=', 'xyz')[0, 12]
timestamp = Time.now.to_i.to_s
text = "#{method.downcase}#{path}#{salt}#{timestamp}#{access_key}#{secret_key}#{signed}"
signature = Base64.urlsafe_encode64(OpenSSL::HMAC.hexdigest('sha256', secret_key, text))
uri = URI(ENV.fetch('RAPYD_BASE_URL') + path)
request = Net::HTTPGenericRequest.new(method, !body.empty?, true, uri)
request.body = body unless body.empty?
{ 'Content-Type' => 'application/json', 'access_key' => access_key, 'salt' => salt,
  'timestamp' => timestamp, 'signature' => signature }.each { |name, value| request[name] = value }
response = Net::HTTP.start(uri.host, uri.port) { |http| http.request(request) }
puts "#{response.code} #{response.body}"
