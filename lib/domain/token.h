/*
 * token: random texts that open something: sessions, challenges, references,
 * one-time links.  128 bits or more, base64url; the database holds hashes.
 */
#ifndef WATCHBILL_DOMAIN_TOKEN_H
#define WATCHBILL_DOMAIN_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "domain/digest.h"

#define TOKEN_BYTES 24
#define TOKEN_TEXT 33			/* 32 base64url characters and NUL */

void token_format(const uint8_t random[TOKEN_BYTES], char ret[TOKEN_TEXT]);
bool token_is_wellformed(struct str s);
/* token_hash(s, ret): what the database holds: SHA-256 of the token's text.
 * No salt: 192 random bits cannot be guessed from it. */
void token_hash(struct str s, uint8_t ret[DIGEST_BYTES]);

/*
 * Masked tokens for forms (CS-06): mac is XORed with a random mask, both are
 * sent, so two renders differ and both are good.
 */
#define MASKED_TEXT 87			/* base64url of 64 bytes and NUL */
void token_mask(const uint8_t mac[DIGEST_BYTES],
    const uint8_t mask[DIGEST_BYTES], char ret[MASKED_TEXT]);
/* Any mask unmasks to something: compare the result with the MAC expected, in
 * constant time.  False only if s is no masked token at all. */
bool token_unmask(struct str s, uint8_t ret[DIGEST_BYTES]);

#endif
