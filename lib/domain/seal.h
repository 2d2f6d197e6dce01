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
 * Fails    E_INVALID: another line, a missing kind, a repeated id.
 * Owns     the caller, in memory locked and wiped by keyring_free.
 */
MUST_USE enum status keyring_parse(struct str text, struct keyring **ret);
void keyring_free(struct keyring *k);
/* A new key file's text from 3 * SEAL_KEY_BYTES random bytes. */
char *keyring_format_new(struct arena *a,
    const uint8_t random[3 * SEAL_KEY_BYTES]);

/* seal_close(k, place, nonce, plain, a, ret) / seal_open: E_FAULT when the
 * key is unknown or the blob does not verify; the caller logs. */
#define SEAL_NONCE_BYTES 24
struct sealed seal_close(const struct keyring *k, struct seal_place place,
    const uint8_t nonce[SEAL_NONCE_BYTES], struct str plain, struct arena *a);
MUST_USE enum status seal_open(const struct keyring *k,
    struct seal_place place, struct sealed s, struct arena *a,
    struct str *ret);

/* Blind index of a text in a namespace ("person.phone"): HMAC, 32 bytes. */
void seal_index(const struct keyring *k, const char *namespace_,
    struct str text, uint8_t ret[DIGEST_BYTES]);
/* MAC for a purpose ("csrf", "code") over parts. */
void seal_mac(const struct keyring *k, const char *purpose,
    const struct digest_part *parts, size_t n, uint8_t ret[DIGEST_BYTES]);

#endif
