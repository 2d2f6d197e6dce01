/*
 * json_scan: a machine with five states and a stack of open lists and maps,
 * without recursion.  It refuses what json-c lets pass (FACTS "json-c" 1), so
 * that json-c then only ever sees sound input.
 *
 *   VALUE ─► AFTER ─► (',') VALUE or KEY, (']' '}') AFTER, end
 *     └ '[' ─► FIRST_ITEM    '{' ─► FIRST_KEY
 */
#include "base/json_scan.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/utf8.h"

#include "base/banned.h"

#define JSON_DIGITS 64		/* of a number, with sign, point and exponent */

enum scan_state { SCAN_FAILED, SCAN_DONE, SCAN_VALUE, SCAN_FIRST_ITEM,
	SCAN_FIRST_KEY, SCAN_KEY, SCAN_AFTER, SCAN__MAX };

struct scan_name {
	struct str text;
	struct scan_name *other;	/* of the same map */
};

struct scan_level {
	bool is_map;
	size_t n;			/* items or members so far */
	struct scan_name *names;
};

struct scan {
	struct str rest;
	struct arena *a;
	const char *why;
	size_t values, depth;
	struct scan_level level[JSON_LEVELS];
};

static enum scan_state
scan_fail(struct scan *s, const char *why)
{
	s->why = why;
	return SCAN_FAILED;
}

static void
scan_skip(struct scan *s, size_t n)
{
	s->rest.p += n;
	s->rest.n -= n;
}

/* The next byte that is not white space, still there; 0 at the end. */
static char
scan_peek(struct scan *s)
{
	while (s->rest.n > 0 && memchr(" \t\n\r", s->rest.p[0], 4) != NULL)
		scan_skip(s, 1);
	return s->rest.n > 0 ? s->rest.p[0] : '\0';
}

static enum scan_state
scan_unexpected(struct scan *s)
{
	return scan_fail(s, s->rest.n == 0 ? "ends too early" :
	    "unexpected character");
}

/* Four hexadecimal digits, or -1. */
static int32_t
scan_hex4(struct str s)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *at;
	int32_t v = 0;
	size_t i;

	if (s.n < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		at = memchr(digits, s.p[i], sizeof(digits) - 1);
		if (at == NULL)
			return -1;
		v = v << 4 | (int32_t)(at - digits - (at - digits > 15) * 6);
	}
	return v;
}

/* Behind a "\u", which is skipped: the code point, or -1 and s->why. */
static int32_t
scan_unicode(struct scan *s)
{
	int32_t high = scan_hex4(s->rest), low;

	s->why = "malformed escape";
	if (high < 0)
		return -1;
	scan_skip(s, 4);
	s->why = high == 0 ? "\\u0000 in a text" : "lone surrogate";
	if (high == 0 || (high >= 0xdc00 && high <= 0xdfff))
		return -1;
	if (high < 0xd800 || high > 0xdbff)
		return high;
	if (!str_starts(s->rest, "\\u"))
		return -1;
	scan_skip(s, 2);
	low = scan_hex4(s->rest);
	if (low < 0xdc00 || low > 0xdfff)
		return -1;
	scan_skip(s, 4);
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Behind a backslash, which is skipped: what is meant, or -1 and s->why. */
static int32_t
scan_escape(struct scan *s)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *at;
	char c;

	s->why = "ends too early";
	if (s->rest.n == 0)
		return -1;
	c = s->rest.p[0];
	scan_skip(s, 1);
	if (c == 'u')
		return scan_unicode(s);
	s->why = "malformed escape";
	at = memchr(from, c, sizeof(from) - 1);
	return at == NULL ? -1 : to[at - from];
}

/* The next character of a text, escaped or plain, or -1 and s->why. */
static int32_t
scan_character(struct scan *s)
{
	int32_t c;

	if (s->rest.p[0] == '\\') {
		scan_skip(s, 1);
		return scan_escape(s);
	}
	c = utf8_next(&s->rest);
	if (c < 0)
		s->why = "text is not UTF-8";
	else if (c < 0x20)
		s->why = "control character in a text";
	return c < 0x20 ? -1 : c;
}

/* A text, from its quote on.  With b its characters, decoded, are added. */
static bool
scan_text(struct scan *s, struct buf *b)
{
	int32_t c;

	for (scan_skip(s, 1); s->rest.n > 0; ) {
		if (s->rest.p[0] == '"') {
			scan_skip(s, 1);
			return true;
		}
		c = scan_character(s);
		if (c < 0)
			return false;
		if (b != NULL)
			utf8_put(b, c);
	}
	s->why = "ends too early";
	return false;
}

/* Takes digits off *s; false if there are none. */
static bool
scan_digits(struct str *s)
{
	size_t before = s->n;

	while (s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9') {
		s->p++;
		s->n--;
	}
	return s->n < before;
}

/* Takes off one of two bytes, if it is next. */
static bool
scan_one(struct str *s, char a, char b)
{
	if (s->n == 0 || (s->p[0] != a && s->p[0] != b))
		return false;
	s->p++;
	s->n--;
	return true;
}

/* Takes a number off *s after the grammar of RFC 8259 6. */
static bool
scan_number_text(struct str *s)
{
	scan_one(s, '-', '-');
	if (!scan_one(s, '0', '0') && !scan_digits(s))
		return false;
	if (scan_one(s, '.', '.') && !scan_digits(s))
		return false;
	if (!scan_one(s, 'e', 'E'))
		return true;
	scan_one(s, '+', '-');
	return scan_digits(s);
}

