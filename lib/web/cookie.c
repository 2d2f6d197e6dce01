/* cookie: reading and writing the few bytes that the browser keeps for us. */
#include "web/cookie.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

static const char cookie_prefix[] = "__Host-";

bool
cookie_get(struct str header, const char *name, struct str *ret)
{
	size_t prefix = sizeof(cookie_prefix) - 1;
	struct str one, value, found = STR("");
	bool seen = false;

	while (header.n > 0) {
		header = str_cut(header, ';', &one);
		value = str_cut(str_trim(one), '=', &one);
		if (!str_starts(one, cookie_prefix) || !str_is((struct str){
		    one.p + prefix, one.n - prefix }, name))
			continue;
		if (seen)
			return false;
		seen = true;
		found = value;
	}
	*ret = found;
	return true;
}

bool
cookie_is_value(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' ||
		    strchr("\",;\\", s.p[i]) != NULL)
			return false;
	return true;
}

void
cookie_set(struct buf *b, const struct cookie *c)
{
	assert(cookie_is_value(c->value));
	BUF_LIT(b, "Set-Cookie: ");
	buf_cstr(b, cookie_prefix);
	buf_cstr(b, c->name);
	buf_char(b, '=');
	buf_str(b, c->value);
	BUF_LIT(b, "; Path=/; Secure; HttpOnly; SameSite=Lax");
	if (c->max_age_s >= 0) {
		BUF_LIT(b, "; Max-Age=");
		buf_int(b, c->max_age_s);
	}
	BUF_LIT(b, "\r\n");
}
