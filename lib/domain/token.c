/*
 * token: the text of random tokens, their hash for the database, and masked
 * copies for forms.  The bytes come from the caller; libsodium's base64 runs
 * in constant time, so no decoder leaks where two tokens differ.
 */
#include "domain/token.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/banned.h"

#define B64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

static_assert(TOKEN_TEXT == sodium_base64_ENCODED_LEN(TOKEN_BYTES, B64),
    "a token's text");
static_assert(MASKED_TEXT == sodium_base64_ENCODED_LEN(2 * DIGEST_BYTES, B64),
    "a masked token's text");

/* Exactly n bytes, in the one spelling that encodes them. */
static bool
token_decode(struct str s, uint8_t *p, size_t n)
{
	size_t got;

	return sodium_base642bin(p, n, s.p, s.n, NULL, &got, NULL, B64) == 0 &&
	    got == n;
}

void
token_format(const uint8_t random[TOKEN_BYTES], char ret[TOKEN_TEXT])
{
	sodium_bin2base64(ret, TOKEN_TEXT, random, TOKEN_BYTES, B64);
}

bool
token_is_wellformed(struct str s)
{
	uint8_t bytes[TOKEN_BYTES];
	bool good;

	good = s.n == TOKEN_TEXT - 1 && token_decode(s, bytes, sizeof(bytes));
	sodium_memzero(bytes, sizeof(bytes));
	return good;
}

void
token_hash(struct str s, uint8_t ret[DIGEST_BYTES])
{
	digest_plain(s, ret);
}

void
token_mask(const uint8_t mac[DIGEST_BYTES], const uint8_t mask[DIGEST_BYTES],
    char ret[MASKED_TEXT])
{
	uint8_t both[2 * DIGEST_BYTES];
	size_t i;

	for (i = 0; i < DIGEST_BYTES; i++) {
		both[i] = mac[i] ^ mask[i];
		both[DIGEST_BYTES + i] = mask[i];
	}
	sodium_bin2base64(ret, MASKED_TEXT, both, sizeof(both), B64);
	sodium_memzero(both, sizeof(both));
}

bool
token_unmask(struct str s, uint8_t ret[DIGEST_BYTES])
{
	uint8_t both[2 * DIGEST_BYTES];
	size_t i;

	if (s.n != MASKED_TEXT - 1 || !token_decode(s, both, sizeof(both)))
		return false;
	for (i = 0; i < DIGEST_BYTES; i++)
		ret[i] = both[i] ^ both[DIGEST_BYTES + i];
	sodium_memzero(both, sizeof(both));
	return true;
}
