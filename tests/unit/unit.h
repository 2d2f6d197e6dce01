/*
 * unit: what every unit test includes: cmocka with the headers it wants before
 * it, and the questions we ask it, in the order (got, want).
 */
#ifndef WATCHBILL_TESTS_UNIT_H
#define WATCHBILL_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/str.h"

#define is_int(got, want) assert_int_equal((got), (want))
#define is_text(got, want) assert_string_equal((got), (want))
#define is_ok(status) assert_int_equal((status), 0)

/* Slices carry no NUL; a test's are short. */
#define is_str(got, want) do {						\
	struct str is_str_got = (got);					\
									\
	assert_int_equal(is_str_got.n, strlen(want));			\
	assert_memory_equal(is_str_got.p, (want), is_str_got.n);	\
} while (0)

/* unit_source(path): a file of the source tree; make check says where. */
static inline const char *
unit_source(const char *path)
{
	static char full[4096];
	const char *top = getenv("WB_SRCDIR");

	snprintf(full, sizeof(full), "%s/%s", top != NULL ? top : ".", path);
	return full;
}

/* unit_temp(name): a path of this process's own for a temporary file. */
static inline const char *
unit_temp(const char *name)
{
	static char full[4096];
	const char *dir = getenv("TMPDIR");

	snprintf(full, sizeof(full), "%s/watchbill-%ld-%s",
	    dir != NULL ? dir : "/tmp", (long)getpid(), name);
	return full;
}

/* unit_write(path, text): the file now holds exactly that. */
static inline void
unit_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
}

#endif
