/*
 * seal: encryption at rest.  XChaCha20-Poly1305 under a key id, bound to
 * table, column and the row's uid, so that a blob moved elsewhere does not
 * open (DP-02).  Keyed hashes for look-up and for message authentication.
 */
#ifndef WATCHBILL_DOMAIN_SEAL_H
#define WATCHBILL_DOMAIN_SEAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "domain/digest.h"

struct arena;
struct keyring;

#define UID_BYTES 16
#define SEAL_KEY_BYTES 32

struct seal_place {
	const char *table, *column;
	const uint8_t *uid;		/* UID_BYTES */
};

struct sealed {
	int64_t key_id;			/* 0: nothing sealed (SQL NULL) */
	const uint8_t *blob;
	size_t n;
};

/*
 * keyring_parse(text, ret): a key file: lines "seal ID HEX64", "index HEX64",
 * "mac HEX64"; '#' comments.  The seal key with the highest id seals.
 *
 * Takes    ids from 1 on, at most 32 of them; exactly one index and one mac.
 * Fails    E_INVALID: another line, a missing kind, a repeated id or kind;
 *          E_FAULT: libsodium does not start or memory cannot be locked.
 * Owns     the caller, in memory locked and wiped by keyring_free.
 */
MUST_USE enum status keyring_parse(struct str text, struct keyring **ret);
void keyring_free(struct keyring *k);
/* A new key file's text from 3 * SEAL_KEY_BYTES random bytes. */
char *keyring_format_new(struct arena *a,
    const uint8_t random[3 * SEAL_KEY_BYTES]);

/*
 * seal_close(k, place, nonce, plain, a): plain, sealed under the newest key.
 * seal_open(k, place, s, a, ret): back.
 *
 * Takes    a nonce from random_bytes, never used again: 192 bits are enough
 *          for chance to see to that.
 * Gives    nonce, ciphertext and tag in one blob: SEAL_OVERHEAD more than
 *          plain.  *ret has a NUL behind it.
 * Fails    E_FAULT: the key is unknown (0 too), or the blob was changed or
 *          belongs to another table, column or row; the caller logs.
 * Owns     memory from a, wiped at its reset.
 * Source   PRODUCT rule 13; ACCEPTANCE DP-01, DP-02; libsodium's
 *          crypto_aead_xchacha20poly1305_ietf.
 */
#define SEAL_NONCE_BYTES 24
#define SEAL_OVERHEAD (SEAL_NONCE_BYTES + 16)
struct sealed seal_close(const struct keyring *k, struct seal_place place,
    const uint8_t nonce[SEAL_NONCE_BYTES], struct str plain, struct arena *a);
MUST_USE enum status seal_open(const struct keyring *k,
    struct seal_place place, struct sealed s, struct arena *a,
    struct str *ret);

/*
 * seal_index: blind index of a text in a namespace ("person.phone").
 * seal_mac: MAC for a purpose ("csrf", "code") over parts, framed as
 * digest_parts frames them.  Both HMAC-SHA-256 under a key derived for that
 * namespace or purpose.  Compare with str_eq_secret.
 */
void seal_index(const struct keyring *k, const char *namespace_,
    struct str text, uint8_t ret[DIGEST_BYTES]);
void seal_mac(const struct keyring *k, const char *purpose,
    const struct digest_part *parts, size_t n, uint8_t ret[DIGEST_BYTES]);

#endif