/* A whole number fits into 64 bits, any other into a double. */
static bool
scan_fits(struct str number)
{
	char text[JSON_DIGITS + 1];
	int64_t v;

	if (number.n > JSON_DIGITS)
		return false;
	memcpy(text, number.p, number.n);
	text[number.n] = '\0';
	if (strpbrk(text, ".eE") == NULL)
		return str_is(number, "-0") ||
		    num_parse(number, INT64_MIN, INT64_MAX, &v);
	errno = 0;
	return isfinite(strtod(text, NULL)) && errno == 0;
}

static bool
scan_number(struct scan *s)
{
	struct str number = s->rest;

	s->why = "malformed number";
	if (!scan_number_text(&s->rest))
		return false;
	number.n -= s->rest.n;
	s->why = "number does not fit";
	return scan_fits(number);
}

static bool
scan_word(struct scan *s)
{
	static const char *const words[] = { "true", "false", "null" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_starts(s->rest, words[i])) {
			scan_skip(s, strlen(words[i]));
			return true;
		}
	scan_unexpected(s);
	return false;
}

static enum scan_state
scan_open(struct scan *s, bool is_map)
{
	if (s->depth == JSON_LEVELS)
		return scan_fail(s, "nested too deep");
	s->level[s->depth++] = (struct scan_level){ .is_map = is_map };
	scan_skip(s, 1);
	return is_map ? SCAN_FIRST_KEY : SCAN_FIRST_ITEM;
}

static enum scan_state
scan_close(struct scan *s)
{
	s->depth--;
	scan_skip(s, 1);
	return SCAN_AFTER;
}

static enum scan_state
scan_value(struct scan *s)
{
	struct scan_level *in = s->depth > 0 ? &s->level[s->depth - 1] : NULL;
	char c = scan_peek(s);
	bool sound;

	if (++s->values > JSON_VALUES)
		return scan_fail(s, "too many values");
	if (in != NULL && !in->is_map && ++in->n > JSON_ITEMS)
		return scan_fail(s, "too many items in a list");
	if (c == '{' || c == '[')
		return scan_open(s, c == '{');
	if (c == '"')
		sound = scan_text(s, NULL);
	else if (c == '-' || (c >= '0' && c <= '9'))
		sound = scan_number(s);
	else
		sound = scan_word(s);
	return sound ? SCAN_AFTER : SCAN_FAILED;
}

static enum scan_state
scan_first_item(struct scan *s)
{
	return scan_peek(s) == ']' ? scan_close(s) : SCAN_VALUE;
}

/* The decoded name, since "a" and "\u0061" are the same. */
static bool
scan_name(struct scan *s, struct str *ret)
{
	struct str from = s->rest;
	struct buf b;

	if (!scan_text(s, NULL))
		return false;
	from.n -= s->rest.n;
	*ret = (struct str){ from.p + 1, from.n - 2 };
	if (memchr(from.p, '\\', from.n) == NULL)
		return true;
	buf_fixed(&b, arena_alloc(s->a, from.n), from.n);
	s->rest.p -= from.n;
	s->rest.n += from.n;
	if (!scan_text(s, &b))
		return false;
	*ret = buf_get(&b);
	return true;
}

static enum scan_state
scan_key(struct scan *s)
{
	struct scan_level *in = &s->level[s->depth - 1];
	struct scan_name *name, *other;

	if (scan_peek(s) != '"')
		return scan_unexpected(s);
	if (++in->n > JSON_MEMBERS)
		return scan_fail(s, "too many members");
	name = ARENA_NEW(s->a, struct scan_name);
	if (!scan_name(s, &name->text))
		return SCAN_FAILED;
	for (other = in->names; other != NULL; other = other->other)
		if (str_eq(other->text, name->text))
			return scan_fail(s, "duplicate member");
	name->other = in->names;
	in->names = name;
	if (scan_peek(s) != ':')
		return scan_unexpected(s);
	scan_skip(s, 1);
	return SCAN_VALUE;
}

static enum scan_state
scan_first_key(struct scan *s)
{
	return scan_peek(s) == '}' ? scan_close(s) : SCAN_KEY;
}

static enum scan_state
scan_after(struct scan *s)
{
	char c = scan_peek(s);
	bool is_map;

	if (s->depth == 0)
		return s->rest.n == 0 ? SCAN_DONE :
		    scan_fail(s, "something follows the value");
	is_map = s->level[s->depth - 1].is_map;
	if (c == (is_map ? '}' : ']'))
		return scan_close(s);
	if (c != ',')
		return scan_unexpected(s);
	scan_skip(s, 1);
	return is_map ? SCAN_KEY : SCAN_VALUE;
}

bool
json_scan(struct str text, struct arena *a, const char **ret_why)
{
	static enum scan_state (*const step[SCAN__MAX])(struct scan *) = {
		[SCAN_VALUE] = scan_value,
		[SCAN_FIRST_ITEM] = scan_first_item,
		[SCAN_FIRST_KEY] = scan_first_key,
		[SCAN_KEY] = scan_key,
		[SCAN_AFTER] = scan_after,
	};
	struct scan s = { .rest = text, .a = a };
	enum scan_state state = SCAN_VALUE;

	while (state != SCAN_FAILED && state != SCAN_DONE)
		state = step[state](&s);
	if (state == SCAN_FAILED)
		*ret_why = s.why;
	return state == SCAN_DONE;
}
