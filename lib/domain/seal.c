/*
 * seal: what stands between a stolen database file and the people in it.
 * XChaCha20-Poly1305 seals (blob: nonce, ciphertext, tag); HMAC-SHA-256 makes
 * blind indexes and MACs, each under a key of its own derived from the file's
 * key and the namespace, so that one purpose's value is worthless in another.
 * Keys stand in sodium_malloc memory: locked, fenced, read-only once parsed.
 */
#include "domain/seal.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"

#include "base/banned.h"

#define SEAL_KEYS 32		/* rotations that may stand in one file */
#define SEAL_TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

static_assert(SEAL_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    "a seal key");
static_assert(SEAL_NONCE_BYTES == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    "a nonce");
static_assert(SEAL_KEY_BYTES == crypto_auth_hmacsha256_KEYBYTES, "a MAC key");
static_assert(DIGEST_BYTES == crypto_auth_hmacsha256_BYTES, "a MAC");

struct seal_key {
	int64_t id;			/* >= 1, unique in the ring */
	uint8_t key[SEAL_KEY_BYTES];
};

struct keyring {
	struct seal_key seal[SEAL_KEYS];
	size_t n;			/* >= 1 once parsed */
	size_t newest;			/* of the highest id: it seals */
	uint8_t index[SEAL_KEY_BYTES], mac[SEAL_KEY_BYTES];
	bool has_index, has_mac;
};

/* A field up to blanks, which may be any number; what follows comes back. */
static struct str
keyring_field(struct str line, struct str *field)
{
	return str_trim(str_cut(line, ' ', field));
}

static const struct seal_key *
keyring_find(const struct keyring *k, int64_t id)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		if (k->seal[i].id == id)
			return &k->seal[i];
	}
	return NULL;
}

static bool
keyring_add_seal(struct keyring *k, struct str rest)
{
	struct seal_key *new = &k->seal[k->n];
	struct str id;

	if (k->n == SEAL_KEYS)
		return false;
	rest = keyring_field(rest, &id);
	if (!num_parse(id, 1, INT64_MAX, &new->id) ||
	    keyring_find(k, new->id) != NULL ||
	    !num_unhex(rest, new->key, SEAL_KEY_BYTES))
		return false;
	if (new->id > k->seal[k->newest].id)
		k->newest = k->n;
	k->n++;
	return true;
}

static bool
keyring_add_only(struct str hex, uint8_t key[SEAL_KEY_BYTES], bool *has)
{
	if (*has || !num_unhex(hex, key, SEAL_KEY_BYTES))
		return false;
	*has = true;
	return true;
}

static bool
keyring_add(struct keyring *k, struct str line)
{
	struct str kind, rest;

	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return true;
	rest = keyring_field(line, &kind);
	if (str_is(kind, "seal"))
		return keyring_add_seal(k, rest);
	if (str_is(kind, "index"))
		return keyring_add_only(rest, k->index, &k->has_index);
	if (str_is(kind, "mac"))
		return keyring_add_only(rest, k->mac, &k->has_mac);
	return false;
}

static bool
keyring_read(struct keyring *k, struct str text)
{
	struct str line;

	while (text.n > 0) {
		text = str_cut(text, '\n', &line);
		if (!keyring_add(k, line))
			return false;
	}
	return k->n > 0 && k->has_index && k->has_mac;
}

enum status
keyring_parse(struct str text, struct keyring **ret)
{
	struct keyring *k;

	if (sodium_init() < 0)
		return E_FAULT;
	k = sodium_malloc(sizeof(*k));
	if (k == NULL)
		return E_FAULT;
	memset(k, 0, sizeof(*k));
	if (!keyring_read(k, text)) {
		keyring_free(k);
		return E_INVALID;
	}
	if (sodium_mprotect_readonly(k) != 0) {
		keyring_free(k);
		return E_FAULT;
	}
	*ret = k;
	return OK;
}

void
keyring_free(struct keyring *k)
{
	sodium_free(k);		/* wipes; takes NULL */
}

char *
keyring_format_new(struct arena *a, const uint8_t random[3 * SEAL_KEY_BYTES])
{
	struct buf b;

	buf_init(&b, a, 1024);
	BUF_LIT(&b, "seal 1 ");
	num_hex(&b, random, SEAL_KEY_BYTES);
	BUF_LIT(&b, "\nindex ");
	num_hex(&b, random + SEAL_KEY_BYTES, SEAL_KEY_BYTES);
	BUF_LIT(&b, "\nmac ");
	num_hex(&b, random + 2 * SEAL_KEY_BYTES, SEAL_KEY_BYTES);
	BUF_LIT(&b, "\n");
	assert(!b.failed);
	return b.p;
}

