/*
 * utf8: decoding after the table of RFC 3629 / Unicode 3-7, in which overlongs,
 * surrogates and what lies beyond U+10FFFF show at the second byte.
 */
#include "base/utf8.h"

#include <assert.h>
#include <locale.h>
#include <string.h>
#include <wctype.h>

#include <utf8proc.h>

#include "base/arena.h"

#include "base/banned.h"

struct utf8_lead {
	unsigned char from, to;		/* the first byte */
	unsigned char low, high;	/* what the second may be */
	unsigned char more;		/* bytes after the first */
};

static const struct utf8_lead utf8_leads[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 1 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 2 },
	{ 0xe1, 0xec, 0x80, 0xbf, 2 },
	{ 0xed, 0xed, 0x80, 0x9f, 2 },
	{ 0xee, 0xef, 0x80, 0xbf, 2 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 3 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 3 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 3 },
};

static const struct utf8_lead *
utf8_lead(unsigned char c)
{
	size_t i;

	for (i = 0; i < sizeof(utf8_leads) / sizeof(utf8_leads[0]); i++)
		if (c >= utf8_leads[i].from && c <= utf8_leads[i].to)
			return &utf8_leads[i];
	return NULL;
}

static int32_t
utf8_take(struct str *s, size_t n, int32_t c)
{
	s->p += n;
	s->n -= n;
	return c;
}

int32_t
utf8_next(struct str *s)
{
	unsigned char c = (unsigned char)s->p[0], low, high;
	const struct utf8_lead *lead;
	int32_t v;
	size_t i;

	if (c < 0x80)
		return utf8_take(s, 1, c);
	lead = utf8_lead(c);
	if (lead == NULL)
		return utf8_take(s, 1, -1);
	v = c & (0x3f >> lead->more);
	low = lead->low;
	high = lead->high;
	for (i = 1; i <= lead->more; i++) {
		if (i == s->n)
			return utf8_take(s, i, -1);
		c = (unsigned char)s->p[i];
		if (c < low || c > high)
			return utf8_take(s, i, -1);
		v = v << 6 | (c & 0x3f);
		low = 0x80;
		high = 0xbf;
	}
	return utf8_take(s, i, v);
}

void
utf8_put(struct buf *b, int32_t c)
{
	char p[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;

	assert(c >= 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff));
	if (n == 1) {
		buf_char(b, (char)c);
		return;
	}
	for (i = n - 1; i > 0; i--, c >>= 6)
		p[i] = (char)(0x80 | (c & 0x3f));
	p[0] = (char)((0xf00 >> n & 0xff) | c);
	buf_add(b, p, n);
}

bool
utf8_is_valid(struct str s)
{
	while (s.n > 0)
		if (utf8_next(&s) <= 0)
			return false;
	return true;
}

size_t
utf8_length(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] & 0xc0) != 0x80)
			n++;
	return n;
}

/* Controls of terminals and of direction: what makes text lie (IN-03). */
static bool
utf8_is_control(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c ||
	    c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

bool
utf8_is_line(struct str s)
{
	while (s.n > 0)
		if (utf8_is_control(utf8_next(&s)))
			return false;
	return true;
}

bool
utf8_is_text(struct str s)
{
	int32_t c;

	while (s.n > 0) {
		c = utf8_next(&s);
		if (c == '\n' || c == '\t')
			continue;
		if (c == '\r' && s.n > 0 && s.p[0] == '\n')
			continue;
		if (utf8_is_control(c))
			return false;
	}
	return true;
}

/* glibc builds C.UTF-8 in or ships it beside itself; "C" knows ASCII only. */
static locale_t
utf8_locale(void)
{
	static locale_t loc;

	if (loc == (locale_t)0)
		loc = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (loc == (locale_t)0)
		loc = newlocale(LC_CTYPE_MASK, "C", (locale_t)0);
	assert(loc != (locale_t)0);
	return loc;
}

/* The first letter or digit of a word, as a capital; 0 if it has none. */
static int32_t
utf8_capital(struct str word)
{
	wint_t c;

	while (word.n > 0) {
		c = (wint_t)utf8_next(&word);
		if (iswalnum_l(c, utf8_locale()))
			return (int32_t)towupper_l(c, utf8_locale());
	}
	return 0;
}

char *
utf8_initials(struct arena *a, const char *name)
{
	struct str rest = str_of(name), word;
	int32_t first = 0, last = 0, c;
	struct buf b;

	buf_init(&b, a, 8);
	while (rest.n > 0) {
		rest = str_cut(rest, ' ', &word);
		c = utf8_capital(word);
		if (c != 0 && first == 0)
			first = c;
		else if (c != 0)
			last = c;
	}
	if (first != 0)
		utf8_put(&b, first);
	if (last != 0)
		utf8_put(&b, last);
	return str_copy(a, buf_get(&b));
}

static bool
utf8_is_ascii(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/* Decomposed in place of its own, composed and encoded there again. */
struct str
utf8_nfc(struct str s, struct arena *a)
{
	const utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	const utf8proc_uint8_t *from = (const utf8proc_uint8_t *)s.p;
	utf8proc_ssize_t n;
	utf8proc_int32_t *point;

	if (utf8_is_ascii(s))
		return s;
	n = utf8proc_decompose(from, (utf8proc_ssize_t)s.n, NULL, 0, how);
	assert(n >= 0);
	/* One more: the library ends what it encodes with a NUL. */
	point = ARENA_ARRAY(a, utf8proc_int32_t, (size_t)n + 1);
	n = utf8proc_decompose(from, (utf8proc_ssize_t)s.n, point, n, how);
	assert(n >= 0);
	n = utf8proc_reencode(point, n, how);
	assert(n >= 0);
	return (struct str){ (const char *)point, (size_t)n };
}
