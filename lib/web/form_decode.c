/*
 * form_decode: application/x-www-form-urlencoded, for bodies and queries.
 * What a browser would not send is refused rather than guessed at.
 */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "web/form_read.h"

#include "base/banned.h"

static int
form_hex(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *p = c == '\0' ? NULL : strchr(digits, c);

	return p == NULL ? -1 : (int)((p - digits) & 15);
}

static bool
form_decode_one(struct str s, struct arena *a, struct str *ret)
{
	char *to = arena_alloc(a, s.n + 1);
	size_t i, n = 0;
	int high, low;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '+') {
			to[n++] = ' ';
		} else if (s.p[i] != '%') {
			to[n++] = s.p[i];
		} else {
			high = i + 2 < s.n ? form_hex(s.p[i + 1]) : -1;
			low = i + 2 < s.n ? form_hex(s.p[i + 2]) : -1;
			if (high < 0 || low < 0)
				return false;
			to[n++] = (char)(high << 4 | low);
			i += 2;
		}
	}
	*ret = (struct str){ to, n };
	return utf8_is_valid(*ret);	/* which refuses NUL too */
}

/* At least as many as there are, unless there are too many. */
static size_t
form_count(struct str s, size_t max)
{
	size_t i, n = s.n > 0;

	for (i = 0; i < s.n && n < max; i++)
		n += s.p[i] == '&';
	return n;
}

enum status
form_decode(struct str s, size_t max, struct arena *a, struct pairs *ret)
{
	struct pair *v = ARENA_ARRAY(a, struct pair, form_count(s, max));
	struct str one, value;
	size_t n = 0;

	while (s.n > 0) {
		s = str_cut(s, '&', &one);
		if (one.n == 0)
			continue;
		if (n == max)
			return E_MALFORMED;
		value = str_cut(one, '=', &one);
		if (one.n == 0 || !form_decode_one(one, a, &v[n].name) ||
		    !form_decode_one(value, a, &v[n].value))
			return E_MALFORMED;
		n++;
	}
	*ret = (struct pairs){ v, n };
	return OK;
}
