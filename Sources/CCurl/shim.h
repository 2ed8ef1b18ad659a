// HTTP from libcurl as Debian's libcurl4-openssl-dev ships it. Its options take arguments of any type, which Swift cannot call: one
// function for each type.
#include <curl/curl.h>

static inline CURLcode ocop_curl_set_text(CURL *handle, CURLoption option, const char *text) {
  return curl_easy_setopt(handle, option, text);
}

static inline CURLcode ocop_curl_set_number(CURL *handle, CURLoption option, long number) {
  return curl_easy_setopt(handle, option, number);
}

static inline CURLcode ocop_curl_set_size(CURL *handle, CURLoption option, curl_off_t size) {
  return curl_easy_setopt(handle, option, size);
}

static inline CURLcode ocop_curl_set_pointer(CURL *handle, CURLoption option, void *pointer) {
  return curl_easy_setopt(handle, option, pointer);
}

static inline CURLcode ocop_curl_set_bytes(CURL *handle, CURLoption option, const void *bytes) {
  return curl_easy_setopt(handle, option, bytes);
}

static inline CURLcode ocop_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *list) {
  return curl_easy_setopt(handle, option, list);
}

typedef size_t (*ocop_curl_sink)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ocop_curl_set_sink(CURL *handle, CURLoption option, ocop_curl_sink sink) {
  return curl_easy_setopt(handle, option, sink);
}

// The status of the last response; 0: there was none.
static inline long ocop_curl_status(CURL *handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

// Once, before any other thread calls the library. 1: it can be used.
static inline int ocop_curl_begin(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }
