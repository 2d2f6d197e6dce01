/* refusals: a reason that is used anywhere has its sentence. */
#include "../unit.h"

#include <dirent.h>

#include "base/arena.h"
#include "web/refusals.h"

#include "base/banned.h"

static struct arena *arena;
static int reasons;

/* What the operator's command says in its own words, or only the log. */
static bool
is_elsewhere(const char *reason)
{
	static const char *const prefixes[] = { "backup-", "notice-",
	    "instance-", "init-" };
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(reason, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

/* Names and texts of a call that are no reason: a field, a named value. */
static bool
is_reason(const char *text)
{
	return strchr(text, '-') != NULL || strcmp(text, "overlap") == 0;
}

static void
check_reason(const char *file, const char *reason)
{
	if (!is_reason(reason) || is_elsewhere(reason))
		return;
	if (refusals_find(reason) == NULL)
		print_error("%s: %s has no sentence\n", file, reason);
	assert_non_null(refusals_find(reason));
	reasons++;
}

static bool
is_plain(const char *text)
{
	return text[strspn(text, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
}

/* The literals of one call, up to its semicolon. */
static const char *
check_call(const char *file, const char *p)
{
	const char *end = p + strcspn(p, ";"), *quote, *text;

	for (p += strcspn(p, "\""); p < end; p += strcspn(p, "\"")) {
		quote = strchr(p + 1, '"');
		assert_non_null(quote);
		text = str_printf(arena, "%.*s", (int)(quote - p - 1), p + 1);
		if (is_plain(text))
			check_reason(file, text);
		p = quote + 1;
	}
	return end;
}

/* Of act_refuse, act_refuse_with, and those that end in them. */
static void
check_calls(const char *file, const char *p)
{
	while ((p = strstr(p, "refuse")) != NULL) {
		p += strspn(p, "abcdefghijklmnopqrstuvwxyz_");
		if (*p == '(')
			p = check_call(file, p);
	}
}

static char *
whole_file(const char *path)
{
	size_t size = (size_t)256 * 1024, n;
	char *p = arena_alloc(arena, size);
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	n = fread(p, 1, size - 1, f);
	assert_int_equal(fclose(f), 0);
	p[n] = '\0';
	return p;
}

static void
check_folder(const char *folder)
{
	const char *dir = str_printf(arena, "%s", unit_source(folder));
	struct dirent *e;
	DIR *d = opendir(dir);

	assert_non_null(d);
	while ((e = readdir(d)) != NULL)
		if (strlen(e->d_name) > 2 &&
		    strcmp(e->d_name + strlen(e->d_name) - 2, ".c") == 0)
			check_calls(e->d_name, whole_file(str_printf(arena,
			    "%s/%s", dir, e->d_name)));
	closedir(d);
}

static void
every_reason_in_a_call_has_its_sentence(void **state)
{
	(void)state;
	reasons = 0;
	check_folder("lib/service");
	check_folder("lib/web");
	check_folder("cgi-bin");
	assert_true(reasons > 40);
}

/* What the domain gives back as text, by the names its headers promise. */
static void
every_reason_of_a_header_has_its_sentence(void **state)
{
	static const char *const headers[] = { "lib/domain/recurrence.h",
	    "lib/domain/booking.h", "lib/service/roster.h",
	    "lib/service/seating.h", "lib/service/signin.h",
	    "lib/service/membership.h", "lib/service/callback_desk.h",
	    "lib/web/form.h", "lib/web/csrf.h" };
	const char *p, *quote, *text;
	size_t i;

	(void)state;
	reasons = 0;
	for (i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		for (p = whole_file(unit_source(headers[i]));
		    (p = strchr(p, '"')) != NULL; p = quote + 1) {
			quote = strchr(p + 1, '"');
			assert_non_null(quote);
			text = str_printf(arena, "%.*s", (int)(quote - p - 1),
			    p + 1);
			if (is_plain(text))
				check_reason(headers[i], text);
		}
	assert_true(reasons > 40);
}

static void
a_reason_stands_once(void **state)
{
	const char *text = whole_file(unit_source("lib/web/refusals.c")), *p;
	const char *name;
	int n = 0;

	(void)state;
	for (p = text; (p = strstr(p, "\n\t{ \"")) != NULL; n++) {
		p += strlen("\n\t{ ");
		name = str_printf(arena, "\n\t{ %.*s", (int)strcspn(p, ","),
		    p);
		assert_null(strstr(p, name));
	}
	assert_true(n > 60);
}

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)64 * 1024 * 1024);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_reason_in_a_call_has_its_sentence),
		cmocka_unit_test(every_reason_of_a_header_has_its_sentence),
		cmocka_unit_test(a_reason_stands_once),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
