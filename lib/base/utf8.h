/*
 * utf8: what counts as text.  Everything that comes in passes utf8_is_text
 * once; after that code may rely on it.
 */
#ifndef WATCHBILL_BASE_UTF8_H
#define WATCHBILL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Valid UTF-8 (RFC 3629: no surrogates, no overlongs, <= U+10FFFF), no NUL. */
bool utf8_is_valid(struct str s);
/* Length in code points; the slice must be valid. */
size_t utf8_length(struct str s);
/*
 * utf8_next(s): takes the first code point off *s, which must not be empty.
 * Invalid: -1, and the longest prefix of a character (at least one byte) is
 * taken off, so that each -1 stands for one U+FFFD (Unicode 3.9, D93b).
 */
int32_t utf8_next(struct str *s);
/* utf8_put(b, c): adds a code point; c must be one (no surrogate). */
void utf8_put(struct buf *b, int32_t c);
/*
 * utf8_is_line(s) / utf8_is_text(s): valid and without control characters
 * (C0, DEL, C1, U+2028/9) and bidi controls (U+202A-E, U+2066-9, U+200E/F,
 * U+061C); text also allows newline (CR LF and LF) and tab.
 * Source  ACCEPTANCE IN-03.
 */
bool utf8_is_line(struct str s);
bool utf8_is_text(struct str s);
/*
 * utf8_nfc(s, a): valid text in Normalization Form C (UAX 15), so that what
 * looks the same is the same: s itself where it is, else a copy in a.
 * Source  ACCEPTANCE IN-03.
 */
struct str utf8_nfc(struct str s, struct arena *a);
/*
 * Initials for a seat's box, at most two letters, in capitals: of the first
 * and the last word: "Johan van Wyk" -> "JW", "kim" -> "K".  The name is
 * valid; without any letter or digit the empty string.
 */
char *utf8_initials(struct arena *a, const char *name);

#endif
