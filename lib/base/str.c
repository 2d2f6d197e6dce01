/*
 * str: slices, and buffers that grow in an arena.  An addition is made whole
 * or not at all, so that a full buffer never ends within a character.
 */
#include "base/str.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define STR_INT 20		/* digits and sign of an int64_t */
#define BUF_FIRST 256		/* bytes of a buffer's first allocation */

struct str
str_of(const char *cstr)
{
	return (struct str){ cstr, cstr == NULL ? 0 : strlen(cstr) };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *cstr)
{
	return str_eq(a, str_of(cstr));
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

static bool
str_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && str_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && str_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_cut(struct str s, char sep, struct str *head)
{
	const char *at = s.n == 0 ? NULL : memchr(s.p, sep, s.n);
	size_t n;

	if (at == NULL) {
		*head = s;
		return (struct str){ NULL, 0 };
	}
	n = (size_t)(at - s.p);
	*head = (struct str){ s.p, n };
	return (struct str){ at + 1, s.n - n - 1 };
}

char *
str_copy(struct arena *a, struct str s)
{
	return arena_dup(a, s.p, s.n);
}

char *
str_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	p = arena_alloc(a, (size_t)n + 1);
	n = vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	assert(n >= 0);
	return p;
}

char *
str_number(struct arena *a, const char *before, int64_t n)
{
	struct buf b;

	buf_init(&b, a, strlen(before) + STR_INT);
	buf_cstr(&b, before);
	buf_int(&b, n);
	assert(!b.failed);
	return b.p;
}

bool
str_eq_secret(struct str a, struct str b)
{
	volatile unsigned char differs = 0;
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		differs = (unsigned char)(differs | (a.p[i] ^ b.p[i]));
	return differs == 0;
}

void
buf_init(struct buf *b, struct arena *a, size_t max_bytes)
{
	assert(max_bytes < SIZE_MAX / 4);
	*b = (struct buf){ .a = a, .max = max_bytes };
}

void
buf_fixed(struct buf *b, char *p, size_t size)
{
	assert(size > 0);
	*b = (struct buf){ .p = p, .size = size, .max = size - 1 };
	p[0] = '\0';
}

/* Makes room for n more bytes and the NUL, or fails the buffer for good. */
static bool
buf_room(struct buf *b, size_t n)
{
	size_t size;

	if (b->failed || n > b->max - b->n) {
		b->failed = true;
		return false;
	}
	if (b->n + n < b->size)
		return true;
	size = b->size == 0 ? BUF_FIRST : b->size * 2;
	if (size <= b->n + n)
		size = b->n + n + 1;
	if (size > b->max + 1)
		size = b->max + 1;
	b->p = arena_grow(b->a, b->p, b->size, size);
	b->size = size;
	return true;
}

void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (!buf_room(b, n))
		return;
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

void
buf_cstr(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_int(struct buf *b, int64_t v)
{
	char text[21], *p = text + sizeof(text);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do {
		*--p = (char)('0' + u % 10);
	} while ((u /= 10) != 0);
	if (v < 0)
		*--p = '-';
	buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void
buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	assert(n >= 0);
	if (buf_room(b, (size_t)n)) {
		n = vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		assert(n >= 0);
		b->n += (size_t)n;
	}
	va_end(again);
}

void
buf_reset(struct buf *b)
{
	b->n = 0;
	b->failed = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

struct str
buf_get(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}
