/* flash: base64url of the message, a dot, base64url of its MAC. */
#include "web/flash.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "domain/digest.h"
#include "domain/seal.h"
#include "web/private.h"

#include "base/banned.h"

#define FLASH_S 60
#define FLASH_MAX 255

static void
flash_mac(const struct req *r, struct str text, uint8_t ret[DIGEST_BYTES])
{
	struct digest_part part = { text.p, text.n };

	seal_mac(db_keys(r->act.db), "flash", &part, 1, ret);
}

void
flash_leave(struct req *r, const char *msgid)
{
	char room[FLASH_MAX * 2 + DIGEST_BYTES * 2];
	uint8_t mac[DIGEST_BYTES];
	struct buf b;

	assert(strlen(msgid) <= FLASH_MAX);
	buf_fixed(&b, room, sizeof(room));
	num_base64url(&b, (const uint8_t *)msgid, strlen(msgid));
	buf_char(&b, '.');
	flash_mac(r, str_of(msgid), mac);
	num_base64url(&b, mac, sizeof(mac));
	assert(!b.failed);
	req_cookie_set(r, "flash", b.p, FLASH_S);
}

/* The message of a good cookie, as a C string. */
static const char *
flash_open(const struct req *r, struct str cookie)
{
	struct str text64, mac64 = str_cut(cookie, '.', &text64);
	uint8_t given[DIGEST_BYTES], mac[DIGEST_BYTES];
	size_t n = text64.n * 3 / 4;
	uint8_t *text = arena_alloc(r->arena, n + 1);

	if (n == 0 || n > FLASH_MAX ||
	    !num_unbase64url(mac64, given, sizeof(given)) ||
	    !num_unbase64url(text64, text, n))
		return NULL;
	flash_mac(r, (struct str){ (const char *)text, n }, mac);
	if (!str_eq_secret(
	    (struct str){ (const char *)mac, sizeof(mac) },
	    (struct str){ (const char *)given, sizeof(given) }))
		return NULL;
	return (const char *)text;
}

const char *
flash_take(struct req *r)
{
	struct str cookie = req_cookie(r, "flash");
	const char *msgid;

	if (cookie.n == 0)
		return NULL;
	req_cookie_clear(r, "flash");
	msgid = flash_open(r, cookie);
	return msgid == NULL ? NULL : req_text(r, msgid);
}
