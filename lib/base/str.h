/*
 * str: text as a slice, and text being built.  A slice borrows: it lives as
 * long as what it points into.  A buf grows inside an arena up to its max,
 * then fails stickily: check it once, at the end.
 */
#ifndef WATCHBILL_BASE_STR_H
#define WATCHBILL_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *p;		/* not NUL-terminated; NULL only if n == 0 */
	size_t n;
};

#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })

struct str str_of(const char *cstr);	/* NULL gives the empty slice */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *cstr);
bool str_starts(struct str s, const char *prefix);
struct str str_trim(struct str s);	/* of ASCII white space */
/* str_cut(s, sep, head): head = up to sep, returns what follows; without
 * sep head = s and the rest is empty with p == NULL. */
struct str str_cut(struct str s, char sep, struct str *head);
/* str_copy(a, s): s as a C string in a.  The caller knows it has no NUL. */
char *str_copy(struct arena *a, struct str s);
/* str_printf(a, fmt, ...): a formatted C string in a. */
char *str_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* str_number(a, before, n): "/shifts/" and 17, without printf's price. */
char *str_number(struct arena *a, const char *before, int64_t n);
/* str_eq_secret(a, b): equality in constant time for equal lengths. */
bool str_eq_secret(struct str a, struct str b);

/*
 * An addition that does not fit is not made at all, and none after it is: p
 * then holds the additions before it.
 */
struct buf {
	char *p;		/* p[n] is NUL once anything is added */
	size_t n, size, max;	/* size == 0, or n < size <= max + 1 */
	struct arena *a;	/* NULL: fixed */
	bool failed;		/* something did not fit: p is what did */
};

void buf_init(struct buf *b, struct arena *a, size_t max_bytes);
/* buf_fixed(b, p, size): in the caller's memory, at most size - 1 bytes. */
void buf_fixed(struct buf *b, char *p, size_t size);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_cstr(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
void buf_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
void buf_reset(struct buf *b);		/* empty again, memory kept */
struct str buf_get(const struct buf *b);

#define BUF_LIT(b, lit) buf_add((b), "" lit, sizeof(lit) - 1)

#endif
