// Minimal client, written from Rapyd's documentation: go run client.go METHOD PATH [BODY]. Prints the response's status and body.
package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	method, path, body := os.Args[1], os.Args[2], ""
	if len(os.Args) > 3 {
		body = os.Args[3]
	}
	signed, isSet := os.LookupEnv("SIGNED_BODY")
	if !isSet {
		signed = body
	}
	accessKey, secretKey := os.Getenv("RAPYD_ACCESS_KEY"), os.Getenv("RAPYD_SECRET_KEY")
	random := make([]byte, 6)
	if _, err := rand.Read(random); err != nil {
		panic(err)
	}
	salt := hex.EncodeToString(random)
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	hash := hmac.New(sha256.New, []byte(secretKey))
	hash.Write([]byte(strings.ToLower(method) + path + salt + timestamp + accessKey + secretKey + signed))
	signature := base64.StdEncoding.EncodeToString([]byte(hex.EncodeToString(hash.Sum(nil))))
	request, err := http.NewRequest(method, os.Getenv("RAPYD_BASE_URL")+path, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "access_key": accessKey, "salt": salt, "timestamp": timestamp, "signature": signature} {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(response.Body)
	if err != nil {
		panic(err)
	}
	fmt.Println(response.StatusCode, string(text))
}
