// SHA-256, Ed25519 and time stamps (RFC 3161) from OpenSSL 3 as Debian's libssl-dev ships it; nothing of it shows above Sources/EventLog.
//
// The three calls of SHA-256 are deprecated in favour of EVP, which looks its digest up and keeps it on the heap: 140 ns
// against 720 ns for 65 bytes. They are functions of the shared library, and stay as long as its name does (libcrypto.so.3).
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

enum { OCOP_DIGEST_BYTES = 32, OCOP_KEY_BYTES = 32, OCOP_SIGNATURE_BYTES = 64 };

// HMAC-SHA-256 (RFC 2104) of `count` bytes; 0: it could not be made.
static inline int ocop_hmac_sha256(const void *key, int key_count, const void *bytes, size_t count, void *mac) {
  unsigned int made = OCOP_DIGEST_BYTES;
  return HMAC(EVP_sha256(), key, key_count, bytes, count, mac, &made) != NULL;
}

// The digest of `count` bytes.
static inline void ocop_sha256(const void *bytes, size_t count, void *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, bytes, count);
  SHA256_Final((unsigned char *)digest, &context);
}

// The digest of the byte `mark` and `count` bytes behind it.
static inline void ocop_sha256_marked(uint8_t mark, const void *bytes, size_t count, void *digest) {
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, &mark, 1);
  SHA256_Update(&context, bytes, count);
  SHA256_Final((unsigned char *)digest, &context);
}

// The library as it is built: no file of settings is read, whatever OPENSSL_CONF names.
static inline int ocop_crypto_ready(void) {
  return OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
}

// The public key of a seed. 1: done.
static inline int ocop_ed25519_public(const uint8_t *seed, uint8_t *key) {
  if (!ocop_crypto_ready()) return 0;
  EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, OCOP_KEY_BYTES);
  if (!pair) return 0;
  size_t count = OCOP_KEY_BYTES;
  int done = EVP_PKEY_get_raw_public_key(pair, key, &count) == 1 && count == OCOP_KEY_BYTES;
  EVP_PKEY_free(pair);
  return done;
}

// The signature of `count` bytes by a seed. 1: done.
static inline int ocop_ed25519_sign(const uint8_t *seed, const void *bytes, size_t count, uint8_t *signature) {
  if (!ocop_crypto_ready()) return 0;
  EVP_PKEY *pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, OCOP_KEY_BYTES);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  size_t length = OCOP_SIGNATURE_BYTES;
  int done = pair && context && EVP_DigestSignInit(context, NULL, NULL, NULL, pair) == 1 &&
             EVP_DigestSign(context, signature, &length, (const unsigned char *)bytes, count) == 1 &&
             length == OCOP_SIGNATURE_BYTES;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(pair);
  return done;
}

// Whether `signature` is one of `count` bytes by the owner of a public key. 1: it is.
static inline int ocop_ed25519_verifies(const uint8_t *key, const uint8_t *signature, const void *bytes, size_t count) {
  if (!ocop_crypto_ready()) return 0;
  EVP_PKEY *owner = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, OCOP_KEY_BYTES);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int verifies = owner && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, owner) == 1 &&
                 EVP_DigestVerify(context, signature, OCOP_SIGNATURE_BYTES, (const unsigned char *)bytes, count) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(owner);
  return verifies;
}

// The response of a time-stamping authority in `count` bytes, which must be all of it; NULL: it is none, or one that refuses.
static inline TS_RESP *ocop_stamp_read(const uint8_t *bytes, size_t count) {
  const unsigned char *place = bytes;
  TS_RESP *stamp = ocop_crypto_ready() ? d2i_TS_RESP(NULL, &place, (long)count) : NULL;
  if (!stamp) return NULL;
  long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(TS_RESP_get_status_info(stamp)));
  if (place == bytes + count && (status == 0 || status == 1) && TS_RESP_get_tst_info(stamp)) return stamp;
  TS_RESP_free(stamp);
  return NULL;
}

// Whether the stamp is of data with that SHA-256, and its time in seconds since 1970. 1: it is.
static inline int ocop_stamp_time(const uint8_t *bytes, size_t count, const uint8_t *digest, int64_t *seconds) {
  TS_RESP *stamp = ocop_stamp_read(bytes, count);
  if (!stamp) return 0;
  TS_TST_INFO *info = TS_RESP_get_tst_info(stamp);
  TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT *algorithm = NULL;
  X509_ALGOR_get0(&algorithm, NULL, NULL, TS_MSG_IMPRINT_get_algo(imprint));
  ASN1_OCTET_STRING *hash = TS_MSG_IMPRINT_get_msg(imprint);
  struct tm moment;
  int is_of = OBJ_obj2nid(algorithm) == NID_sha256 && ASN1_STRING_length(hash) == OCOP_DIGEST_BYTES &&
              memcmp(ASN1_STRING_get0_data(hash), digest, OCOP_DIGEST_BYTES) == 0 &&
              ASN1_TIME_to_tm(TS_TST_INFO_get_time(info), &moment) == 1;
  if (is_of) *seconds = timegm(&moment);
  TS_RESP_free(stamp);
  return is_of;
}

// Whether an authority that the certificates in the file `authorities` vouch for signed the stamp of data with that SHA-256. 1: it did.
static inline int ocop_stamp_verifies(const uint8_t *bytes, size_t count, const uint8_t *digest, const char *authorities) {
  TS_RESP *stamp = ocop_stamp_read(bytes, count);
  TS_VERIFY_CTX *context = TS_VERIFY_CTX_new();
  X509_STORE *store = X509_STORE_new();
  unsigned char *imprint = (unsigned char *)OPENSSL_memdup(digest, OCOP_DIGEST_BYTES);
  int verifies = 0;
  if (stamp && context && store && imprint && X509_STORE_load_file(store, authorities) == 1) {
    // The context frees both.
    TS_VERIFY_CTX_set_store(context, store);
    TS_VERIFY_CTX_set_imprint(context, imprint, OCOP_DIGEST_BYTES);
    TS_VERIFY_CTX_set_flags(context, TS_VFY_VERSION | TS_VFY_IMPRINT | TS_VFY_SIGNATURE);
    verifies = TS_RESP_verify_response(context, stamp) == 1;
  } else {
    X509_STORE_free(store);
    OPENSSL_free(imprint);
  }
  TS_VERIFY_CTX_free(context);
  TS_RESP_free(stamp);
  return verifies;
}