/* Table and column keep their NULs, so "ab","c" and "a","bc" differ. */
static struct str
seal_bound(struct seal_place place, int64_t key_id, struct arena *a)
{
	size_t table = strlen(place.table) + 1;
	size_t column = strlen(place.column) + 1;
	size_t n = table + column + UID_BYTES + 8;
	uint8_t *p = arena_alloc(a, n);

	memcpy(p, place.table, table);
	memcpy(p + table, place.column, column);
	memcpy(p + table + column, place.uid, UID_BYTES);
	digest_length((uint64_t)key_id, p + n - 8);
	return (struct str){ (const char *)p, n };
}

struct sealed
seal_close(const struct keyring *k, struct seal_place place,
    const uint8_t nonce[SEAL_NONCE_BYTES], struct str plain, struct arena *a)
{
	const struct seal_key *key = &k->seal[k->newest];
	struct str bound = seal_bound(place, key->id, a);
	size_t n = SEAL_NONCE_BYTES + plain.n + SEAL_TAG_BYTES;
	uint8_t *blob = arena_alloc(a, n);

	memcpy(blob, nonce, SEAL_NONCE_BYTES);
	crypto_aead_xchacha20poly1305_ietf_encrypt(blob + SEAL_NONCE_BYTES,
	    NULL, (const uint8_t *)plain.p, plain.n,
	    (const uint8_t *)bound.p, bound.n, NULL, nonce, key->key);
	return (struct sealed){ .key_id = key->id, .blob = blob, .n = n };
}

enum status
seal_open(const struct keyring *k, struct seal_place place, struct sealed s,
    struct arena *a, struct str *ret)
{
	const struct seal_key *key = keyring_find(k, s.key_id);
	struct str bound;
	uint8_t *plain;
	size_t n;

	if (key == NULL || s.n < SEAL_NONCE_BYTES + SEAL_TAG_BYTES)
		return E_FAULT;
	bound = seal_bound(place, key->id, a);
	n = s.n - SEAL_NONCE_BYTES - SEAL_TAG_BYTES;
	/* One more for a NUL, so that it also reads as a C string. */
	plain = arena_alloc(a, n + 1);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL,
	    s.blob + SEAL_NONCE_BYTES, s.n - SEAL_NONCE_BYTES,
	    (const uint8_t *)bound.p, bound.n, s.blob, key->key) != 0)
		return E_FAULT;
	*ret = (struct str){ (const char *)plain, n };
	return OK;
}

/* The key of one purpose: kind and name under the file's key. */
static void
seal_derive(const uint8_t key[SEAL_KEY_BYTES], const char *kind,
    const char *name, uint8_t ret[SEAL_KEY_BYTES])
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, key, SEAL_KEY_BYTES);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)kind,
	    strlen(kind) + 1);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)name,
	    strlen(name));
	crypto_auth_hmacsha256_final(&state, ret);
	sodium_memzero(&state, sizeof(state));
}

void
seal_index(const struct keyring *k, const char *namespace_, struct str text,
    uint8_t ret[DIGEST_BYTES])
{
	uint8_t key[SEAL_KEY_BYTES];

	seal_derive(k->index, "watchbill index", namespace_, key);
	crypto_auth_hmacsha256(ret, (const uint8_t *)text.p, text.n, key);
	sodium_memzero(key, sizeof(key));
}

void
seal_mac(const struct keyring *k, const char *purpose,
    const struct digest_part *parts, size_t n, uint8_t ret[DIGEST_BYTES])
{
	crypto_auth_hmacsha256_state state;
	uint8_t key[SEAL_KEY_BYTES], length[8];
	size_t i;

	seal_derive(k->mac, "watchbill mac", purpose, key);
	crypto_auth_hmacsha256_init(&state, key, sizeof(key));
	for (i = 0; i < n; i++) {
		digest_length(parts[i].n, length);
		crypto_auth_hmacsha256_update(&state, length, sizeof(length));
		crypto_auth_hmacsha256_update(&state, parts[i].p, parts[i].n);
	}
	crypto_auth_hmacsha256_final(&state, ret);
	sodium_memzero(&state, sizeof(state));
	sodium_memzero(key, sizeof(key));
}
