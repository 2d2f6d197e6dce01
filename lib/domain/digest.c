/*
 * digest: SHA-256 from libsodium.  Lists are hashed with their lengths, so
 * that {"ab","c"} and {"a","bc"} differ.
 */
#include "domain/digest.h"

#include <assert.h>
#include <sodium.h>

#include "base/banned.h"

static_assert(DIGEST_BYTES == crypto_hash_sha256_BYTES, "SHA-256");

void
digest_length(uint64_t n, uint8_t ret[8])
{
	int i;

	for (i = 7; i >= 0; i--) {
		ret[i] = (uint8_t)(n & 0xff);
		n >>= 8;
	}
}

void
digest_parts(const struct digest_part *parts, size_t n,
    uint8_t ret[DIGEST_BYTES])
{
	crypto_hash_sha256_state state;
	uint8_t length[8];
	size_t i;

	crypto_hash_sha256_init(&state);
	for (i = 0; i < n; i++) {
		digest_length(parts[i].n, length);
		crypto_hash_sha256_update(&state, length, sizeof(length));
		crypto_hash_sha256_update(&state, parts[i].p, parts[i].n);
	}
	crypto_hash_sha256_final(&state, ret);
}

void
digest_plain(struct str s, uint8_t ret[DIGEST_BYTES])
{
	crypto_hash_sha256(ret, (const uint8_t *)s.p, s.n);
}
